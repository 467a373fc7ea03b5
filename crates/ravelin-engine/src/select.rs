//! Which controls run, and which exist: those of the catalogue, and this crate's own rules on ignores.

use crate::error::Error;
use crate::rules;
use ravelin_controls::{Control, Selection};
use ravelin_finding::{Audience, Maps, Rule};
use std::collections::BTreeSet;

/// Every rule there is: the catalogue's, then those on ignores.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    ravelin_controls::all().map(|control| &control.rule).chain(rules::ALL)
}

/// The ids of all rules.
pub fn ids() -> impl Iterator<Item = &'static str> {
    rules().map(|rule| rule.id)
}

/// The rule of this id.
#[must_use]
pub fn rule(id: &str) -> Option<&'static Rule> {
    rules().find(|rule| rule.id == id)
}

/// The resource types that a control decides about; empty for controls of templates and rules on ignores.
#[must_use]
pub fn types(id: &str) -> &'static [&'static str] {
    ravelin_controls::all().find(|control| control.rule.id == id).map_or(&[], Control::types)
}

/// Every rule that maps to a recommendation, `NET-7` say, in any letter case.
#[must_use]
pub fn of_recommendation(id: &str) -> Vec<&'static Rule> {
    let maps = |rule: &&Rule| {
        rule.maps
            .iter()
            .any(|map| matches!(map, Maps::Guidance(guidance) if guidance.eq_ignore_ascii_case(id)))
    };
    rules().filter(maps).collect()
}

/// Which of them run.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// Advice that reasonable estates decline as well?
    pub pedantic: bool,
    /// Evidence for a review as well?
    pub auditor: bool,
    /// These alone, by control or recommendation; all when empty.
    pub only: Vec<String>,
    /// Not these.
    pub disabled: BTreeSet<String>,
}

/// The rules of a run.
#[derive(Debug)]
pub struct Chosen {
    /// The controls.
    pub controls: Selection<'static>,
    /// The rules on ignores.
    pub own: Vec<&'static Rule>,
}

impl Chosen {
    /// Every rule that runs, in the order of the catalogue.
    pub fn rules(&self) -> impl Iterator<Item = &'static Rule> {
        self.controls.controls.iter().map(|control| &control.rule).chain(self.own.iter().copied())
    }
}

impl Choice {
    /// The rules that run.
    ///
    /// # Errors
    /// When a name is neither a control nor a recommendation.
    pub fn choose(&self) -> Result<Chosen, Error> {
        for id in &self.only {
            if rule(id).is_none() && of_recommendation(id).is_empty() {
                return Err(Error::UnknownControl { id: id.clone() });
            }
        }
        let controls = ravelin_controls::all().filter(|control: &&Control| self.has(&control.rule)).collect();
        let own = rules::ALL.into_iter().filter(|rule| self.has(rule)).collect();
        Ok(Chosen { controls: Selection { controls }, own })
    }

    fn has(&self, rule: &Rule) -> bool {
        if self.disabled.contains(rule.id) {
            return false;
        }
        if !self.only.is_empty() {
            // What is asked for by name runs whatever its audience is.
            let guidance = |id: &str| {
                rule.maps.iter().any(|map| matches!(map, Maps::Guidance(own) if own.eq_ignore_ascii_case(id)))
            };
            return self.only.iter().any(|id| rule.id == id || guidance(id));
        }
        match rule.audience {
            Audience::Regular => true,
            Audience::Pedantic => self.pedantic,
            Audience::Auditor => self.auditor,
        }
    }
}
