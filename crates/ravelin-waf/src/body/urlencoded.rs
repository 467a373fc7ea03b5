//! `application/x-www-form-urlencoded` bodies and query strings.
//!
//! It knows no character sets: names and values are bytes.

#[cfg(test)]
mod tests;

use super::{Argument, Limits};
use crate::transform::{Transformation, UnicodeMap};
use std::borrow::Cow;

/// What a form says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form<'a> {
    /// Arguments in their order, those of one name side by side or not, as they came.
    pub arguments: Vec<Argument<'a>>,
    /// Whether a `%` had no two hexadecimal digits behind it (`URLENCODED_ERROR`).
    pub invalid_encoding: bool,
    /// Whether there were more arguments than the limit allows; the rest are not in the list.
    pub over_limit: bool,
}

/// Takes a form apart. Between two separators stands a name and, behind the first `=`, its value; a piece without `=` is a
/// name with an empty value, an empty piece between two separators a name and value that are empty, and nothing
/// stands behind a separator at the very end.
pub fn parse<'a>(form: &'a [u8], separator: u8, limits: &Limits) -> Form<'a> {
    let mut out = Form::default();
    let mut rest = form;
    while !rest.is_empty() {
        let end = memchr::memchr(separator, rest).unwrap_or(rest.len());
        let piece = rest.get(..end).unwrap_or_default();
        rest = rest.get(end + 1..).unwrap_or_default();
        if out.arguments.len() >= limits.arguments {
            out.over_limit = true;
            return out;
        }
        let (name, value) = split_at(piece, b'=').unwrap_or((piece, b""));
        let name = decode(name, &mut out.invalid_encoding);
        let value = decode(value, &mut out.invalid_encoding);
        out.arguments.push(Argument { name, value });
    }
    out
}

/// What stands before and behind the first such byte.
fn split_at(piece: &[u8], byte: u8) -> Option<(&[u8], &[u8])> {
    let at = memchr::memchr(byte, piece)?;
    Some((piece.get(..at)?, piece.get(at + 1..)?))
}

fn decode<'a>(piece: &'a [u8], invalid: &mut bool) -> Cow<'a, [u8]> {
    let is_digit = |at: usize| piece.get(at).is_some_and(u8::is_ascii_hexdigit);
    *invalid |= memchr::memchr_iter(b'%', piece).any(|at| !is_digit(at + 1) || !is_digit(at + 2));
    Transformation::UrlDecode.apply(Cow::Borrowed(piece), &UnicodeMap::default())
}
