//! Percent-encoding.

use super::UnicodeMap;
use super::hex::digits;
use super::rewrite::Rewrite;
use std::borrow::Cow;

/// `%HH` and `+`; what is no valid encoding stays.
pub(super) fn decode(input: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    rewrite(input, |_| false)
}

/// As [`decode`], and IIS's `%uHHHH`: through the code page, or else its lower byte (plus 0x20 for the full-width forms
/// of ASCII, U+FF01 to U+FF5E).
pub(super) fn decode_unicode<'a>(input: Cow<'a, [u8]>, map: &UnicodeMap) -> Cow<'a, [u8]> {
    rewrite(input, |value| {
        if !matches!(value.peek(1), Some(b'u' | b'U')) {
            return false;
        }
        match (value.peek_hex(2), value.peek_hex(4)) {
            (Some(high), Some(low)) => {
                value.skip(6);
                let mapped = map.get(u16::from_be_bytes([high, low]));
                value.put(mapped.unwrap_or_else(|| full_width(high, low)));
            }
            _ => value.copy(2),
        }
        true
    })
}

/// The lower byte of a character, for the full-width forms of ASCII the character they are a form of.
pub(super) const fn full_width(high: u8, low: u8) -> u8 {
    if high == 0xff && low > 0 && low < 0x5f { low + 0x20 } else { low }
}

fn rewrite(input: Cow<'_, [u8]>, mut own: impl FnMut(&mut Rewrite<'_>) -> bool) -> Cow<'_, [u8]> {
    let Some(first) = memchr::memchr2(b'%', b'+', &input) else { return input };
    let mut value = Rewrite::after(first, input);
    while let Some(next) = memchr::memchr2(b'%', b'+', value.rest()) {
        value.copy(next);
        if value.peek(0) == Some(b'+') {
            value.skip(1);
            value.put(b' ');
        } else if own(&mut value) {
        } else if let Some(byte) = value.peek_hex(1) {
            value.skip(3);
            value.put(byte);
        } else {
            value.copy(1);
        }
    }
    value.copy(usize::MAX);
    value.finish()
}

pub(super) fn encode(input: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    let stays = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'*';
    let Some(first) = input.iter().position(|byte| !stays(byte)) else { return input };
    let mut bytes = Vec::with_capacity(input.len().saturating_add(32));
    bytes.extend(input.iter().take(first));
    for byte in input.iter().skip(first) {
        match byte {
            b' ' => bytes.push(b'+'),
            byte if stays(byte) => bytes.push(*byte),
            byte => {
                bytes.push(b'%');
                bytes.extend_from_slice(&digits(*byte));
            }
        }
    }
    Cow::Owned(bytes)
}
