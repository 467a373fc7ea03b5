//! Addresses that run scripts, with character references in them decoded.

use super::super::bytes::{from, span};

/// What such addresses begin with; `java` covers `javascript:` too.
const SCHEMES: [&str; 4] = ["DATA", "VIEW-SOURCE", "JAVA", "VBSCRIPT"];

/// A reference to a character beyond this is none. (Unicode ends at 0x10ffff: libinjection has a digit too many or too few.)
const MAX_CHARACTER: u32 = 0x10_00ff;

/// Whether an attribute's value begins with the scheme of a script or of data.
pub(super) fn runs_script(value: &[u8]) -> bool {
    // Some browsers skip white space of Unicode, so all beyond ASCII is skipped.
    let address = from(value, span(value, |byte| !matches!(byte, b'!'..=b'~')));
    SCHEMES.iter().any(|scheme| starts_with_scheme(address, scheme))
}

/// NUL and line feeds do not count, nor do control characters at the start. Only a character's lowest eight bits count.
fn starts_with_scheme(address: &[u8], scheme: &str) -> bool {
    let mut rest = address;
    let mut expected = scheme.bytes().peekable();
    let mut is_first = true;
    while expected.peek().is_some() {
        let Some((character, len)) = decode(rest) else { return false };
        rest = from(rest, len);
        if is_first && character <= u32::from(b' ') {
            continue;
        }
        is_first = false;
        if matches!(character, 0 | 10) {
            continue;
        }
        let capital = if (97..=122).contains(&character) { character - 32 } else { character };
        if expected.next() != Some(capital as u8) {
            return false;
        }
    }
    true
}

/// The first character and how many bytes it takes. Named references are left as they are.
fn decode(bytes: &[u8]) -> Option<(u32, usize)> {
    let reference = match bytes {
        [b'&', b'#', b'x' | b'X', digits @ ..] => number(digits, 16, 3),
        [b'&', b'#', digits @ ..] => number(digits, 10, 2),
        _ => None,
    };
    reference.or_else(|| bytes.first().map(|&byte| (u32::from(byte), 1)))
}

/// The number at the start, with a semicolon or without, and its length with the `prefix` before it.
fn number(digits: &[u8], radix: u32, prefix: usize) -> Option<(u32, usize)> {
    let mut value = None;
    for (at, &byte) in digits.iter().enumerate() {
        let Some(digit) = char::from(byte).to_digit(radix) else {
            let semicolon = usize::from(byte == b';');
            return value.map(|value| (value, prefix + at + semicolon));
        };
        let next = value.unwrap_or(0) * radix + digit;
        if next > MAX_CHARACTER {
            return None;
        }
        value = Some(next);
    }
    value.map(|value| (value, prefix + digits.len()))
}
