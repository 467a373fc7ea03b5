//! Runs a scan of the plan over the values of a transaction and keeps which rules it found for which values.

use super::values::{Pair, Values};
use crate::plan::RuleSet;
use crate::plan::scan::Scan;
use crate::plan::transforms::PLAIN;
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
        let present = bytes_of(value);
        let forms = scan.forms.get(usize::from(stream)).map(Vec::as_slice).unwrap_or_default();
        let all = &rules.forms;
        let changes = |form: &u16, present: &ByteSet| {
            all.get(*form).is_some_and(|f| f.always || present.meets(&f.triggers))
        };
        if !forms.iter().any(|form| changes(form, &present)) {
            self.text(scan, stream, index, value, &present, None);
            return;
        }
        // The distinct texts, and for each form which text it is.
        let mut texts: Vec<(Cow<'_, [u8]>, ByteSet)> = vec![(Cow::Borrowed(value), present)];
        let mut text_of: Vec<(u16, usize)> = vec![(PLAIN, 0)];
        for form in forms {
            let Some(definition) = all.get(*form) else { continue };
            let from = text_of.iter().find(|(f, _)| *f == definition.parent).map_or(0, |(_, t)| *t);
            let Some((text, present)) = texts.get(from) else { continue };
            let mut place = from;
            if changes(form, present) {
                let changed = definition.transformation.apply(Cow::Borrowed(&**text), &rules.unicode);
                if !changed.eq_ignore_ascii_case(text) {
                    let known = texts.iter().position(|(t, _)| t.eq_ignore_ascii_case(&changed));
                    place = known.unwrap_or(texts.len());
                    if known.is_none() {
                        let present = bytes_of(&changed);
                        let owned = changed.into_owned();
                        texts.push((Cow::Owned(owned), present));
                    }
                }
            }
            text_of.push((*form, place));
        }
        for (at, (text, present)) in texts.iter().enumerate() {
            let here: Vec<u16> = text_of.iter().filter(|(_, t)| *t == at).map(|(f, _)| *f).collect();
            self.text(scan, stream, index, text, present, Some(&here));
        }
    }

    /// Looks at one text: which rules does it meet every need of? `forms` are the forms it is; `None` is all of them.
    fn text(
        &mut self,
        scan: &Scan,
        stream: u8,
        index: u32,
        text: &[u8],
        present: &ByteSet,
        forms: Option<&[u16]>,
    ) {
        let bit = 1u64 << stream;
        self.look = self.look.wrapping_add(1);
        let look = self.look;
        self.touched.clear();
        if let Some(automaton) = &scan.automaton {
            for found in automaton.find_overlapping_iter(text) {
                for clause in scan.literal_clauses.get(found.pattern().as_usize()).into_iter().flatten() {
                    if let Some(met) = self.met.get_mut((scan.first_clause + clause) as usize)
                        && *met != look
                    {
                        *met = look;
                        self.touched.push(*clause);
                    }
                }
            }
        }
        let mut named = std::mem::take(&mut self.named);
        named.clear();
        for clause in &self.touched {
            for pattern in scan.finds.get(*clause as usize).into_iter().flatten() {
                named.push(*pattern);
            }
        }
        for pattern in named.iter().chain(&scan.by_bytes).chain(&scan.always) {
            let Some(needs) = scan.needs.get(*pattern as usize) else { continue };
            let met = |clause: &u32| {
                self.met.get((scan.first_clause + clause) as usize).is_some_and(|at| *at == look)
            };
            if needs.streams & bit != 0
                && needs.bytes.iter().all(|set| set.meets(present))
                && forms.is_none_or(|here| needs.forms.iter().any(|f| here.contains(f)))
                && needs.literals.iter().skip(1).all(met)
            {
                self.add(scan.first_pattern + pattern, stream, index);
            }
        }
        self.named = named;
    }
}

/// The bytes that occur in a text.
fn bytes_of(text: &[u8]) -> ByteSet {
    let mut set = ByteSet::default();
    for byte in text {
        set.insert(*byte);
    }
    set
}
