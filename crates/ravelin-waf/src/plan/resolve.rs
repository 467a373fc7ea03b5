//! Names to places: TX variables get slots, and selections of rules by id, tag or message become lists of rules.

use crate::seclang::actions::Ctl;
use crate::seclang::actions::{Assign, Effect, Holder, RuleSelection};
use crate::seclang::operators::Operator;
use crate::seclang::parser::{Rule, selects};
use crate::seclang::text::{Piece, Text};
use crate::seclang::variables::{Selector, Source, Target};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Turns every selection of rules in `ctl:` actions into the places of those rules.
pub(super) fn selections(rules: &mut [Rule]) {
    let mut resolved = Vec::new();
    for rule in rules.iter() {
        let mut lists = Vec::new();
        for effect in rule.chain().flat_map(|l| &l.actions.effects) {
            if let Effect::Ctl(Ctl::RemoveRules(selection) | Ctl::RemoveTarget(selection, _)) = effect {
                let places = (0u32..)
                    .zip(rules.iter())
                    .filter(|(_, r)| selects(selection, r))
                    .map(|(i, _)| i)
                    .collect();
                lists.push(places);
            }
        }
        resolved.push(lists);
    }
    for (rule, lists) in rules.iter_mut().zip(resolved) {
        for (selection, places) in rule.selections_mut().into_iter().zip(lists) {
            *selection = RuleSelection::Resolved(places);
        }
    }
}

#[derive(Default)]
struct Slots {
    names: Vec<Box<[u8]>>,
    index: BTreeMap<Box<[u8]>, u32>,
}

impl Slots {
    fn of(&mut self, name: &[u8]) -> u32 {
        let name = name.to_ascii_lowercase().into_boxed_slice();
        if let Some(slot) = self.index.get(&name) {
            return *slot;
        }
        let slot = self.names.len() as u32;
        self.names.push(name.clone());
        self.index.insert(name, slot);
        slot
    }

    fn text(&mut self, text: &mut Text) {
        for piece in &mut text.pieces {
            if let Piece::Variable { variable, key: Some(key), slot } = piece
                && variable.source == Source::Tx
            {
                *slot = Some(self.of(key));
            }
        }
    }

    fn target(&mut self, target: &mut Target) {
        if target.variable.source == Source::Tx
            && let Selector::Name(name, slot) = &mut target.selector
        {
            *slot = Some(self.of(name));
        }
    }

    fn effect(&mut self, effect: &mut Effect) {
        match effect {
            Effect::SetVar { holder, name, slot, assign } => {
                if *holder == Holder::Tx
                    && let Some(literal) = name.literal()
                {
                    *slot = Some(self.of(literal));
                }
                self.text(name);
                match assign {
                    Assign::Set(text) | Assign::Add(text) | Assign::Subtract(text) => self.text(text),
                    Assign::Unset => {}
                }
            }
            Effect::SetEnv { name, value } | Effect::ExpireVar { name, seconds: value, .. } => {
                self.text(name);
                self.text(value);
            }
            Effect::InitCollection { key: text, .. }
            | Effect::DeprecateVar { name: text, .. }
            | Effect::SetUser(text)
            | Effect::SetSession(text)
            | Effect::SetResource(text) => self.text(text),
            Effect::Ctl(_) | Effect::Sanitise(_) => {}
        }
    }

    fn rule(&mut self, rule: &mut Rule) {
        rule.targets.include.iter_mut().chain(&mut rule.targets.exclude).for_each(|t| self.target(t));
        match &mut rule.test.operator {
            Operator::RegexMacro(text) | Operator::Strings(_, text) | Operator::Compare(_, text, _) => {
                self.text(text)
            }
            _ => {}
        }
        let actions = &mut rule.actions;
        actions
            .message
            .iter_mut()
            .chain(&mut actions.log_data)
            .chain(&mut actions.tags)
            .for_each(|t| self.text(t));
        if let Some(crate::seclang::actions::Disruptive::Redirect(text)) = &mut actions.disruptive {
            self.text(text);
        }
        actions.effects.iter_mut().for_each(|e| self.effect(e));
        rule.links.iter_mut().for_each(|l| self.rule(l));
    }
}

/// Names by slot, and slots by name.
pub(super) type Names = (Vec<Box<[u8]>>, BTreeMap<Box<[u8]>, u32>);

/// Gives every TX name that the rules mention a slot; `0` to `9` are the first ten.
pub(super) fn slots(rules: &mut [Rule]) -> Names {
    let mut slots = Slots::default();
    for digit in b'0'..=b'9' {
        slots.of(&[digit]);
    }
    rules.iter_mut().for_each(|rule| slots.rule(rule));
    let names = slots.names.clone();
    rules.iter_mut().for_each(|rule| known_matches(rule, &names));
    (slots.names, slots.index)
}

/// Which slots a regular expression over TX names selects is known now.
fn known_matches(rule: &mut Rule, names: &[Box<[u8]>]) {
    for target in rule.targets.include.iter_mut().chain(&mut rule.targets.exclude) {
        if target.variable.source == Source::Tx
            && let Selector::Regex(pattern, known) = &mut target.selector
        {
            *known = names.iter().map(|name| pattern.is_match(name)).collect::<Arc<[bool]>>();
        }
    }
    rule.links.iter_mut().for_each(|link| known_matches(link, names));
}
