//! All values of a transaction in one arena: lists of keys and values as spans of one buffer.
//!
//! It knows what is where, not what it means.

use crate::seclang::variables::{Half, LISTS, List};

/// A part of the arena.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Span {
    start: u32,
    end: u32,
}

/// A key and a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Pair {
    pub(crate) key: Span,
    pub(crate) value: Span,
}

impl Pair {
    /// The half that a stream shows.
    pub(crate) const fn half(&self, half: Half) -> Span {
        match half {
            Half::Key => self.key,
            Half::Value => self.value,
        }
    }
}

#[derive(Debug, Clone, Default)]
enum Stored {
    #[default]
    None,
    One(Pair),
    Many(Vec<Pair>),
}

/// The values.
#[derive(Debug)]
pub(crate) struct Values {
    arena: Vec<u8>,
    lists: [Stored; LISTS],
}

impl Values {
    pub(crate) fn new(capacity: usize) -> Self {
        Self { arena: Vec::with_capacity(capacity), lists: std::array::from_fn(|_| Stored::None) }
    }

    /// Copies bytes into the arena.
    pub(crate) fn push(&mut self, bytes: &[u8]) -> Span {
        let start = self.arena.len();
        self.arena.extend_from_slice(bytes);
        self.since(start)
    }

    /// Where the arena ends now.
    pub(crate) fn mark(&self) -> usize {
        self.arena.len()
    }

    /// What was written since a mark.
    pub(crate) fn since(&self, mark: usize) -> Span {
        // A transaction holds less than 4 GiB: bodies are limited far below. Beyond it spans would be empty.
        match (u32::try_from(mark), u32::try_from(self.arena.len())) {
            (Ok(start), Ok(end)) => Span { start, end },
            _ => Span::default(),
        }
    }

    /// Writes to the end of the arena.
    pub(crate) fn write(&mut self, bytes: &[u8]) {
        self.arena.extend_from_slice(bytes);
    }

    /// The bytes of a span.
    pub(crate) fn get(&self, span: Span) -> &[u8] {
        self.arena.get(span.start as usize..span.end as usize).unwrap_or_default()
    }

    /// A part of a span.
    pub(crate) fn part(span: Span, from: usize, to: usize) -> Span {
        let at = |n: usize| u32::try_from(n).map_or(span.end, |n| span.start.saturating_add(n).min(span.end));
        Span { start: at(from), end: at(to) }
    }

    /// The pairs of a list.
    pub(crate) fn list(&self, list: List) -> &[Pair] {
        match self.lists.get(list as usize) {
            Some(Stored::One(pair)) => std::slice::from_ref(pair),
            Some(Stored::Many(pairs)) => pairs,
            _ => &[],
        }
    }

    /// Appends to a list.
    pub(crate) fn add(&mut self, list: List, pair: Pair) {
        let Some(stored) = self.lists.get_mut(list as usize) else { return };
        match stored {
            Stored::None => *stored = Stored::One(pair),
            Stored::One(first) => {
                let mut pairs = Vec::with_capacity(8);
                pairs.push(*first);
                pairs.push(pair);
                *stored = Stored::Many(pairs);
            }
            Stored::Many(pairs) => pairs.push(pair),
        }
    }

    /// Makes a list hold one value without a key.
    pub(crate) fn set(&mut self, list: List, value: Span) {
        if let Some(stored) = self.lists.get_mut(list as usize) {
            *stored = Stored::One(Pair { key: Span::default(), value });
        }
    }

    /// As `set`, from bytes.
    pub(crate) fn set_bytes(&mut self, list: List, bytes: &[u8]) {
        let span = self.push(bytes);
        self.set(list, span);
    }

    /// As `set`, from a number.
    pub(crate) fn set_number(&mut self, list: List, number: usize) {
        let span = self.push_number(number as i64);
        self.set(list, span);
    }

    /// Writes a number in decimal.
    pub(crate) fn push_number(&mut self, number: i64) -> Span {
        let mark = self.mark();
        write_number(number, &mut self.arena);
        self.since(mark)
    }

    /// Forgets a list.
    pub(crate) fn clear(&mut self, list: List) {
        if let Some(stored) = self.lists.get_mut(list as usize) {
            *stored = Stored::None;
        }
    }

    /// The one value of a list, or nothing.
    pub(crate) fn single(&self, list: List) -> &[u8] {
        self.list(list).first().map(|pair| self.get(pair.value)).unwrap_or_default()
    }

    /// The first value with a name, whatever its case.
    pub(crate) fn named(&self, list: List, name: &[u8]) -> Option<&[u8]> {
        self.list(list).iter().find(|p| self.get(p.key).eq_ignore_ascii_case(name)).map(|p| self.get(p.value))
    }
}

/// Writes a number in decimal.
pub(crate) fn write_number(number: i64, out: &mut Vec<u8>) {
    let mut digits = [0u8; 20];
    let mut rest = number.unsigned_abs();
    let mut count = 0;
    for slot in digits.iter_mut().rev() {
        *slot = b'0' + (rest % 10) as u8;
        rest /= 10;
        count += 1;
        if rest == 0 {
            break;
        }
    }
    if number < 0 {
        out.push(b'-');
    }
    out.extend(digits.iter().skip(20 - count));
}
