//! Runs a scan of the plan over the values of a transaction and keeps which rules it found for which values.

use super::values::{Pair, Values};
use crate::plan::RuleSet;
use crate::plan::scan::{FormUse, Scan};
use crate::regex::literals::ByteSet;
use crate::seclang::variables::Stream;
use std::borrow::Cow;

const NONE: u32 = u32::MAX;

/// A value that a rule may match.
#[derive(Debug, Clone, Copy)]
struct Found {
    stream: u8,
    index: u32,
    next: u32,
}

/// What the scans of a transaction found.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    /// For each scan, whether it has run.
    ran: Vec<bool>,
    /// For each rule of all scans, the last value found.
    last: Vec<u32>,
    found: Vec<Found>,
    /// For each clause of all scans, the last look at a text that met it.
    met: Vec<u32>,
    look: u32,
    touched: Vec<u32>,
    named: Vec<u32>,
    text_of: Vec<u32>,
    seen_tables: Vec<u16>,
}

impl Candidates {
    pub(super) fn new(rules: &RuleSet) -> Self {
        Self {
            ran: vec![false; rules.scans.len()],
            last: vec![NONE; rules.patterns],
            met: vec![0; rules.clauses],
            ..Self::default()
        }
    }

    /// Whether a rule is worth running.
    pub(super) fn any(&self, scan: &Scan, pattern: u32) -> bool {
        self.last.get((scan.first_pattern + pattern) as usize).is_some_and(|at| *at != NONE)
    }

    /// The values found for a rule, as places in their lists.
    pub(super) fn of(&self, scan: &Scan, pattern: u32) -> Vec<(Stream, usize)> {
        let mut out = Vec::new();
        let mut at = self.last.get((scan.first_pattern + pattern) as usize).copied().unwrap_or(NONE);
        while let Some(found) = self.found.get(at as usize) {
            if let Some(stream) = scan.streams.get(usize::from(found.stream)) {
                out.push((*stream, found.index as usize));
            }
            at = found.next;
        }
        out.reverse();
        out
    }

    fn add(&mut self, pattern: u32, stream: u8, index: u32) {
        let at = self.found.len() as u32;
        if let Some(last) = self.last.get_mut(pattern as usize) {
            let same = self.found.get(*last as usize).is_some_and(|f| f.stream == stream && f.index == index);
            if !same {
                self.found.push(Found { stream, index, next: *last });
                *last = at;
            }
        }
    }

    /// Runs a scan unless it has run.
    pub(super) fn ensure(&mut self, rules: &RuleSet, number: u16, values: &Values) {
        match self.ran.get_mut(usize::from(number)) {
            Some(ran) if !*ran => *ran = true,
            _ => return,
        }
        let Some(scan) = rules.scans.get(usize::from(number)) else { return };
        for (at, (list, half)) in (0u8..).zip(&scan.streams) {
            for (index, pair) in (0u32..).zip(values.list(*list)) {
                let pair: &Pair = pair;
                self.value(rules, scan, at, index, values.get(pair.half(*half)));
            }
        }
    }

    /// Looks at one value in every form that differs.
    fn value(&mut self, rules: &RuleSet, scan: &Scan, stream: u8, index: u32, value: &[u8]) {
        let uses = scan.forms.get(usize::from(stream)).map(Vec::as_slice).unwrap_or_default();
        let all = &rules.forms;
        let plain = Text { text: Cow::Borrowed(value), present: bytes_of(value) };
        let mut texts = std::mem::take(&mut self.text_of);
        // For each form, the text it is; `NONE` is a form that no rule could match.
        texts.clear();
        texts.push(0);
        let mut changed: Vec<Text<'_>> = Vec::new();
        for each in uses {
            let Some(form) = all.get(each.form) else { continue };
            let from = texts.get(each.parent).copied().unwrap_or(NONE);
            let source = match from {
                0 => Some(&plain),
                n => changed.get((n as usize).wrapping_sub(1)),
            };
            let Some(source) = source else {
                texts.push(NONE);
                continue;
            };
            if !form.always && !source.present.meets(&form.triggers) {
                texts.push(from);
                continue;
            }
            if let (Some(adds), Some(gates)) = (&form.adds, &each.gates) {
                if !possible(gates, &source.present.union(adds)) {
                    texts.push(NONE);
                    continue;
                }
            }
            let result = form.transformation.apply(Cow::Borrowed(&*source.text), &rules.unicode);
            if result.eq_ignore_ascii_case(&source.text) {
                texts.push(from);
                continue;
            }
            let known = changed.iter().position(|t| t.text.eq_ignore_ascii_case(&result));
            let place = known.unwrap_or(changed.len());
            if known.is_none() {
                let text = result.into_owned();
                let present = bytes_of(&text);
                // Only now is it known which bytes a decoder has put there.
                if each.gates.as_ref().is_some_and(|gates| !possible(gates, &present)) {
                    texts.push(NONE);
                    continue;
                }
                changed.push(Text { text: Cow::Owned(text), present });
            }
            texts.push(place as u32 + 1);
        }
        self.text(scan, stream, index, &plain, 0, uses, &texts);
        for (place, text) in (1u32..).zip(&changed) {
            self.text(scan, stream, index, text, place, uses, &texts);
        }
        self.text_of = texts;
    }

    /// Looks at one text: which rules does it meet every need of? `texts` says which forms it is.
    #[expect(clippy::too_many_arguments, reason = "two call sites next to each other")]
    fn text(
        &mut self,
        scan: &Scan,
        stream: u8,
        index: u32,
        text: &Text<'_>,
        place: u32,
        uses: &[FormUse],
        texts: &[u32],
    ) {
        let bit = 1u64 << stream;
        self.look = self.look.wrapping_add(1);
        let look = self.look;
        let (met, touched) = (&mut self.met, &mut self.touched);
        touched.clear();
        let mut found = |literal: u32| {
            for clause in scan.literal_clauses.get(literal as usize).into_iter().flatten() {
                if let Some(met) = met.get_mut((scan.first_clause + clause) as usize)
                    && *met != look
                {
                    *met = look;
                    touched.push(*clause);
                }
            }
        };
        let is = |at: usize| texts.get(at + 1) == Some(&place);
        let mut named = std::mem::take(&mut self.named);
        named.clear();
        let mut look_up = |table: u16| {
            if let Some(table) = scan.tables.get(usize::from(table)) {
                table.search(&text.text, &mut found);
                named.extend_from_slice(&table.by_bytes);
            }
        };
        if place == 0 {
            if let Some(table) = scan.plain.get(usize::from(stream)) {
                look_up(*table);
            }
        } else {
            let mut seen = std::mem::take(&mut self.seen_tables);
            seen.clear();
            for (_, each) in uses.iter().enumerate().filter(|(at, _)| is(*at)) {
                if !seen.contains(&each.table) {
                    seen.push(each.table);
                    look_up(each.table);
                }
            }
            self.seen_tables = seen;
        }
        for clause in &self.touched {
            named.extend(scan.finds.get(*clause as usize).into_iter().flatten());
        }
        for pattern in &named {
            let Some(needs) = scan.needs.get(*pattern as usize) else { continue };
            let met = |clause: &u32| {
                self.met.get((scan.first_clause + clause) as usize).is_some_and(|at| *at == look)
            };
            let here = |form: &u16| match uses.iter().position(|u| u.form == *form) {
                Some(at) => is(at),
                None => place == 0,
            };
            if needs.streams & bit != 0
                && needs.bytes.iter().all(|set| set.meets(&text.present))
                && needs.literals.iter().skip(1).all(met)
                && needs.forms.iter().any(here)
            {
                self.add(scan.first_pattern + pattern, stream, index);
            }
        }
        self.named = named;
    }
}

/// Whether some rule could match a text with these bytes.
fn possible(gates: &[Vec<ByteSet>], present: &ByteSet) -> bool {
    gates.iter().any(|gate| gate.iter().all(|set| set.meets(present)))
}

/// A text and the bytes that occur in it.
struct Text<'a> {
    text: Cow<'a, [u8]>,
    present: ByteSet,
}

/// The bytes that occur in a text.
fn bytes_of(text: &[u8]) -> ByteSet {
    // Four sets, so that a byte does not wait for the one before it.
    let mut sets = [ByteSet::default(); 4];
    let (chunks, rest) = text.as_chunks::<4>();
    let [a, b, c, d] = &mut sets;
    for [one, two, three, four] in chunks {
        a.insert(*one);
        b.insert(*two);
        c.insert(*three);
        d.insert(*four);
    }
    for byte in rest {
        a.insert(*byte);
    }
    a.union(b).union(&c.union(d))
}
