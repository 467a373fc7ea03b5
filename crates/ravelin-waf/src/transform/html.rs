//! Entities of HTML.

use super::rewrite::Rewrite;
use std::borrow::Cow;

/// Decodes `&#D…`, `&#xH…` and the names `quot`, `amp`, `lt`, `gt`, `nbsp`, each with or without its semicolon; a
/// character beyond one byte gives its lowest byte.
///
/// Any number of digits is read, as in ModSecurity 2: version 3.0.13 stops after two or three, by which a leading zero
/// too many would hide an attack. Coraza knows every name of HTML 5 and writes UTF-8.
pub(super) fn decode(input: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    let Some(first) = memchr::memchr(b'&', &input) else { return input };
    let mut value = Rewrite::after(first, input);
    while value.copy_to(b'&') {
        let (byte, length) = match (value.peek(1), value.peek(2)) {
            (Some(b'#'), Some(b'x' | b'X')) => number(&value, 3, 16),
            (Some(b'#'), _) => number(&value, 2, 10),
            _ => name(&value),
        };
        match byte {
            Some(byte) => {
                value.skip(length);
                if value.peek(0) == Some(b';') {
                    value.skip(1);
                }
                value.put(byte);
            }
            None => value.copy(length),
        }
    }
    value.finish()
}

/// The byte a number from here on stands for, and its length with what is before it. Numbers too large for a C `long`
/// are its greatest.
fn number(value: &Rewrite<'_>, start: usize, radix: u32) -> (Option<u8>, usize) {
    let mut sum = 0_i64;
    let mut digits = 0;
    while let Some(digit) = value.peek(start + digits).and_then(|byte| char::from(byte).to_digit(radix)) {
        sum = sum
            .checked_mul(i64::from(radix))
            .and_then(|sum| sum.checked_add(i64::from(digit)))
            .unwrap_or(i64::MAX);
        digits += 1;
    }
    if digits == 0 {
        return (None, start);
    }
    let byte = u8::try_from(sum & 0xff).unwrap_or(u8::MAX);
    (Some(byte), start + digits)
}

/// The byte the name from here on stands for, and its length with the ampersand.
fn name(value: &Rewrite<'_>) -> (Option<u8>, usize) {
    let rest = value.rest().get(1..).unwrap_or_default();
    let length = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let name = rest.get(..length).unwrap_or_default();
    const NAMES: [(&[u8], u8); 5] =
        [(b"quot", b'"'), (b"amp", b'&'), (b"lt", b'<'), (b"gt", b'>'), (b"nbsp", 0xa0)];
    let known = NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
    (known.map(|(_, byte)| *byte), 1 + length)
}
