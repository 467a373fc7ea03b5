//! The `Cookie` header.

use crate::body::Argument;
use std::borrow::Cow;

/// The cookies of one header value: pieces between semicolons, white space before their names cut off. A piece without
/// `=` is a name with an empty value, one with an empty name is no cookie. Quotes and percent signs stay: rules
/// decode for themselves.
pub fn cookies(value: &[u8]) -> impl Iterator<Item = Argument<'_>> {
    value.split(|byte| *byte == b';').filter_map(|piece| {
        let blanks = piece.iter().take_while(|byte| matches!(byte, b' ' | 9..=13)).count();
        let piece = piece.get(blanks..)?;
        let equals = memchr::memchr(b'=', piece).unwrap_or(piece.len());
        let (name, value) = piece.split_at_checked(equals)?;
        let value = value.get(1..).unwrap_or_default();
        (!name.is_empty()).then_some(Argument { name: Cow::Borrowed(name), value: Cow::Borrowed(value) })
    })
}
