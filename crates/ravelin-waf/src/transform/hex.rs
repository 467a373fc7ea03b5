//! Hexadecimal digits: of whole values and of SQL's literals.

use super::rewrite::Rewrite;
use std::borrow::Cow;

/// Takes every two bytes for one. What is no digit gives a byte too, by the same arithmetic as ModSecurity's, so that a
/// rule sees what it sees there; an odd byte at the end is dropped.
pub(super) fn decode(input: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    let mut value = Rewrite::after(0, input);
    while let (Some(high), Some(low)) = (value.peek(0), value.peek(1)) {
        value.skip(2);
        value.put(loose_digit(high).wrapping_mul(16).wrapping_add(loose_digit(low)));
    }
    value.finish()
}

const fn loose_digit(byte: u8) -> u8 {
    if byte >= b'A' { (byte & 0xdf).wrapping_sub(b'A').wrapping_add(10) } else { byte.wrapping_sub(b'0') }
}

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// The two lower-case digits of a byte.
pub(super) fn digits(byte: u8) -> [u8; 2] {
    let digit = |value: u8| DIGITS.get(usize::from(value)).copied().unwrap_or(b'0');
    [digit(byte >> 4), digit(byte & 0x0f)]
}

pub(super) fn encode(input: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    if input.is_empty() {
        return input;
    }
    let mut bytes = Vec::with_capacity(input.len() * 2);
    input.iter().for_each(|byte| bytes.extend_from_slice(&digits(*byte)));
    Cow::Owned(bytes)
}

/// `0x` and pairs of digits become bytes. ModSecurity 2 stops at a NUL and copies the byte after a literal unread, so
/// that of two literals side by side the second stays: as in version 3, neither happens here.
pub(super) fn decode_sql(input: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    let Some(first) = memchr::memchr(b'0', &input) else { return input };
    let mut value = Rewrite::after(first, input);
    while value.copy_to(b'0') {
        if !matches!(value.peek(1), Some(b'x' | b'X')) || value.peek_hex(2).is_none() {
            value.copy(1);
            continue;
        }
        value.skip(2);
        while let Some(byte) = value.peek_hex(0) {
            value.skip(2);
            value.put(byte);
        }
    }
    value.finish()
}
