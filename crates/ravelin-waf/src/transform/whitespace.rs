//! White space and NUL bytes.

use super::rewrite::{Rewrite, is_space, map, retain};
use std::borrow::Cow;

/// The no-break space of ISO 8859-1 counts as white space in the middle of a value. (ModSecurity 3 also drops 0xC2, the
/// byte before it in UTF-8, wherever it stands, and compresses no 0xA0; version 2 and the manual are followed.)
const fn is_white(byte: u8) -> bool {
    is_space(byte) || byte == 0xa0
}

pub(super) fn remove(input: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    retain(input, |byte| !is_white(byte))
}

pub(super) fn remove_nulls(input: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    if memchr::memchr(0, &input).is_none() {
        return input;
    }
    retain(input, |byte| byte != 0)
}

pub(super) fn replace_nulls(input: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    if memchr::memchr(0, &input).is_none() {
        return input;
    }
    map(input, |byte| if byte == 0 { b' ' } else { byte })
}

pub(super) fn compress(input: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    let mut before_white = false;
    let first = input.iter().position(|byte| {
        let again = before_white && is_white(*byte);
        before_white = is_white(*byte);
        again || (before_white && *byte != b' ')
    });
    let Some(first) = first else { return input };
    let mut in_white = first.checked_sub(1).and_then(|before| input.get(before)) == Some(&b' ');
    let mut value = Rewrite::after(first, input);
    while let Some(byte) = value.next() {
        if !is_white(byte) {
            value.put(byte);
        } else if !in_white {
            value.put(b' ');
        }
        in_white = is_white(byte);
    }
    value.finish()
}

pub(super) fn trim(input: Cow<'_, [u8]>, left: bool, right: bool) -> Cow<'_, [u8]> {
    let outside = |byte: &u8| is_space(*byte);
    let start = if left { input.iter().take_while(|byte| outside(byte)).count() } else { 0 };
    let kept = input.len() - start;
    let cut = if right { input.iter().rev().take(kept).take_while(|byte| outside(byte)).count() } else { 0 };
    let end = input.len() - cut;
    if start == 0 && cut == 0 {
        return input;
    }
    match input {
        Cow::Borrowed(lent) => Cow::Borrowed(lent.get(start..end).unwrap_or_default()),
        Cow::Owned(mut bytes) => {
            bytes.truncate(end);
            bytes.drain(..start.min(end));
            Cow::Owned(bytes)
        }
    }
}
