//! Base64.

use super::rewrite::Rewrite;
use std::borrow::Cow;

/// Decodes up to the first byte that is no letter of the alphabet, as ModSecurity 2 and Coraza do; version 3 gives
/// nothing at all for a value with a fault, by which one stray byte at its end would hide it.
pub(super) fn decode(input: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    let mut out = Vec::with_capacity(input.len() / 4 * 3 + 3);
    let mut rest = &*input;
    while let [a, b, c, d, tail @ ..] = rest
        && let (Some(a), Some(b), Some(c), Some(d)) = (letter(*a), letter(*b), letter(*c), letter(*d))
    {
        out.extend_from_slice(&[a << 2 | b >> 4, b << 4 | c >> 2, c << 6 | d]);
        rest = tail;
    }
    let mut bits = Bits::default();
    out.extend(rest.iter().map_while(|byte| letter(*byte)).filter_map(|letter| bits.push(letter)));
    if out == *input { input } else { Cow::Owned(out) }
}

/// Decodes whatever letters there are. A padding byte after a group's first letter, unless another follows, makes the
/// whole value nothing. The letters of `base64url` are skipped as in ModSecurity; Coraza reads them.
pub(super) fn decode_forgiving(input: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    let mut value = Rewrite::after(0, input);
    let mut bits = Bits::default();
    let mut letters = 0_usize;
    while let Some(byte) = value.next() {
        if byte == b'=' {
            if letters % 4 == 1 && value.peek(0) != Some(b'=') {
                return Cow::Borrowed(b"");
            }
        } else if let Some(letter) = letter(byte) {
            letters += 1;
            if let Some(byte) = bits.push(letter) {
                value.put(byte);
            }
        }
    }
    value.finish()
}

/// Bits waiting for the rest of their byte.
#[derive(Default)]
struct Bits {
    value: u16,
    count: u8,
}

impl Bits {
    fn push(&mut self, letter: u8) -> Option<u8> {
        self.value = self.value << 6 | u16::from(letter);
        self.count += 6;
        if self.count < 8 {
            return None;
        }
        self.count -= 8;
        let [_, byte] = (self.value >> self.count).to_be_bytes();
        Some(byte)
    }
}

/// The value of a letter.
fn letter(byte: u8) -> Option<u8> {
    VALUES.get(usize::from(byte)).copied().filter(|value| *value != NO_LETTER)
}

const NO_LETTER: u8 = 0xff;

static VALUES: [u8; 256] = values();

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler, where a wrong index is an error")]
const fn values() -> [u8; 256] {
    let mut values = [NO_LETTER; 256];
    let mut value = 0;
    while value < LETTERS.len() {
        values[LETTERS[value] as usize] = value as u8;
        value += 1;
    }
    values
}

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

pub(super) fn encode(input: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    if input.is_empty() {
        return input;
    }
    let mut bytes = Vec::with_capacity(input.len().div_ceil(3) * 4);
    for group in input.chunks(3) {
        let at = |place: usize| u32::from(group.get(place).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for place in 0..4 {
            let letter = usize::try_from(bits >> (18 - 6 * place) & 63).ok().and_then(|at| LETTERS.get(at));
            let padding = place > group.len();
            bytes.push(if padding { b'=' } else { letter.copied().unwrap_or(b'=') });
        }
    }
    Cow::Owned(bytes)
}
