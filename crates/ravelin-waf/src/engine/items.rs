//! One link of a chain over the values of its targets: which values there are, and what a match does.

use super::operators::Found;
use super::run::Worth;
use super::transaction::{Key, Matched, Transaction, ValueRef};
use super::tx::TxValue;
use super::values::{Pair, Span, write_number};
use crate::seclang::parser::Rule;
use crate::seclang::variables::{
    Half, List, Persistent, Selector, Source, Stream, Target, TimePart, Variable,
};

/// Counts what happens while a link runs.
#[derive(Debug)]
pub(super) struct Sink {
    pub(super) matches: usize,
    pub(super) looked: usize,
    /// Whether this is the last link of its chain: the one that tells.
    pub(super) last: bool,
}

/// A value that a link looks at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    pub(super) variable: Variable,
    pub(super) key: Key,
    pub(super) value: ValueRef,
    pub(super) count: bool,
}

impl Transaction<'_> {
    /// Runs one link over all its values.
    pub(super) fn link(&mut self, number: u32, rule: &Rule, link: &Rule, worth: Worth<'_>, sink: &mut Sink) {
        if link.targets.include.is_empty() {
            // `SecAction`: it matches without looking at anything.
            sink.matches += 1;
            self.act(rule, link, None, sink.last);
            return;
        }
        for target in &link.targets.include {
            match target.variable.source {
                Source::Stored(streams) => self.stored(number, rule, link, target, streams, worth, sink),
                Source::Tx => self.tx_target(rule, link, target, sink),
                _ => self.made(rule, link, target, sink),
            }
            if sink.matches > 0 && sink.last && self.stops(rule) {
                return;
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one call site; the parts of a rule and of a run")]
    fn stored(
        &mut self,
        number: u32,
        rule: &Rule,
        link: &Rule,
        target: &Target,
        streams: &'static [Stream],
        worth: Worth<'_>,
        sink: &mut Sink,
    ) {
        if target.count {
            let count = streams.iter().flat_map(|(list, _)| self.values.list(*list).iter()).filter(|pair| {
                self.selected(target, pair.key)
                    && !self.excluded(number, rule, link, target.variable, pair.key)
            });
            let value = ValueRef::Number(count.count() as i64);
            let key = Key::None;
            self.item(rule, link, Item { variable: target.variable, key, value, count: true }, sink);
            return;
        }
        for stream in streams {
            if let Some(worth) = worth {
                for (_, index) in worth.iter().filter(|(s, _)| s == stream) {
                    self.stored_at(number, rule, link, target, *stream, *index, sink);
                }
            } else {
                for index in 0..self.values.list(stream.0).len() {
                    self.stored_at(number, rule, link, target, *stream, index, sink);
                }
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "two call sites next to each other")]
    fn stored_at(
        &mut self,
        number: u32,
        rule: &Rule,
        link: &Rule,
        target: &Target,
        stream: Stream,
        index: usize,
        sink: &mut Sink,
    ) {
        if sink.matches > 0 && sink.last && self.stops(rule) {
            return;
        }
        let Some(pair) = self.values.list(stream.0).get(index).copied() else { return };
        if !self.selected(target, pair.key) || self.excluded(number, rule, link, target.variable, pair.key) {
            return;
        }
        let key = if target.variable.collection { Key::Span(pair.key) } else { Key::None };
        let value = ValueRef::Span(pair.half(stream.1));
        self.item(rule, link, Item { variable: target.variable, key, value, count: false }, sink);
    }

    /// Whether a target's selector takes a key.
    fn selected(&self, target: &Target, key: Span) -> bool {
        match &target.selector {
            Selector::All => true,
            Selector::Name(name, _) => self.values.get(key).eq_ignore_ascii_case(name),
            Selector::Regex(pattern, _) => pattern.is_match(self.values.get(key)),
        }
    }

    /// Whether the rule must not look at a variable's member.
    fn excluded(&self, number: u32, rule: &Rule, link: &Rule, variable: Variable, key: Span) -> bool {
        let hit = |target: &Target| target.variable == variable && self.selected(target, key);
        // Later changes to a rule's targets are about the whole chain's first rule; `ctl:` about all of it.
        let _ = rule;
        link.targets.exclude.iter().any(hit)
            || self.removed_targets.iter().any(|(rules, target)| rules.contains(&number) && hit(target))
    }

    fn tx_target(&mut self, rule: &Rule, link: &Rule, target: &Target, sink: &mut Sink) {
        let variable = target.variable;
        match &target.selector {
            Selector::Name(_, Some(slot)) => {
                let value = self.tx.get(*slot);
                if target.count {
                    let count = i64::from(value != TxValue::Unset);
                    let value = ValueRef::Number(count);
                    self.item(rule, link, Item { variable, key: Key::Slot(*slot), value, count: true }, sink);
                } else {
                    self.tx_item(rule, link, variable, Key::Slot(*slot), value, sink);
                }
            }
            _ => {
                let members = self.tx_members(target);
                if target.count {
                    let value = ValueRef::Number(members.len() as i64);
                    self.item(rule, link, Item { variable, key: Key::None, value, count: true }, sink);
                    return;
                }
                for (key, value) in members {
                    self.tx_item(rule, link, variable, key, value, sink);
                }
            }
        }
    }

    fn tx_item(
        &mut self,
        rule: &Rule,
        link: &Rule,
        variable: Variable,
        key: Key,
        value: TxValue,
        sink: &mut Sink,
    ) {
        let value = match value {
            TxValue::Unset => return,
            TxValue::Number(number) => ValueRef::Number(number),
            TxValue::Bytes(span) => ValueRef::Span(span),
        };
        if !link.targets.exclude.is_empty() {
            let mut name = Vec::new();
            self.write_key(key, &mut name);
            let hit = |t: &Target| {
                t.variable == variable
                    && match &t.selector {
                        Selector::All => true,
                        Selector::Name(n, _) => **n == *name,
                        Selector::Regex(pattern, _) => pattern.is_match(&name),
                    }
            };
            if link.targets.exclude.iter().any(hit) {
                return;
            }
        }
        self.item(rule, link, Item { variable, key, value, count: false }, sink);
    }

    fn tx_members(&mut self, target: &Target) -> Vec<(Key, TxValue)> {
        let mut out: Vec<(Key, TxValue)> = self
            .tx
            .slots()
            .filter(|(slot, value)| {
                *value != TxValue::Unset
                    && match &target.selector {
                        Selector::All => true,
                        Selector::Name(_, known) => *known == Some(*slot),
                        Selector::Regex(_, known) => known.get(*slot as usize).copied().unwrap_or(false),
                    }
            })
            .map(|(slot, value)| (Key::Slot(slot), value))
            .collect();
        let made: Vec<(Box<[u8]>, TxValue)> = self
            .tx
            .made()
            .iter()
            .filter(|(name, value)| {
                *value != TxValue::Unset
                    && match &target.selector {
                        Selector::All => true,
                        Selector::Name(wanted, _) => wanted == name,
                        Selector::Regex(pattern, _) => pattern.is_match(name),
                    }
            })
            .cloned()
            .collect();
        for (name, value) in made {
            let span = self.values.push(&name);
            out.push((Key::Span(span), value));
        }
        out
    }

    /// Targets that running rules make: what matched, kept collections, time and the like.
    fn made(&mut self, rule: &Rule, link: &Rule, target: &Target, sink: &mut Sink) {
        let variable = target.variable;
        let members = self.made_members(target);
        if target.count {
            let value = ValueRef::Number(members.len() as i64);
            self.item(rule, link, Item { variable, key: Key::None, value, count: true }, sink);
            return;
        }
        for (member, key, value) in members {
            self.item(rule, link, Item { variable: member, key, value, count: false }, sink);
        }
    }

    fn made_members(&mut self, target: &Target) -> Vec<(Variable, Key, ValueRef)> {
        let variable = target.variable;
        match variable.source {
            Source::MatchedVars => {
                let all: Vec<Matched> = self.matched_all.clone();
                let taken = all.into_iter().filter(|m| self.takes_matched(target, m));
                taken.map(|m| (m.variable, m.key, m.value)).collect()
            }
            Source::MatchedVarsNames => {
                let all: Vec<Matched> = self.matched_all.clone();
                let mut out = Vec::new();
                for matched in all {
                    if self.takes_matched(target, &matched) {
                        let mut name = Vec::new();
                        self.write_matched_name(&matched, &mut name);
                        out.push((variable, matched.key, ValueRef::Span(self.values.push(&name))));
                    }
                }
                out
            }
            Source::Collection(kind) => self.kept_members(kind, target),
            Source::Env => {
                let pairs: Vec<(Vec<u8>, Vec<u8>)> = self.environment_pairs();
                let mut out = Vec::new();
                for (name, value) in pairs {
                    let takes = match &target.selector {
                        Selector::All => true,
                        Selector::Name(wanted, _) => name.eq_ignore_ascii_case(wanted),
                        Selector::Regex(pattern, _) => pattern.is_match(&name),
                    };
                    if takes {
                        let key = Key::Span(self.values.push(&name));
                        out.push((variable, key, ValueRef::Span(self.values.push(&value))));
                    }
                }
                out
            }
            Source::MatchedVar => self.matched.iter().map(|m| (variable, Key::None, m.value)).collect(),
            _ => {
                let name: Option<Vec<u8>> = match &target.selector {
                    Selector::Name(name, _) => Some(name.to_vec()),
                    _ => None,
                };
                let mut out = Vec::new();
                if !self.write_variable(variable, name.as_deref(), None, &mut out) {
                    return Vec::new();
                }
                let key = name.map_or(Key::None, |n| Key::Span(self.values.push(&n)));
                vec![(variable, key, ValueRef::Span(self.values.push(&out)))]
            }
        }
    }

    fn takes_matched(&self, target: &Target, matched: &Matched) -> bool {
        let mut name = Vec::new();
        match &target.selector {
            Selector::All => true,
            Selector::Name(wanted, _) => {
                self.write_key(matched.key, &mut name);
                name.eq_ignore_ascii_case(wanted)
            }
            Selector::Regex(pattern, _) => {
                self.write_matched_name(matched, &mut name);
                pattern.is_match(&name)
            }
        }
    }

    fn kept_members(&mut self, kind: Persistent, target: &Target) -> Vec<(Variable, Key, ValueRef)> {
        let Some(open) = self.collections.iter().find(|c| c.kind == kind) else { return Vec::new() };
        let takes = |name: &[u8]| match &target.selector {
            Selector::All => true,
            Selector::Name(wanted, _) => name == &**wanted,
            Selector::Regex(pattern, _) => pattern.is_match(name),
        };
        let kept: Vec<(Vec<u8>, Vec<u8>)> =
            open.kept.iter().filter(|k| takes(&k.name)).map(|k| (k.name.clone(), k.value.clone())).collect();
        kept.into_iter()
            .map(|(name, value)| {
                let key = Key::Span(self.values.push(&name));
                (target.variable, key, ValueRef::Span(self.values.push(&value)))
            })
            .collect()
    }

    fn environment_pairs(&self) -> Vec<(Vec<u8>, Vec<u8>)> {
        let own = self.environment.iter().cloned();
        let given =
            self.engine.environment.iter().map(|(n, v)| (n.clone().into_bytes(), v.clone().into_bytes()));
        own.chain(given).collect()
    }

    /// Tests one value and does what a match asks for.
    fn item(&mut self, rule: &Rule, link: &Rule, item: Item, sink: &mut Sink) {
        sink.looked += 1;
        let found = self.test(link, &item);
        if let Some(found) = found {
            sink.matches += 1;
            let value = match found {
                Found { value: None, .. } => item.value,
                Found { value: Some(ref changed), .. } => ValueRef::Span(self.values.push(changed)),
            };
            if link.actions.capture {
                self.set_captures(&found, value);
            }
            let matched = Matched { variable: item.variable, key: item.key, value, count: item.count };
            self.act(rule, link, Some((matched, found.reason)), sink.last);
        }
    }

    fn set_captures(&mut self, found: &Found, value: ValueRef) {
        let Some(captures) = &found.captures else { return };
        for slot in 0..10u32 {
            let set = match (captures.get(slot as usize), value) {
                (Some(super::operators::Capture::Part(from, to)), ValueRef::Span(span)) => {
                    TxValue::Bytes(super::values::Values::part(span, *from, *to))
                }
                (Some(super::operators::Capture::Part(from, to)), ValueRef::Number(number)) => {
                    let mut text = Vec::new();
                    write_number(number, &mut text);
                    let span = self.values.push(text.get(*from..*to).unwrap_or_default());
                    TxValue::Bytes(span)
                }
                (Some(super::operators::Capture::Text(text)), _) => {
                    let span = self.values.push(text);
                    TxValue::Bytes(span)
                }
                _ => TxValue::Unset,
            };
            self.tx.set(slot, set);
        }
    }

    /// The bytes of a header of the request, for the engine's own use.
    pub(super) fn header(&self, name: &[u8]) -> Option<&[u8]> {
        self.values.named(List::RequestHeaders, name)
    }

    /// The whole seconds and parts of the transaction's time.
    pub(super) fn write_time(&self, part: TimePart, out: &mut Vec<u8>) {
        let seconds = self.time / 1_000_000;
        let (days, rest) = (seconds / 86_400, seconds % 86_400);
        let (year, month, day) = date(days);
        let (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60);
        let number = match part {
            TimePart::Clock => {
                out.extend_from_slice(format!("{hour:02}:{minute:02}:{second:02}").as_bytes());
                return;
            }
            TimePart::Epoch => seconds,
            TimePart::Hour => hour,
            TimePart::Minute => minute,
            TimePart::Second => second,
            TimePart::Day => day,
            // Months count from 0 as in C's `struct tm`.
            TimePart::Month => month - 1,
            TimePart::Year => year,
            TimePart::Weekday => (days + 4) % 7,
        };
        write_number(number as i64, out);
    }

    /// The half of a pair, for callers that do not care about streams.
    pub(super) fn pair_value(&self, pair: &Pair, half: Half) -> &[u8] {
        self.values.get(pair.half(half))
    }
}

/// Year, month and day of a number of days since 1970, in the Gregorian calendar.
fn date(days: u64) -> (u64, u64, u64) {
    let shifted = days + 719_468;
    let era = shifted / 146_097;
    let of_era = shifted % 146_097;
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let day_of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_shifted + 2) / 5 + 1;
    let month = if month_shifted < 10 { month_shifted + 3 } else { month_shifted - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    (year, month, day)
}
