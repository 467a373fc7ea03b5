//! Running the program of a phase: rules in order, chains, skips, interventions.

use super::items::Sink;
use super::transaction::Transaction;
use crate::decision::{Action, Intervention, Outcome};
use crate::plan::{Probe, Step};
use crate::seclang::actions::{AllowScope, Disruptive, EngineMode};
use crate::seclang::parser::Rule;
use crate::seclang::variables::Stream;

/// The values of a rule's first link that are worth a look; `None` is all of them.
pub(super) type Worth<'a> = Option<&'a [(Stream, usize)]>;

impl Transaction<'_> {
    /// Runs a phase unless it has run or the transaction is over.
    pub(super) fn run_phase(&mut self, phase: u8) -> Option<Intervention> {
        if self.done >= phase
            || (self.intervention.is_some() && phase != 5)
            || self.mode.engine == EngineMode::Off
        {
            return self.intervention.clone();
        }
        self.done = phase;
        self.phase = phase;
        match self.allowed {
            Some(AllowScope::All) if phase != 5 => return None,
            Some(AllowScope::Request) if phase <= 2 => return None,
            _ => {}
        }
        let engine = self.engine;
        let rules = &*engine.rules;
        let steps = rules.programs.get(usize::from(phase) - 1).map(Vec::as_slice).unwrap_or_default();
        let mut at = 0;
        while let Some(step) = steps.get(at) {
            at += 1;
            let Some(rule) = rules.rules.get(step.rule as usize) else { continue };
            if !self.step(step, rule) {
                continue;
            }
            if (self.intervention.is_some() && phase != 5) || self.mode.engine == EngineMode::Off {
                break;
            }
            if self.allowed.is_some() && phase != 5 {
                if self.allowed == Some(AllowScope::Phase) {
                    self.allowed = None;
                }
                break;
            }
            if rule.chain().any(|l| l.actions.flow.is_some()) {
                self.note_skipped(steps.get(at..step.jump as usize).unwrap_or_default(), rule.id);
                at = step.jump as usize;
            }
        }
        self.current = None;
        self.intervention.clone()
    }

    fn note_skipped(&mut self, steps: &[Step], by: u64) {
        if self.trace.is_none() {
            return;
        }
        for step in steps {
            if let Some(rule) = self.engine.rules.rules.get(step.rule as usize) {
                self.note(rule.id, || Outcome::Skipped { by });
            }
        }
    }

    /// Runs one rule, if it is worth it; says whether it matched.
    fn step(&mut self, step: &Step, rule: &Rule) -> bool {
        let mut worth = None;
        if let Probe::Scan { scan, pattern } = step.probe {
            let rules = &*self.engine.rules;
            self.candidates.ensure(rules, scan, &self.values);
            let Some(plan) = rules.scans.get(usize::from(scan)) else { return false };
            if !self.candidates.any(plan, pattern) {
                self.note(rule.id, || Outcome::RuledOut);
                return false;
            }
            worth = Some(self.candidates.of(plan, pattern));
        }
        if self.is_removed(step.rule) {
            self.note(rule.id, || Outcome::Removed);
            return false;
        }
        self.chain(step.rule, rule, worth.as_deref())
    }

    fn is_removed(&self, rule: u32) -> bool {
        self.removed.get(rule as usize / 64).is_some_and(|word| word & (1u64 << (rule % 64)) != 0)
    }

    /// Runs a rule and its links.
    fn chain(&mut self, number: u32, rule: &Rule, worth: Worth<'_>) -> bool {
        self.matched_all.clear();
        let count = rule.links.len();
        for (at, link) in rule.chain().enumerate() {
            self.current = Some((number, at));
            let mut sink = Sink { matches: 0, looked: 0, last: at == count };
            self.link(number, rule, link, if at == 0 { worth } else { None }, &mut sink);
            if sink.matches == 0 {
                let looked = sink.looked;
                self.note(rule.id, || {
                    if at == 0 {
                        Outcome::NoMatch { values: looked }
                    } else {
                        Outcome::ChainEnded { link: at }
                    }
                });
                return false;
            }
        }
        if self.trace.is_some() {
            let (variable, value) = self.last_match();
            self.note(rule.id, || Outcome::Matched { variable, value });
        }
        self.disrupt(rule);
        true
    }

    fn last_match(&self) -> (String, Vec<u8>) {
        let Some(matched) = &self.matched else { return (String::new(), Vec::new()) };
        let (mut name, mut value) = (Vec::new(), Vec::new());
        self.write_matched_name(matched, &mut name);
        if !self.redact {
            self.write_matched_value(matched, &mut value);
        }
        (String::from_utf8_lossy(&name).into_owned(), value)
    }

    /// Does what the rule wants done with the transaction.
    fn disrupt(&mut self, rule: &Rule) {
        let Some(disruptive) = &rule.actions.disruptive else { return };
        if self.mode.engine != EngineMode::On {
            return;
        }
        let action = match disruptive {
            Disruptive::Pass | Disruptive::Block => return,
            Disruptive::Allow(scope) => {
                self.allowed = Some(*scope);
                return;
            }
            Disruptive::Deny => Action::Deny,
            Disruptive::Drop => Action::Drop,
            Disruptive::Redirect(to) => {
                let mut out = Vec::new();
                self.expand(to, &mut out);
                Action::Redirect(String::from_utf8_lossy(&out).into_owned())
            }
        };
        if self.phase == 5 || self.intervention.is_some() {
            return;
        }
        let status = match (&action, rule.actions.status) {
            (Action::Redirect(_), Some(status @ 300..=399)) => status,
            (Action::Redirect(_), _) => 302,
            (_, status) => status.unwrap_or(403),
        };
        if let Some(last) = self.matches.iter_mut().rev().find(|m| m.rule == rule.id) {
            last.disruptive = true;
        }
        self.intervention = Some(Intervention { rule: Some(rule.id), action, status, phase: self.phase });
    }

    /// Whether a match of this rule stops the transaction, so that no further value need be looked at.
    pub(super) fn stops(&self, rule: &Rule) -> bool {
        self.mode.engine == EngineMode::On
            && self.phase != 5
            && matches!(
                rule.actions.disruptive,
                Some(Disruptive::Deny | Disruptive::Drop | Disruptive::Redirect(_))
            )
    }
}
