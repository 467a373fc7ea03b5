//! The eighth bit as a parity bit of the other seven.

use super::rewrite::map;
use std::borrow::Cow;

pub(super) fn even(input: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    map(input, |byte| with_parity(byte, true))
}

pub(super) fn odd(input: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    map(input, |byte| with_parity(byte, false))
}

pub(super) fn zero(input: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    map(input, |byte| byte & 0x7f)
}

/// ModSecurity counts the eighth bit of the value too: a byte beyond ASCII gets the opposite of its seven bits' parity.
fn with_parity(byte: u8, even: bool) -> u8 {
    let odd_count = byte.count_ones() % 2 == 1;
    if odd_count == even { byte | 0x80 } else { byte & 0x7f }
}
