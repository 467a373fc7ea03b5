//! Strings and numbers, in the notations of all kinds of databases.
//!
//! Where something may turn out not to be a literal, the answer is none: then it is a word.

use memchr::{memchr, memmem};

use super::super::bytes::{before, find_pair, from, span};
use super::lexer::{Read, is_white};
use super::token::{Kind, Token};

/// What follows an opening quote, up to the closing one, which counts but is no part of the text. A quote that is
/// doubled or comes after an odd number of backslashes does not close.
pub(super) fn quoted(body: &[u8], quote: u8) -> Read<'_> {
    let mut searched = 0;
    while let Some(ahead) = memchr(quote, from(body, searched)) {
        let end = searched + ahead;
        let text = before(body, end);
        let backslashes = text.iter().rev().take_while(|&&byte| byte == b'\\').count();
        if backslashes % 2 == 1 {
            searched = end + 1;
        } else if body.get(end + 1) == Some(&quote) {
            searched = end + 2;
        } else {
            return (Token { close: quote, ..Token::new(Kind::String, text) }, end + 1);
        }
    }
    (Token::new(Kind::String, body), body.len())
}

/// A string with its opening quote, whatever that is.
pub(super) fn string(rest: &[u8]) -> Read<'_> {
    let Some((&quote, body)) = rest.split_first() else { return (Token::NONE, 0) };
    let (token, len) = quoted(body, quote);
    (Token { open: quote, ..token }, len + 1)
}

/// `e'…'` of PostgreSQL, `n'…'` of MySQL.
pub(super) fn prefixed(rest: &[u8]) -> Option<Read<'_>> {
    let [_, b'\'', body @ ..] = rest else { return None };
    if body.is_empty() {
        return None;
    }
    let (token, len) = quoted(body, b'\'');
    Some((Token { open: b'\'', ..token }, len + 2))
}

/// `n'…'`, or `nq'(…)'` of Oracle.
pub(super) fn national(rest: &[u8]) -> Option<Read<'_>> {
    prefixed(rest).or_else(|| oracle(rest, 1))
}

/// `u&'…'`.
pub(super) fn unicode(rest: &[u8]) -> Option<Read<'_>> {
    let [_, b'&', b'\'', body @ ..] = rest else { return None };
    let (token, len) = quoted(body, b'\'');
    let close = if token.close == 0 { 0 } else { b'u' };
    Some((Token { open: b'u', close, ..token }, len + 3))
}

/// `q'(…)'`, with any brackets or any one character, after a prefix.
pub(super) fn oracle(rest: &[u8], prefix: usize) -> Option<Read<'_>> {
    let [b'q' | b'Q', b'\'', open @ b'!'..=0x7f, body @ ..] = from(rest, prefix) else { return None };
    let close = match open {
        b'(' => b')',
        b'[' => b']',
        b'{' => b'}',
        b'<' => b'>',
        other => *other,
    };
    let end = find_pair(body, close, b'\'');
    let token = Token {
        open: b'q',
        close: if end.is_some() { b'q' } else { 0 },
        ..Token::new(Kind::String, before(body, end.unwrap_or(body.len())))
    };
    Some((token, end.map_or(rest.len(), |end| prefix + 3 + end + 2)))
}

/// `b'01'` and `x'7f'`. NUL counts as a digit.
pub(super) fn digits_in_quotes(rest: &[u8], is_digit: impl Fn(u8) -> bool) -> Option<Read<'_>> {
    let [_, b'\'', body @ ..] = rest else { return None };
    let digits = span(body, |byte| byte == 0 || is_digit(byte));
    let len = digits + 3;
    (body.get(digits) == Some(&b'\'')).then(|| (Token::new(Kind::Number, before(rest, len)), len))
}

/// Money, and strings between dollars of PostgreSQL: `$1,000.00`, `$$…$$`, `$tag$…$tag$`. Only `$.` is the start of a word.
pub(super) fn dollar(rest: &[u8]) -> Option<Read<'_>> {
    let after = from(rest, 1);
    let digits = span(after, |byte| matches!(byte, b'0'..=b'9' | b'.' | b',' | 0));
    if digits == 1 && after.first() == Some(&b'.') {
        return None;
    }
    if digits > 0 {
        let len = digits + 1;
        return Some((Token::new(Kind::Number, before(rest, len)), len));
    }
    let letters = span(after, |byte| byte.is_ascii_alphabetic() || byte == 0);
    if after.get(letters) != Some(&b'$') {
        return Some((Token::new(Kind::Bareword, before(rest, 1)), 1));
    }
    let tag = before(rest, letters + 2);
    let body = from(rest, tag.len());
    let end = memmem::find(body, tag);
    let token = Token {
        open: b'$',
        close: if end.is_some() { b'$' } else { 0 },
        ..Token::new(Kind::String, before(body, end.unwrap_or(body.len())))
    };
    Some((token, end.map_or(rest.len(), |end| tag.len() + end + tag.len())))
}

#[inline(always)]
pub(super) fn number(rest: &[u8]) -> Read<'_> {
    if let Some(read) = based(rest) {
        return read;
    }
    let mut len = span(rest, |byte| byte.is_ascii_digit());
    if rest.get(len) == Some(&b'.') {
        len += 1 + span(from(rest, len + 1), |byte| byte.is_ascii_digit());
        if len == 1 {
            return (Token::new(Kind::Dot, before(rest, len)), len);
        }
    }
    let mut kind = Kind::Number;
    if let Some(b'e' | b'E') = rest.get(len) {
        len += 1;
        if let Some(b'+' | b'-') = rest.get(len) {
            len += 1;
        }
        let digits = span(from(rest, len), |byte| byte.is_ascii_digit());
        len += digits;
        if digits == 0 {
            kind = Kind::Bareword;
        }
    }
    if ends_as_oracle(from(rest, len)) {
        len += 1;
    }
    (Token::new(kind, before(rest, len)), len)
}

/// `0x7f` and `0b01`. NUL counts as a digit; without digits it is a word.
fn based(rest: &[u8]) -> Option<Read<'_>> {
    let digits = match rest {
        [b'0', b'x' | b'X', digits @ ..] => span(digits, |byte| byte.is_ascii_hexdigit() || byte == 0),
        [b'0', b'b' | b'B', digits @ ..] => span(digits, |byte| matches!(byte, b'0' | b'1' | 0)),
        _ => return None,
    };
    let kind = if digits == 0 { Kind::Bareword } else { Kind::Number };
    let len = digits + 2;
    Some((Token::new(kind, before(rest, len)), len))
}

/// Whether a number's suffix follows: `1.2f`, `1d;`, also in `1fUNION`.
#[inline]
fn ends_as_oracle(rest: &[u8]) -> bool {
    match rest {
        [b'd' | b'D' | b'f' | b'F'] => true,
        [b'd' | b'D' | b'f' | b'F', after, ..] => is_white(*after) || matches!(after, b';' | b'u' | b'U'),
        _ => false,
    }
}
