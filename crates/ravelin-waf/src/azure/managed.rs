//! Managed rule sets as changes to a Core Rule Set: rules left out, targets left out, actions set.
//!
//! It does not know the rules themselves: [`Tuning`] is what whoever loads them applies, most of it as directives.

use super::exclusion::{Exclusion, target};
use super::{Action, Service};
use std::fmt;

/// A managed rule set, as a policy names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManagedRuleSet {
    /// `OWASP`, `Microsoft_DefaultRuleSet`, `Microsoft_BotManagerRuleSet`, `DefaultRuleSet`, `BotProtection`.
    pub kind: String,
    /// Its version.
    pub version: String,
    /// Changes to groups and rules.
    pub overrides: Vec<GroupOverride>,
    /// Exclusions of the whole set (Front Door).
    pub exclusions: Vec<Exclusion>,
}

/// Changes to a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupOverride {
    /// The group's name.
    pub group: String,
    /// Changes to rules; without any, the group is off.
    pub rules: Vec<RuleOverride>,
    /// Exclusions of the group (Front Door).
    pub exclusions: Vec<Exclusion>,
}

/// Changes to a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleOverride {
    /// Its number.
    pub id: u32,
    /// Whether it runs.
    pub enabled: bool,
    /// What it does instead of scoring.
    pub action: Option<Action>,
    /// Exclusions of the rule (Front Door).
    pub exclusions: Vec<Exclusion>,
}

/// Numbers of rules, the first and the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rules {
    /// The first.
    pub first: u32,
    /// The last.
    pub last: u32,
}

impl Rules {
    /// Every detection rule of a Core Rule Set.
    const ALL: Self = Self { first: 911_000, last: 948_999 };
    /// The rules ModSecurity recommends beside it: broken bodies.
    const GENERAL: Self = Self { first: 200_002, last: 200_004 };

    const fn one(id: u32) -> Self {
        Self { first: id, last: id }
    }
}

impl fmt::Display for Rules {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last {
            write!(f, "{}", self.first)
        } else {
            write!(f, "{}-{}", self.first, self.last)
        }
    }
}

/// A change to a rule set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tuning {
    /// These rules do not run.
    RemoveRules(Rules),
    /// These rules do not look at this: `ARGS:x`, `REQUEST_HEADERS:/…/`, `ARGS`.
    RemoveTarget {
        /// The rules.
        rules: Rules,
        /// What they do not look at.
        target: String,
    },
    /// These rules do this instead of adding to the score.
    SetAction {
        /// The rules.
        rules: Rules,
        /// What they do.
        action: Action,
    },
    /// The score at which a request is blocked.
    Threshold(u32),
}

impl Tuning {
    /// As a directive of the rule language, where it has one.
    pub fn directive(&self) -> Option<String> {
        match self {
            Self::RemoveRules(rules) => Some(format!("SecRuleRemoveById {rules}")),
            Self::RemoveTarget { rules, target } => {
                Some(format!("SecRuleUpdateTargetById {rules} \"!{target}\""))
            }
            Self::SetAction { .. } | Self::Threshold(_) => None,
        }
    }
}

/// Something a policy says that has no effect here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TuningNote {
    /// The rule set is not known or not public.
    RuleSet(String),
    /// Which of the rule set's rules are off by default is not known: all run.
    OffUnknown(String),
    /// The group's rules are not public.
    Group(String),
    /// The group is not known.
    UnknownGroup(String),
    /// The rule is not public.
    Rule(u32),
}

impl fmt::Display for TuningNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::RuleSet(name) => write!(f, "the rules of `{name}` are not available"),
            Self::OffUnknown(name) => {
                write!(f, "which rules of `{name}` are off by default is not known: all run")
            }
            Self::Group(name) => write!(f, "the rules of the group `{name}` are not public"),
            Self::UnknownGroup(name) => write!(f, "there is no group `{name}`"),
            Self::Rule(id) => write!(f, "rule {id} is not public"),
        }
    }
}

/// What a managed rule set is made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BaseRules {
    /// The version of the Core Rule Set.
    pub core_rule_set: &'static str,
    /// Rules that are off unless a policy turns them on; none if it is not known which.
    pub off: Option<&'static [u32]>,
}

/// What a managed rule set is made from, if that is known.
///
/// OWASP versions: ag/application-gateway-crs-rulegroups-rules ("based off OWASP CRS 3.2.0", "3.1.1", "3.0.0"). Default rule
/// set 2.1: CRS 3.3.2 ("DRS 2.1 for Azure FrontDoor WAF General Availability", Azure Network Security Blog, 2022-12-09),
/// its rules that are off: afds/waf-front-door-drs, "Disabled rules"; on Application Gateway the same page of its own
/// recommends the same five and leaves them on. Version 2.2: CRS 3.3.4 ("General availability of Default Ruleset (DRS) 2.2",
/// same blog, 2026-04-29).
pub fn base_rules(service: Service, kind: &str, version: &str) -> Option<BaseRules> {
    let kind = kind.to_ascii_lowercase();
    match (kind.as_str(), version) {
        ("owasp", "3.2") => Some(BaseRules { core_rule_set: "3.2.0", off: Some(&[]) }),
        ("owasp", "3.1") => Some(BaseRules { core_rule_set: "3.1.1", off: Some(&[]) }),
        ("owasp", "3.0") => Some(BaseRules { core_rule_set: "3.0.0", off: Some(&[]) }),
        ("microsoft_defaultruleset", "2.1") => {
            let off: &[u32] = match service {
                Service::FrontDoor => &[942_110, 942_150, 942_260, 942_430, 942_440],
                Service::ApplicationGateway => &[],
            };
            Some(BaseRules { core_rule_set: "3.3.2", off: Some(off) })
        }
        ("microsoft_defaultruleset", "2.2") => Some(BaseRules { core_rule_set: "3.3.4", off: None }),
        _ => None,
    }
}

/// What the rule sets of a policy change. The notes say what of it has no effect.
pub fn tune(
    service: Service,
    sets: &[ManagedRuleSet],
    exclusions: &[Exclusion],
) -> (Vec<Tuning>, Vec<TuningNote>) {
    let mut tuner = Tuner { service, tunings: vec![Tuning::Threshold(5)], notes: Vec::new() };
    for set in sets {
        tuner.set(set);
    }
    for exclusion in exclusions {
        tuner.exclude(exclusion, Rules::ALL);
    }
    (tuner.tunings, tuner.notes)
}

struct Tuner {
    service: Service,
    tunings: Vec<Tuning>,
    notes: Vec<TuningNote>,
}

impl Tuner {
    fn set(&mut self, set: &ManagedRuleSet) {
        let Some(base) = base_rules(self.service, &set.kind, &set.version) else {
            return self.notes.push(TuningNote::RuleSet(format!("{} {}", set.kind, set.version)));
        };
        let overridden =
            |id: u32| set.overrides.iter().flat_map(|group| &group.rules).any(|rule| rule.id == id);
        if base.off.is_none() {
            self.notes.push(TuningNote::OffUnknown(format!("{} {}", set.kind, set.version)));
        }
        let off = base.off.unwrap_or_default().iter().filter(|id| !overridden(**id));
        self.tunings.extend(off.map(|id| Tuning::RemoveRules(Rules::one(*id))));
        for exclusion in &set.exclusions {
            self.exclude(exclusion, Rules::ALL);
        }
        for group in &set.overrides {
            self.group(group);
        }
    }

    fn group(&mut self, group: &GroupOverride) {
        let Some(rules) = self.rules_of(&group.group) else { return };
        for exclusion in &group.exclusions {
            self.exclude(exclusion, rules);
        }
        // "ruleGroupOverrides": a group without rules is off as a whole; with exclusions only it stays on.
        if group.rules.is_empty() && group.exclusions.is_empty() {
            self.tunings.push(Tuning::RemoveRules(rules));
        }
        for rule in &group.rules {
            self.rule(rule);
        }
    }

    fn rule(&mut self, rule: &RuleOverride) {
        // Rules of Microsoft's own have eight digits, those against known CVEs start with 800.
        if rule.id > 9_999_999 || (800_000..801_000).contains(&rule.id) {
            return self.notes.push(TuningNote::Rule(rule.id));
        }
        let rules = Rules::one(rule.id);
        if !rule.enabled {
            return self.tunings.push(Tuning::RemoveRules(rules));
        }
        if let Some(action) = rule.action.filter(|action| *action != Action::AnomalyScoring) {
            self.tunings.push(Tuning::SetAction { rules, action });
        }
        for exclusion in &rule.exclusions {
            self.exclude(exclusion, rules);
        }
    }

    fn exclude(&mut self, exclusion: &Exclusion, beside: Rules) {
        let target = target(exclusion, self.service);
        if exclusion.applies_to.is_empty() {
            return self.tunings.push(Tuning::RemoveTarget { rules: beside, target });
        }
        for (group, ids) in &exclusion.applies_to {
            let chosen: Vec<Rules> = if ids.is_empty() {
                self.rules_of(group).into_iter().collect()
            } else {
                ids.iter().copied().map(Rules::one).collect()
            };
            self.tunings.extend(
                chosen.into_iter().map(|rules| Tuning::RemoveTarget { rules, target: target.clone() }),
            );
        }
    }

    /// The rules of a group: `REQUEST-942-APPLICATION-ATTACK-SQLI` in Application Gateway, `SQLI` in Front Door.
    fn rules_of(&mut self, name: &str) -> Option<Rules> {
        let upper = name.to_ascii_uppercase();
        let numbered = upper.strip_prefix("REQUEST-").and_then(|rest| rest.get(..3)?.parse::<u32>().ok());
        let number = numbered.filter(|number| (911..=948).contains(number)).or_else(|| {
            let ending = [
                ("METHOD-ENFORCEMENT", 911),
                ("PROTOCOL-ENFORCEMENT", 920),
                ("PROTOCOL-ATTACK", 921),
                ("LFI", 930),
                ("RFI", 931),
                ("RCE", 932),
                ("PHP", 933),
                ("NODEJS", 934),
                ("XSS", 941),
                ("SQLI", 942),
                ("FIX", 943),
                ("FIXATION", 943),
                ("JAVA", 944),
            ];
            let is_microsofts = upper.starts_with("MS-THREATINTEL");
            let own =
                ending.iter().find(|(known, _)| upper == *known || upper.ends_with(&format!("-{known}")));
            own.filter(|_| !is_microsofts).map(|(_, number)| *number)
        });
        if let Some(number) = number {
            return Some(Rules { first: number * 1000, last: number * 1000 + 999 });
        }
        if upper == "GENERAL" {
            return Some(Rules::GENERAL);
        }
        let is_known =
            upper.starts_with("MS-THREATINTEL") || upper == "KNOWN-CVES" || upper.ends_with("BOTS");
        let name = name.to_owned();
        self.notes.push(if is_known { TuningNote::Group(name) } else { TuningNote::UnknownGroup(name) });
        None
    }
}
