//! Letters in one case, and commands without what shells ignore.

use super::classes::Classes;
use super::rewrite::{Rewrite, first_of, map};
use std::borrow::Cow;

pub(super) fn lower(input: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    map(input, |byte| byte.to_ascii_lowercase())
}

pub(super) fn upper(input: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    map(input, |byte| byte.to_ascii_uppercase())
}

/// Quotes, backslashes and carets go; runs of white space, commas and semicolons become one space, and none before `/`
/// and `(`; letters become lower case. ModSecurity 2 also ends the value at a NUL, which hides what follows: not done.
pub(super) fn command_line(input: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    let changed = Classes::UPPER.or(Classes::COMMAND).or(Classes::BACKSLASH).or(Classes::WHITE);
    let Some(first) = first_of(&input, changed) else { return input };
    let mut value = Rewrite::after(first, input);
    let mut after_space = false;
    while let Some(byte) = value.next() {
        match byte {
            b'"' | b'\'' | b'\\' | b'^' => {}
            b' ' | b',' | b';' | b'\t' | b'\r' | b'\n' => {
                if !after_space {
                    value.put(b' ');
                }
                after_space = true;
            }
            b'/' | b'(' => {
                if after_space {
                    value.unput();
                }
                value.put(byte);
                after_space = false;
            }
            _ => {
                value.put(byte.to_ascii_lowercase());
                after_space = false;
            }
        }
    }
    value.finish()
}
