//! A value rewritten from left to right in its own buffer: what is written never overtakes what was read.

use super::classes::Classes;
use std::borrow::Cow;

/// White space as C's `isspace` has it: unlike Rust's it includes the vertical tab.
pub(super) const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | 9..=13)
}

/// The value of a hexadecimal digit.
pub(super) const fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}

/// The byte two hexadecimal digits stand for.
pub(super) fn byte_of(high: Option<u8>, low: Option<u8>) -> Option<u8> {
    Some(digit(high?)? << 4 | digit(low?)?)
}

/// The first place with a byte of these classes.
pub(super) fn first_of(value: &[u8], classes: Classes) -> Option<usize> {
    value.iter().position(|byte| Classes::of_byte(*byte).any_of(classes))
}

pub(super) struct Rewrite<'a> {
    /// The value as it was lent to us: given back if nothing changed.
    lent: Option<&'a [u8]>,
    bytes: Vec<u8>,
    read: usize,
    write: usize,
}

impl<'a> Rewrite<'a> {
    /// Rewrites what follows the first `kept` bytes.
    pub(super) fn after(kept: usize, input: Cow<'a, [u8]>) -> Self {
        let lent = match &input {
            Cow::Borrowed(lent) => Some(*lent),
            Cow::Owned(_) => None,
        };
        let kept = kept.min(input.len());
        Self { lent, bytes: input.into_owned(), read: kept, write: kept }
    }

    pub(super) fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.read.checked_add(ahead)?).copied()
    }

    /// The byte pair of hexadecimal digits so far ahead.
    pub(super) fn peek_hex(&self, ahead: usize) -> Option<u8> {
        byte_of(self.peek(ahead), self.peek(ahead + 1))
    }

    pub(super) fn rest(&self) -> &[u8] {
        self.bytes.get(self.read..).unwrap_or_default()
    }

    pub(super) fn is_done(&self) -> bool {
        self.read >= self.bytes.len()
    }

    pub(super) fn next(&mut self) -> Option<u8> {
        let byte = self.peek(0)?;
        self.read += 1;
        Some(byte)
    }

    pub(super) fn skip(&mut self, count: usize) {
        self.read = self.read.saturating_add(count).min(self.bytes.len());
    }

    /// Writes a byte; more must have been read than was written.
    pub(super) fn put(&mut self, byte: u8) {
        debug_assert!(self.write < self.read, "written past what was read");
        if let Some(place) = self.bytes.get_mut(self.write) {
            *place = byte;
            self.write += 1;
        }
    }

    /// Takes back the last byte written.
    pub(super) fn unput(&mut self) {
        self.write = self.write.saturating_sub(1);
    }

    /// Copies the next bytes as they are.
    pub(super) fn copy(&mut self, count: usize) {
        let end = self.read.saturating_add(count).min(self.bytes.len());
        if self.write != self.read {
            self.bytes.copy_within(self.read..end, self.write);
        }
        self.write += end - self.read;
        self.read = end;
    }

    /// Copies up to the next such byte, or all that is left; whether there is one.
    pub(super) fn copy_to(&mut self, needle: u8) -> bool {
        let found = memchr::memchr(needle, self.rest());
        self.copy(found.unwrap_or(usize::MAX));
        found.is_some()
    }

    pub(super) fn finish(mut self) -> Cow<'a, [u8]> {
        self.bytes.truncate(self.write);
        match self.lent {
            Some(lent) if lent == self.bytes => Cow::Borrowed(lent),
            _ => Cow::Owned(self.bytes),
        }
    }
}

/// Keeps the bytes for which this holds.
pub(super) fn retain(input: Cow<'_, [u8]>, keeps: impl Fn(u8) -> bool) -> Cow<'_, [u8]> {
    let Some(first) = input.iter().position(|byte| !keeps(*byte)) else { return input };
    let mut bytes = input.into_owned();
    let mut kept = first;
    // Every byte is written, and only those that stay count: no branch that depends on the value.
    for at in first..bytes.len() {
        let byte = bytes.get(at).copied().unwrap_or_default();
        if let Some(place) = bytes.get_mut(kept) {
            *place = byte;
        }
        kept += usize::from(keeps(byte));
    }
    bytes.truncate(kept);
    Cow::Owned(bytes)
}

/// Replaces every byte by another.
pub(super) fn map(input: Cow<'_, [u8]>, to: impl Fn(u8) -> u8) -> Cow<'_, [u8]> {
    let Some(first) = input.iter().position(|byte| to(*byte) != *byte) else { return input };
    let mut bytes = input.into_owned();
    bytes.iter_mut().skip(first).for_each(|byte| *byte = to(*byte));
    Cow::Owned(bytes)
}
