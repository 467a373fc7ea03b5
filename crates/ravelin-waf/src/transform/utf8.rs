//! Characters beyond ASCII, spelled out for rules that read ASCII.

use super::classes::Classes;
use super::rewrite::first_of;
use std::borrow::Cow;
use std::io::Write;

/// Every character of two or more bytes becomes `%u` and at least four hexadecimal digits.
///
/// The rest follows ModSecurity 2: NUL bytes go; so does a lead byte without its followers (but not 0xF5 and above,
/// nor a follower without a lead); the lead byte of an overlong form or of a surrogate is repeated behind its `%u`.
pub(super) fn to_unicode(input: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    let Some(first) = first_of(&input, Classes::HIGH.or(Classes::NUL)) else { return input };
    let mut bytes = Vec::with_capacity(input.len().saturating_add(32));
    bytes.extend(input.iter().take(first));
    let mut rest = input.get(first..).unwrap_or_default();
    while let Some(lead) = rest.first().copied() {
        let length = match lead {
            0..=0x7f => 1,
            0xc0..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0..=0xf7 => 4,
            _ => 1,
        };
        if length == 1 && lead != 0 || lead >= 0xf5 {
            bytes.push(lead);
        }
        let mut read = 1;
        if let Some(character) = decode(rest, length) {
            // Writing to a vector cannot fail.
            let _ = write!(bytes, "%u{character:04x}");
            let overlong = matches!((length, character), (2, ..0x80) | (3, ..0x800) | (4, ..0x1_0000));
            let surrogate = matches!(character, 0xd800..=0xdfff);
            bytes.extend([overlong, surrogate].iter().filter(|odd| **odd).map(|_| lead));
            read = length;
        }
        rest = rest.get(read..).unwrap_or_default();
    }
    if *bytes == *input { input } else { Cow::Owned(bytes) }
}

/// The character of so many bytes at the start, if its followers are followers.
fn decode(text: &[u8], length: usize) -> Option<u32> {
    let (lead, followers) = text.get(..length)?.split_first()?;
    let mask = match length {
        2 => 0x1f,
        3 => 0x0f,
        4 => 0x07,
        _ => return None,
    };
    followers.iter().try_fold(u32::from(lead & mask), |character, follower| {
        (follower & 0xc0 == 0x80).then(|| character << 6 | u32::from(follower & 0x3f))
    })
}
