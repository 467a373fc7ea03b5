//! Backslash escapes of JavaScript, CSS and ANSI C.

use super::rewrite::{Rewrite, is_space};
use super::url::full_width;
use std::borrow::Cow;

/// `\uHHHH` (its lower byte, or the ASCII character of a full-width form), `\xHH`, `\OOO` up to 377, and `\C`; a backslash
/// before anything else goes.
pub(super) fn javascript(input: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    rewrite(input, |value| {
        let Some(letter) = value.peek(1) else { return value.copy(1) };
        if let (b'u', Some(high), Some(low)) = (letter, value.peek_hex(2), value.peek_hex(4)) {
            value.skip(6);
            value.put(full_width(high, low));
        } else if let (b'x', Some(byte)) = (letter, value.peek_hex(2)) {
            value.skip(4);
            value.put(byte);
        } else if let Some((byte, length)) = octal(value, true) {
            value.skip(1 + length);
            value.put(byte);
        } else {
            value.skip(2);
            value.put(control(letter).unwrap_or(letter));
        }
    })
}

/// The escapes of C, `\xHH` and `\OOO` (one byte: what is over 377 wraps); a backslash before anything else goes.
pub(super) fn ansi_c(input: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    rewrite(input, |value| {
        let Some(letter) = value.peek(1) else { return value.copy(1) };
        if let (b'x' | b'X', Some(byte)) = (letter, value.peek_hex(2)) {
            value.skip(4);
            value.put(byte);
        } else if let Some((byte, length)) = octal(value, false) {
            value.skip(1 + length);
            value.put(byte);
        } else {
            value.skip(2);
            value.put(control(letter).unwrap_or(letter));
        }
    })
}

/// One to six hexadecimal digits and one white space behind them, of which the last two digits count; a backslash before
/// a line feed goes with it, any other goes alone. (Coraza writes the whole character as UTF-8; ModSecurity's way is
/// what the rules were written for.)
pub(super) fn css(input: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    rewrite(input, |value| {
        value.skip(1);
        let digits =
            (0..6).take_while(|place| value.peek(*place).is_some_and(|b| b.is_ascii_hexdigit())).count();
        if digits == 0 {
            match value.next() {
                Some(b'\n') | None => {}
                Some(byte) => value.put(byte),
            }
            return;
        }
        let at = |from_end: usize| digits.checked_sub(from_end).and_then(|place| value.peek_hex(place));
        let low = at(2).or_else(|| value.peek(0).and_then(super::rewrite::digit)).unwrap_or_default();
        // A full-width form has FF before its last two digits and nothing but zeros before those.
        let zeros = (0..digits.saturating_sub(4)).all(|place| value.peek(place) == Some(b'0'));
        let byte = match at(4) {
            Some(high) if zeros => full_width(high, low),
            _ => low,
        };
        value.skip(digits);
        if value.peek(0).is_some_and(is_space) {
            value.skip(1);
        }
        value.put(byte);
    })
}

fn rewrite(input: Cow<'_, [u8]>, mut escape: impl FnMut(&mut Rewrite<'_>)) -> Cow<'_, [u8]> {
    let Some(first) = memchr::memchr(b'\\', &input) else { return input };
    let mut value = Rewrite::after(first, input);
    while value.copy_to(b'\\') {
        escape(&mut value);
    }
    value.finish()
}

/// Up to three octal digits behind the backslash: the byte and how many were read. JavaScript reads two where three
/// would be more than a byte.
fn octal(value: &Rewrite<'_>, within_a_byte: bool) -> Option<(u8, usize)> {
    let digits = (1..4).map_while(|place| value.peek(place).filter(|byte| matches!(byte, b'0'..=b'7')));
    let mut sum = 0_u16;
    let mut length = 0;
    for digit in digits {
        let next = sum * 8 + u16::from(digit - b'0');
        if within_a_byte && next > 255 {
            break;
        }
        sum = next;
        length += 1;
    }
    let [_, byte] = sum.to_be_bytes();
    (length > 0).then_some((byte, length))
}

const fn control(letter: u8) -> Option<u8> {
    Some(match letter {
        b'a' => 7,
        b'b' => 8,
        b'f' => 12,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'v' => 11,
        _ => return None,
    })
}
