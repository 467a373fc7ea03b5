//! Comments of C, HTML, SQL and shells.

use super::classes::Classes;
use super::rewrite::{Rewrite, first_of};
use std::borrow::Cow;

/// Cuts out `/*…*/` and `<!--…-->`, and all from `--` or `#` on. The byte behind a comment is copied unread, and a comment
/// at the very end leaves a NUL: ModSecurity's own cases ask for both. A comment left open leaves a space.
pub(super) fn remove(input: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    let opening = Classes::SLASH.or(Classes::LESS).or(Classes::DASH).or(Classes::HASH);
    let Some(first) = first_of(&input, opening) else { return input };
    let mut value = Rewrite::after(first, input);
    while !value.is_done() {
        let opened = match value.rest() {
            [b'/', b'*', ..] => 2,
            [b'<', b'!', b'-', b'-', ..] => 4,
            [b'-', b'-', ..] | [b'#', ..] => break,
            _ => {
                value.copy(1);
                continue;
            }
        };
        value.skip(opened);
        loop {
            let closed = match value.rest() {
                [b'*', b'/', ..] => 2,
                [b'-', b'-', b'>', ..] => 3,
                [] => {
                    value.put(b' ');
                    return value.finish();
                }
                _ => {
                    value.skip(1);
                    continue;
                }
            };
            value.skip(closed);
            let behind = value.next().unwrap_or(0);
            value.put(behind);
            break;
        }
    }
    value.finish()
}

/// Cuts out the marks `/*`, `*/`, `<!--`, `-->`, `--` and `#`.
pub(super) fn remove_marks(input: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    let marks = Classes::SLASH.or(Classes::STAR).or(Classes::LESS).or(Classes::DASH).or(Classes::HASH);
    let Some(first) = first_of(&input, marks) else { return input };
    let mut value = Rewrite::after(first, input);
    while !value.is_done() {
        match value.rest() {
            [b'<', b'!', b'-', b'-', ..] => value.skip(4),
            [b'-', b'-', b'>', ..] => value.skip(3),
            [b'/', b'*', ..] | [b'*', b'/', ..] | [b'-', b'-', ..] => value.skip(2),
            [b'#', ..] => value.skip(1),
            _ => value.copy(1),
        }
    }
    value.finish()
}

/// `/*…*/` becomes a space, and so does one left open.
pub(super) fn replace(input: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    let Some(first) = memchr::memmem::find(&input, b"/*") else { return input };
    let mut value = Rewrite::after(first, input);
    while !value.is_done() {
        let Some(open) = memchr::memmem::find(value.rest(), b"/*") else {
            value.copy(usize::MAX);
            break;
        };
        value.copy(open);
        value.skip(2);
        let closed = memchr::memmem::find(value.rest(), b"*/");
        value.skip(closed.map_or(usize::MAX, |at| at + 2));
        value.put(b' ');
    }
    value.finish()
}
