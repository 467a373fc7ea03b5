//! One pass over each value that finds, for many rules at once, those that could match it.
//!
//! A rule's operator needs certain literals or bytes in the value (`regex::literals`). One automaton holds all literals of
//! a group of rules. A rule is a candidate for a value when every one of its clauses is met. The scan may name too many;
//! it never misses one.

use super::transforms::Forms;
use crate::regex::literals::{ByteSet, Clause};
use crate::seclang::parser::Rule;
use crate::seclang::variables::Stream;
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use std::collections::BTreeMap;

/// What one rule needs.
#[derive(Debug, Default)]
pub(crate) struct Needs {
    /// The scan's streams it looks at, as bits.
    pub(crate) streams: u64,
    /// The forms of the value it looks at.
    pub(crate) forms: Vec<u16>,
    /// Clauses of literals, of which the first one finds the rule.
    pub(crate) literals: Vec<u32>,
    /// Sets of bytes, of each of which there must be one.
    pub(crate) bytes: Vec<ByteSet>,
}

/// A group of rules that are looked for together.
#[derive(Debug, Default)]
pub(crate) struct Scan {
    pub(crate) needs: Vec<Needs>,
    pub(crate) streams: Vec<Stream>,
    /// For each stream, the forms that its rules look at, parents first, the value itself left out.
    pub(crate) forms: Vec<Vec<u16>>,
    pub(crate) automaton: Option<AhoCorasick>,
    /// For each literal, the clauses it meets.
    pub(crate) literal_clauses: Vec<Vec<u32>>,
    /// For each clause, the rules that it finds.
    pub(crate) finds: Vec<Vec<u32>>,
    /// Rules that only bytes speak for.
    pub(crate) by_bytes: Vec<u32>,
    /// Rules that are always candidates.
    pub(crate) always: Vec<u32>,
    /// Places of the first rule and the first clause among all scans.
    pub(crate) first_pattern: u32,
    pub(crate) first_clause: u32,
}

impl Scan {
    /// Gives the scan its places among all; returns where the next one starts.
    pub(super) fn place(&mut self, patterns: usize, clauses: usize) -> (usize, usize) {
        self.first_pattern = patterns as u32;
        self.first_clause = clauses as u32;
        (patterns + self.needs.len(), clauses + self.finds.len())
    }
}

/// Collects rules for a scan.
#[derive(Debug, Default)]
pub(super) struct Builder {
    scan: Scan,
    literals: BTreeMap<Vec<u8>, u32>,
    clauses: BTreeMap<Vec<u32>, u32>,
}

impl Builder {
    /// Adds a rule; gives its place in the scan, unless the scan is full.
    pub(super) fn add(&mut self, rule: &Rule, streams: &[Stream], forms: &mut Forms) -> Option<u32> {
        let mut mask = 0u64;
        for stream in streams {
            mask |= 1u64.checked_shl(self.stream(*stream)?)?;
        }
        let path = forms.chain(&rule.actions.transforms);
        let wanted =
            if rule.actions.multi_match { path.clone() } else { path.last().copied().into_iter().collect() };
        for (at, known) in (0u32..).zip(&mut self.scan.forms) {
            if mask & (1u64 << at) != 0 {
                for form in path.iter().skip(1) {
                    if !known.contains(form) {
                        known.push(*form);
                    }
                }
            }
        }
        let pattern = self.scan.needs.len() as u32;
        let mut needs = Needs { streams: mask, forms: wanted, ..Needs::default() };
        for clause in &rule.test.clauses {
            match clause {
                Clause::Literals(literals) => needs.literals.push(self.clause(literals)),
                Clause::Bytes(set) => needs.bytes.push(*set),
            }
        }
        match needs.literals.first() {
            Some(first) => {
                if let Some(found) = self.scan.finds.get_mut(*first as usize) {
                    found.push(pattern);
                }
            }
            None if needs.bytes.is_empty() => self.scan.always.push(pattern),
            None => self.scan.by_bytes.push(pattern),
        }
        self.scan.needs.push(needs);
        Some(pattern)
    }

    /// The place of a stream; `None` when there are 64 already.
    fn stream(&mut self, stream: Stream) -> Option<u32> {
        if let Some(at) = self.scan.streams.iter().position(|s| *s == stream) {
            return u32::try_from(at).ok();
        }
        let at = self.scan.streams.len();
        if at >= 64 {
            return None;
        }
        self.scan.streams.push(stream);
        self.scan.forms.push(Vec::new());
        u32::try_from(at).ok()
    }

    fn clause(&mut self, literals: &[Vec<u8>]) -> u32 {
        let mut members: Vec<u32> = literals.iter().map(|l| self.literal(l)).collect();
        members.sort_unstable();
        members.dedup();
        if let Some(known) = self.clauses.get(&members) {
            return *known;
        }
        let clause = self.scan.finds.len() as u32;
        self.scan.finds.push(Vec::new());
        for literal in &members {
            if let Some(of) = self.scan.literal_clauses.get_mut(*literal as usize) {
                of.push(clause);
            }
        }
        self.clauses.insert(members, clause);
        clause
    }

    fn literal(&mut self, literal: &[u8]) -> u32 {
        if let Some(known) = self.literals.get(literal) {
            return *known;
        }
        let at = self.scan.literal_clauses.len() as u32;
        self.scan.literal_clauses.push(Vec::new());
        self.literals.insert(literal.to_vec(), at);
        at
    }

    pub(super) fn build(self) -> Scan {
        let mut scan = self.scan;
        for forms in &mut scan.forms {
            // Forms are numbered when they are made, and a child is made after its parent.
            forms.sort_unstable();
        }
        let mut ordered = vec![Vec::new(); self.literals.len()];
        for (literal, at) in self.literals {
            if let Some(place) = ordered.get_mut(at as usize) {
                *place = literal;
            }
        }
        if !ordered.is_empty() {
            let total: usize = ordered.iter().map(Vec::len).sum();
            let kind = if total < 60_000 { AhoCorasickKind::DFA } else { AhoCorasickKind::ContiguousNFA };
            scan.automaton = AhoCorasick::builder()
                .ascii_case_insensitive(true)
                .match_kind(MatchKind::Standard)
                .kind(Some(kind))
                .prefilter(false)
                .build(&ordered)
                .ok();
            if scan.automaton.is_none() {
                // Without the automaton nothing may be ruled out.
                let all = (0..scan.needs.len() as u32).filter(|p| !scan.by_bytes.contains(p));
                scan.always = all.collect();
            }
        }
        scan
    }
}
