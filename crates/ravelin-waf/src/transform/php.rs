//! Names of arguments as PHP files them.

use super::classes::Classes;
use super::rewrite::{Rewrite, first_of, is_space};
use std::borrow::Cow;

/// What can change a name.
const CHANGED: Classes = Classes::DOT.or(Classes::WHITE).or(Classes::BRACKET);

/// Spaces before a name go; spaces and dots in it become `_`, and so does a `[` that nothing closes. Behind the name
/// only indices are kept, as they are. A name that starts with an index is none.
pub(super) fn args_names(input: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    if first_of(&input, CHANGED).is_none() {
        return input;
    }
    let mut name = Rewrite::after(0, input);
    while name.peek(0) == Some(b' ') {
        name.skip(1);
    }
    if name.peek(0) == Some(b'[') {
        return Cow::Borrowed(b"");
    }
    while let Some(byte) = name.peek(0).filter(|byte| *byte != b'[') {
        name.skip(1);
        name.put(if matches!(byte, b' ' | b'.') { b'_' } else { byte });
    }
    let mut is_first = true;
    while name.peek(0) == Some(b'[') {
        let Some(end) = memchr::memchr(b']', name.rest()) else {
            if is_first {
                name.skip(1);
                name.put(b'_');
                name.copy(usize::MAX);
            }
            break;
        };
        is_first = false;
        name.copy(1);
        if end == 2 && name.peek(0).is_some_and(is_space) {
            name.skip(1);
            name.copy(1);
        } else {
            name.copy(end);
        }
    }
    name.finish()
}
