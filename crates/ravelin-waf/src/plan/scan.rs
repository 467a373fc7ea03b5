//! One pass over each value that finds, for many rules at once, those that could match it.
//!
//! A rule's operator needs certain literals or bytes in the value (`regex::literals`). One automaton holds all literals of
//! a group of rules. A rule is a candidate for a value when every one of its clauses is met. The scan may name too many;
//! it never misses one. A form that no rule could match for want of bytes is not even made.

use super::table::Table;
use super::transforms::{Forms, PLAIN};
use crate::regex::literals::{ByteSet, Clause};
use crate::seclang::parser::Rule;
use crate::seclang::variables::Stream;
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

/// A form that rules look at in one stream.
#[derive(Debug)]
pub(crate) struct FormUse {
    pub(crate) form: u16,
    /// The place of the parent in the stream's list, counted from 1; 0 is the value itself.
    pub(crate) parent: usize,
    /// Alternatives of sets of bytes, one of which this form or one made from it must meet; `None` is no condition.
    pub(crate) gates: Option<Vec<Vec<ByteSet>>>,
    /// The literals of the rules that look at this form.
    pub(crate) table: u16,
}

/// A group of rules that are looked for together.
#[derive(Debug, Default)]
pub(crate) struct Scan {
    pub(crate) needs: Vec<Needs>,
    pub(crate) streams: Vec<Stream>,
    /// For each stream, the forms that its rules look at, parents first, the value itself left out.
    pub(crate) forms: Vec<Vec<FormUse>>,
    /// For each stream, the table with the literals of all its rules, for values as they are.
    pub(crate) plain: Vec<u16>,
    /// Tables of literals.
    pub(crate) tables: Vec<Table>,
    /// For each literal, the clauses it meets.
    pub(crate) literal_clauses: Vec<Vec<u32>>,
    /// For each clause, the rules that it finds.
    pub(crate) finds: Vec<Vec<u32>>,
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
    /// For each stream, the forms in use.
    forms: Vec<Vec<u16>>,
    literals: BTreeMap<Vec<u8>, u32>,
    clauses: BTreeMap<Vec<u32>, u32>,
    /// Rules that no literal finds: only bytes speak for them, or nothing does.
    by_bytes: Vec<u32>,
    /// For each rule, its literals.
    rule_literals: Vec<Vec<u32>>,
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
        for (at, known) in (0u32..).zip(&mut self.forms) {
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
        let mut own = Vec::new();
        for clause in &rule.test.clauses {
            match clause {
                Clause::Literals(literals) => {
                    let members = self.literal_ids(literals);
                    needs.literals.push(self.clause(&members));
                    own.extend(members);
                }
                Clause::Bytes(set) => needs.bytes.push(*set),
            }
        }
        match needs.literals.first() {
            Some(first) => {
                if let Some(found) = self.scan.finds.get_mut(*first as usize) {
                    found.push(pattern);
                }
            }
            None => self.by_bytes.push(pattern),
        }
        self.scan.needs.push(needs);
        self.rule_literals.push(own);
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
        self.forms.push(Vec::new());
        u32::try_from(at).ok()
    }

    fn literal_ids(&mut self, literals: &[Vec<u8>]) -> Vec<u32> {
        let mut members: Vec<u32> = literals.iter().map(|l| self.literal(l)).collect();
        members.sort_unstable();
        members.dedup();
        members
    }

    fn clause(&mut self, members: &[u32]) -> u32 {
        if let Some(known) = self.clauses.get(members) {
            return *known;
        }
        let clause = self.scan.finds.len() as u32;
        self.scan.finds.push(Vec::new());
        for literal in members {
            if let Some(of) = self.scan.literal_clauses.get_mut(*literal as usize) {
                of.push(clause);
            }
        }
        self.clauses.insert(members.to_vec(), clause);
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

    pub(super) fn build(mut self, forms: &Forms) -> Scan {
        let mut texts = vec![Vec::new(); self.literals.len()];
        for (literal, at) in std::mem::take(&mut self.literals) {
            if let Some(place) = texts.get_mut(at as usize) {
                *place = literal;
            }
        }
        let mut tables = Tables::default();
        let used: Vec<Vec<u16>> = std::mem::take(&mut self.forms);
        for (stream, mut list) in (0u32..).zip(used) {
            let stream = 1u64 << stream;
            self.scan.plain.push(tables.of(self.content(|n| n.streams & stream != 0), &texts));
            // Forms are numbered when they are made, and a child is made after its parent.
            list.sort_unstable();
            let gates = self.gates(stream, &list, forms);
            let mut uses = Vec::new();
            for (form, gates) in list.iter().zip(gates) {
                let content = self.content(|n| n.streams & stream != 0 && n.forms.contains(form));
                let table = tables.of(content, &texts);
                let parent = forms.get(*form).map_or(PLAIN, |f| f.parent);
                let parent = list.iter().position(|f| *f == parent).map_or(0, |at| at + 1);
                uses.push(FormUse { form: *form, parent, gates, table });
            }
            self.scan.forms.push(uses);
        }
        self.scan.tables = tables.all;
        self.scan
    }

    /// The literals of some rules, and the rules among them that no literal finds.
    fn content(&self, wanted: impl Fn(&Needs) -> bool) -> Content {
        let rules = self.scan.needs.iter().zip(&self.rule_literals).filter(|(n, _)| wanted(n));
        let mut literals: Vec<u32> = rules.flat_map(|(_, literals)| literals.iter().copied()).collect();
        literals.sort_unstable();
        literals.dedup();
        let wants = |rule: &u32| self.scan.needs.get(*rule as usize).is_some_and(&wanted);
        (literals, self.by_bytes.iter().copied().filter(wants).collect())
    }

    /// For each form of a stream, the sets of bytes without which neither it nor a form made from it can matter.
    fn gates(&self, stream: u64, list: &[u16], forms: &Forms) -> Vec<Option<Vec<Vec<ByteSet>>>> {
        let mut out: Vec<Option<Vec<Vec<ByteSet>>>> = Vec::new();
        for form in list {
            let rules = self.scan.needs.iter().filter(|n| n.streams & stream != 0 && n.forms.contains(form));
            out.push(Some(rules.map(|n| n.bytes.clone()).collect()));
        }
        // Children come behind their parents, so going backwards they are complete.
        for at in (0..list.len()).rev() {
            let Some(form) = list.get(at).and_then(|f| forms.get(*f)) else { continue };
            let Some(parent) = list.iter().position(|f| *f == form.parent) else { continue };
            let own = out.get(at).cloned().flatten();
            let Some(of_parent) = out.get_mut(parent) else { continue };
            match (of_parent.as_mut(), own) {
                (Some(gates), Some(own)) if !form.always => {
                    // What the child puts in itself need not be there before.
                    let added = form.adds.unwrap_or_default();
                    gates.extend(
                        own.into_iter().map(|g| g.into_iter().filter(|set| !set.meets(&added)).collect()),
                    );
                    if form.adds.is_none() {
                        gates.push(vec![form.triggers]);
                    }
                }
                _ => *of_parent = None,
            }
        }
        out.into_iter().map(|gates| gates.and_then(simplified)).collect()
    }
}

/// Numbers of literals, and of rules that no literal finds.
type Content = (Vec<u32>, Vec<u32>);

/// The tables of a scan, each content once.
#[derive(Default)]
struct Tables {
    all: Vec<Table>,
    known: BTreeMap<Content, u16>,
}

impl Tables {
    fn of(&mut self, content: Content, texts: &[Vec<u8>]) -> u16 {
        if let Some(table) = self.known.get(&content) {
            return *table;
        }
        let at = self.all.len() as u16;
        let text = |id: &u32| Some((*id, texts.get(*id as usize)?.clone()));
        let literals = content.0.iter().filter_map(text).collect();
        self.all.push(Table::new(literals, content.1.clone()));
        self.known.insert(content, at);
        at
    }
}

/// Drops alternatives that another one covers; `None` when there is one without a condition.
fn simplified(mut gates: Vec<Vec<ByteSet>>) -> Option<Vec<Vec<ByteSet>>> {
    gates.sort_by_key(Vec::len);
    let mut kept: Vec<Vec<ByteSet>> = Vec::new();
    for gate in gates {
        if gate.is_empty() {
            return None;
        }
        if !kept.iter().any(|k| k.iter().all(|set| gate.contains(set))) {
            kept.push(gate);
        }
    }
    Some(kept)
}
