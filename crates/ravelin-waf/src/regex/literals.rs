//! What a value must contain for a pattern to match: clauses, all of which hold in every match.
//!
//! A clause is a set of literals (one of them occurs) or a set of bytes (one of them occurs). Everything is in lower case
//! and compared without case, so that one pass over a value serves patterns with and without `(?i)`, before and after
//! `t:lowercase`. The analysis may miss clauses; it never invents one.

use regex_syntax::hir::{Class, Hir, HirKind};
use std::collections::BTreeSet;

/// A set of bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct ByteSet([u64; 4]);

impl ByteSet {
    /// Every byte.
    pub(crate) const ALL: Self = Self([u64::MAX; 4]);

    /// Adds a byte.
    #[expect(clippy::indexing_slicing, reason = "two bits are below four, and the compiler sees it")]
    pub(crate) const fn insert(&mut self, byte: u8) {
        self.0[(byte >> 6) as usize] |= 1u64 << (byte & 63);
    }

    /// The bytes of a list.
    pub(crate) const fn of(bytes: &[u8]) -> Self {
        let mut set = Self([0; 4]);
        let mut rest = bytes;
        while let [byte, tail @ ..] = rest {
            set.insert(*byte);
            rest = tail;
        }
        set
    }

    /// Whether a byte is in it.
    pub(crate) const fn contains(&self, byte: u8) -> bool {
        let bit = 1u64 << (byte & 63);
        (match byte >> 6 {
            0 => self.0[0],
            1 => self.0[1],
            2 => self.0[2],
            _ => self.0[3],
        }) & bit
            != 0
    }

    /// Whether the two have a byte in common.
    pub(crate) const fn meets(&self, other: &Self) -> bool {
        (self.0[0] & other.0[0])
            | (self.0[1] & other.0[1])
            | (self.0[2] & other.0[2])
            | (self.0[3] & other.0[3])
            != 0
    }

    /// The bytes of both.
    pub(crate) const fn union(&self, other: &Self) -> Self {
        Self([self.0[0] | other.0[0], self.0[1] | other.0[1], self.0[2] | other.0[2], self.0[3] | other.0[3]])
    }

    /// The bytes that are not in it.
    pub(crate) const fn complement(&self) -> Self {
        Self([!self.0[0], !self.0[1], !self.0[2], !self.0[3]])
    }

    /// The letters of both cases, where there is one of a pair.
    const fn both_cases(self) -> Self {
        // Letters are bits 1 to 26 and 33 to 58 of the second word.
        let letters = (self.0[1] | (self.0[1] >> 32)) & 0x07ff_fffe;
        Self([self.0[0], self.0[1] | letters | (letters << 32), self.0[2], self.0[3]])
    }

    /// The bytes in it.
    fn iter(self) -> impl Iterator<Item = u8> {
        (0u32..4).zip(self.0).flat_map(|(at, word)| {
            let mut rest = word;
            std::iter::from_fn(move || {
                let bit = rest.trailing_zeros();
                rest &= rest.wrapping_sub(1);
                (bit < 64).then_some((at * 64 + bit) as u8)
            })
        })
    }

    /// How likely a short plain value has none of them: higher is rarer.
    fn rarity(self) -> u32 {
        let common: u32 = self.iter().map(|b| 1u32 << (12 - weight(b).min(12))).sum();
        12u32.saturating_sub(common.max(1).ilog2())
    }
}

/// One thing that a value must contain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Clause {
    /// One of these literals, in lower case, compared without case.
    Literals(Vec<Vec<u8>>),
    /// One of these bytes.
    Bytes(ByteSet),
}

/// How many literals a clause may have.
const MAX_LITERALS: usize = 2_000;
/// How many strings are kept while parts are joined.
const MAX_EXACT: usize = 64;
/// Literals are cut to this length.
const MAX_LENGTH: usize = 16;
/// How many clauses are kept for one pattern.
const MAX_CLAUSES: usize = 5;

/// The clauses of a pattern, the most selective first.
pub(crate) fn clauses(hir: &Hir) -> Vec<Clause> {
    let info = analyse(hir);
    let mut clauses = info.clauses;
    if let Some(exact) = info.exact {
        clauses.extend(finish(exact));
    }
    select(clauses)
}

/// The clauses of "one of these phrases occurs".
pub(crate) fn phrase_clauses<'a>(phrases: impl Iterator<Item = &'a [u8]>) -> Vec<Clause> {
    let set: BTreeSet<Vec<u8>> = phrases.map(<[u8]>::to_ascii_lowercase).collect();
    select(literal_clauses(set, usize::MAX))
}

fn select(mut clauses: Vec<Clause>) -> Vec<Clause> {
    clauses.sort_by_cached_key(|c| std::cmp::Reverse(score(c)));
    clauses.dedup();
    let kept_literals =
        clauses.iter().filter(|c| matches!(c, Clause::Literals(_))).take(MAX_CLAUSES).cloned();
    let kept_bytes = clauses.iter().filter(|c| matches!(c, Clause::Bytes(_))).take(2).cloned();
    kept_literals.chain(kept_bytes).collect()
}

#[derive(Debug, Default)]
struct Info {
    /// All strings the expression can match, when they are few.
    exact: Option<BTreeSet<Vec<u8>>>,
    clauses: Vec<Clause>,
}

fn exact(strings: impl IntoIterator<Item = Vec<u8>>) -> Info {
    Info { exact: Some(strings.into_iter().collect()), clauses: Vec::new() }
}

fn analyse(hir: &Hir) -> Info {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => exact([Vec::new()]),
        HirKind::Literal(literal) => exact([literal.0.to_ascii_lowercase()]),
        HirKind::Class(class) => analyse_class(class),
        HirKind::Capture(group) => analyse(&group.sub),
        HirKind::Repetition(rep) => analyse_repetition(&rep.sub, rep.min, rep.max),
        HirKind::Concat(parts) => analyse_concat(parts),
        HirKind::Alternation(parts) => analyse_alternation(parts),
    }
}

fn analyse_class(class: &Class) -> Info {
    let Class::Bytes(class) = class else { return Info::default() };
    let mut set = ByteSet::default();
    let mut folded = BTreeSet::new();
    for range in class.ranges() {
        for byte in range.start()..=range.end() {
            set.insert(byte);
            folded.insert(vec![byte.to_ascii_lowercase()]);
        }
    }
    if folded.len() <= 16 {
        return Info { exact: Some(folded), clauses: Vec::new() };
    }
    Info { exact: None, clauses: bytes_clause(set).into_iter().collect() }
}

fn bytes_clause(set: ByteSet) -> Option<Clause> {
    // The other case too: the value may still be in capitals when it is looked at.
    let set = set.both_cases();
    (set.rarity() >= 2).then_some(Clause::Bytes(set))
}

fn analyse_repetition(sub: &Hir, min: u32, max: Option<u32>) -> Info {
    if min == 0 {
        let inner = analyse(sub);
        return match (max, inner.exact) {
            (Some(1), Some(mut strings)) if strings.len() < MAX_EXACT => {
                strings.insert(Vec::new());
                Info { exact: Some(strings), clauses: Vec::new() }
            }
            _ => Info::default(),
        };
    }
    let inner = analyse(sub);
    let Some(strings) = inner.exact else { return Info { exact: None, clauses: inner.clauses } };
    let mut joined = strings.clone();
    let mut times = 1;
    while times < min
        && joined.len() * strings.len() <= MAX_EXACT
        && joined.iter().all(|s| s.len() < MAX_LENGTH)
    {
        joined = cross(&joined, &strings);
        times += 1;
    }
    if max == Some(times) {
        return Info { exact: Some(joined), clauses: Vec::new() };
    }
    Info { exact: None, clauses: finish(joined) }
}

fn cross(left: &BTreeSet<Vec<u8>>, right: &BTreeSet<Vec<u8>>) -> BTreeSet<Vec<u8>> {
    left.iter().flat_map(|a| right.iter().map(move |b| [a.as_slice(), b.as_slice()].concat())).collect()
}

fn analyse_concat(parts: &[Hir]) -> Info {
    let mut whole = true;
    let mut clauses = Vec::new();
    let mut current = BTreeSet::from([Vec::new()]);
    for part in parts {
        let info = analyse(part);
        match info.exact {
            Some(strings) if current.len() * strings.len() <= MAX_EXACT => {
                current = cross(&current, &strings)
            }
            Some(strings) => {
                whole = false;
                clauses.extend(finish(std::mem::replace(&mut current, strings)));
            }
            None => {
                whole = false;
                clauses.extend(finish(std::mem::replace(&mut current, BTreeSet::from([Vec::new()]))));
                clauses.extend(info.clauses);
            }
        }
    }
    if whole {
        return Info { exact: Some(current), clauses };
    }
    clauses.extend(finish(current));
    Info { exact: None, clauses }
}

fn analyse_alternation(parts: &[Hir]) -> Info {
    let infos: Vec<Info> = parts.iter().map(analyse).collect();
    let total: usize = infos.iter().filter_map(|i| i.exact.as_ref()).map(BTreeSet::len).sum();
    if total <= MAX_LITERALS && infos.iter().all(|i| i.exact.is_some()) {
        let mut strings = BTreeSet::new();
        for info in infos {
            strings.append(&mut info.exact.unwrap_or_default());
        }
        return Info { exact: Some(strings), clauses: Vec::new() };
    }
    let mut literals = Some(BTreeSet::new());
    let mut bytes = Some(ByteSet::default());
    for info in infos {
        let mut alternatives = info.clauses;
        if let Some(exact) = info.exact {
            alternatives.extend(finish(exact));
        }
        let best = alternatives.iter().filter_map(|c| match c {
            Clause::Bytes(set) => Some(*set),
            Clause::Literals(_) => None,
        });
        bytes = bytes.zip(best.max_by_key(|set| set.rarity())).map(|(set, more)| set.union(&more));
        alternatives.retain(|c| matches!(c, Clause::Literals(_)));
        let best = alternatives.into_iter().max_by_key(score);
        literals = match (literals, best) {
            (Some(mut set), Some(Clause::Literals(more))) => {
                set.extend(more);
                Some(set)
            }
            _ => None,
        };
    }
    let mut clauses = Vec::new();
    if let Some(set) = literals
        && set.len() <= MAX_LITERALS
        && !set.is_empty()
    {
        clauses.push(Clause::Literals(set.into_iter().collect()));
    }
    clauses.extend(bytes.and_then(bytes_clause));
    Info { exact: None, clauses }
}

/// The clauses that "one of these strings occurs" gives.
fn finish(strings: BTreeSet<Vec<u8>>) -> Vec<Clause> {
    if strings.is_empty() || strings.iter().any(Vec::is_empty) {
        return Vec::new();
    }
    literal_clauses(strings, MAX_LITERALS)
}

fn literal_clauses(strings: BTreeSet<Vec<u8>>, limit: usize) -> Vec<Clause> {
    let mut clauses = Vec::new();
    let mut bytes = ByteSet::default();
    for string in &strings {
        match string.iter().max_by_key(|b| weight(**b)) {
            Some(byte) => bytes.insert(*byte),
            None => return Vec::new(),
        }
    }
    clauses.extend(bytes_clause(bytes));
    if strings.len() <= limit && strings.iter().all(|s| s.len() >= 2) {
        let cut: BTreeSet<Vec<u8>> = strings.iter().map(|s| cut(s)).collect();
        clauses.push(Clause::Literals(drop_implied(cut)));
    }
    clauses
}

/// The rarest part of a literal that is long enough.
fn cut(literal: &[u8]) -> Vec<u8> {
    literal
        .windows(MAX_LENGTH)
        .max_by_key(|w| w.iter().map(|b| weight(*b)).sum::<u32>())
        .unwrap_or(literal)
        .to_vec()
}

/// A literal that contains another one of the set is not needed.
fn drop_implied(set: BTreeSet<Vec<u8>>) -> Vec<Vec<u8>> {
    set.iter()
        .filter(|literal| {
            let proper = (2..literal.len()).any(|n| literal.windows(n).any(|part| set.contains(part)));
            !proper
        })
        .cloned()
        .collect()
}

/// How much an occurrence of a byte says: about its rarity in text, in bits.
const fn weight(byte: u8) -> u32 {
    match byte {
        b'e' | b't' | b'a' | b'o' | b'i' | b'n' | b's' | b'r' | b' ' => 3,
        b'h' | b'l' | b'd' | b'c' | b'u' | b'm' | b'p' => 4,
        b'f' | b'g' | b'y' | b'w' | b'b' | b'v' | b'.' | b'-' | b'0'..=b'9' | b'A'..=b'Z' => 5,
        b'k' | b'x' | b'j' | b'q' | b'z' | b'/' | b',' | b'_' | b'=' | b':' | b'&' | b'?' => 6,
        _ => 8,
    }
}

/// How rare a byte is in ordinary text, in bits.
pub(crate) const fn rarity(byte: u8) -> u32 {
    weight(byte)
}

/// How much rarer two bytes next to each other are than the bytes alone say; frequent pairs of English letters are not.
pub(crate) fn rarity_of_pair(first: u8, second: u8) -> u32 {
    const FREQUENT: &[u8] = b"thheinerandonatrentiesoretetofedisitalarstontngsehaasouioleveicomedehiriroicneearacelichlldeurmaelnoslsscaomutpeunndot";
    if FREQUENT.chunks_exact(2).any(|pair| pair == [first, second]) { 0 } else { 3 }
}

/// How selective a clause is: higher is better.
fn score(clause: &Clause) -> u32 {
    match clause {
        Clause::Literals(set) => {
            let weakest = set.iter().map(|l| l.iter().map(|b| weight(*b)).sum::<u32>()).min().unwrap_or(0);
            weakest.saturating_mul(4).saturating_sub((set.len() as u32 | 1).ilog2())
        }
        Clause::Bytes(set) => set.rarity(),
    }
}
