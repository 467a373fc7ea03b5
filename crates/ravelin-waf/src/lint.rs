//! What is suspicious about a rule set that loads: rules that never run, skips that lead nowhere, patterns that no scan
//! can speak for.
//!
//! Errors are found while loading; what is here a rule author may have meant.

use crate::error::Place;
use crate::plan::{Probe, RuleSet};
use crate::seclang::actions::{Disruptive, Flow};
use crate::seclang::operators::Operator;
use crate::seclang::parser::Rule;
use std::fmt;

/// What is suspicious about a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Concern {
    /// `skipAfter` names a marker that does not follow: everything up to the end of the phase is skipped.
    MarkerMissing {
        /// The marker.
        marker: String,
    },
    /// An earlier rule that always matches skips this one or ends the transaction.
    Unreachable {
        /// The id of the earlier rule.
        by: u64,
    },
    /// The operator has to look at every value: nothing is known that a value must contain.
    NoPrefilter {
        /// The pattern.
        pattern: String,
    },
}

/// One concern and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lint {
    /// Where the rule stands.
    pub place: Place,
    /// The rule's id.
    pub rule: u64,
    /// What is suspicious.
    pub concern: Concern,
}

impl fmt::Display for Lint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: rule {}: ", self.place, self.rule)?;
        match &self.concern {
            Concern::MarkerMissing { marker } => {
                write!(f, "no marker `{marker}` follows: the rest of the phase is skipped")
            }
            Concern::Unreachable { by } => write!(f, "it never runs: rule {by} always skips it"),
            Concern::NoPrefilter { pattern } => {
                write!(f, "the pattern `{pattern}` has to be run on every value: nothing must be in a match")
            }
        }
    }
}

impl RuleSet {
    /// What is suspicious about the rules, in their order.
    ///
    /// ```
    /// let rules = ravelin_waf::RuleSet::parse(r#"
    ///     SecAction "id:1,phase:2,pass,nolog,skipAfter:END"
    ///     SecRule ARGS "@contains attack" "id:2,phase:2,deny"
    ///     SecMarker END
    /// "#).unwrap();
    /// assert_eq!(rules.lint()[0].to_string(), "rules:3: rule 2: it never runs: rule 1 always skips it");
    /// ```
    #[must_use]
    pub fn lint(&self) -> Vec<Lint> {
        let mut found = Vec::new();
        for steps in &self.programs {
            let mut ended: Option<(u64, usize)> = None;
            for (at, step) in steps.iter().enumerate() {
                let Some(rule) = self.rules.get(step.rule as usize) else { continue };
                let mut tell = |concern| {
                    found.push((step.rule, Lint { place: rule.place.clone(), rule: rule.id, concern }))
                };
                if let Some((by, until)) = ended
                    && at < until
                {
                    tell(Concern::Unreachable { by });
                    continue;
                }
                if let Some(marker) = self.missing_marker(rule, step.rule as usize) {
                    tell(Concern::MarkerMissing { marker });
                }
                if let Some(pattern) = unfiltered(rule, step.probe) {
                    tell(Concern::NoPrefilter { pattern });
                }
                if let Some(until) = ends(rule, step.jump as usize, at, steps.len()) {
                    ended = Some((rule.id, until));
                }
            }
        }
        found.sort_by_key(|(at, _)| *at);
        found.into_iter().map(|(_, lint)| lint).collect()
    }

    fn missing_marker(&self, rule: &Rule, at: usize) -> Option<String> {
        rule.chain().find_map(|link| match &link.actions.flow {
            Some(Flow::SkipAfter(name)) => {
                let known = self.markers.iter().any(|(place, marker)| *place > at && marker == name);
                let is_id = name.parse::<u64>().is_ok_and(|id| self.rules.iter().any(|r| r.id == id));
                (!known && !is_id).then(|| name.to_string())
            }
            _ => None,
        })
    }
}

/// Up to which step a rule that always matches keeps everything from running.
fn ends(rule: &Rule, jump: usize, at: usize, steps: usize) -> Option<usize> {
    let always = rule.links.is_empty()
        && matches!(rule.test.operator, Operator::Always)
        && rule.targets.include.is_empty();
    let ends_all = matches!(
        rule.actions.disruptive,
        Some(Disruptive::Deny | Disruptive::Drop | Disruptive::Redirect(_) | Disruptive::Allow(_))
    );
    match (always, ends_all) {
        (true, true) => Some(steps),
        (true, false) if jump > at + 1 => Some(jump),
        _ => None,
    }
}

/// The pattern of a rule that must be run on all members of collections.
fn unfiltered(rule: &Rule, probe: Probe) -> Option<String> {
    let pattern = rule.pattern()?;
    let many = rule.targets.include.iter().any(|t| t.variable.collection && t.written.is_empty() && !t.count);
    let filtered = matches!(probe, Probe::Scan { .. }) && !rule.test.clauses.is_empty();
    (many && !filtered).then(|| pattern.source().chars().take(80).collect())
}
