//! Escapes in strings: what they stand for, and where a decoded byte comes from.

use std::borrow::Cow;

/// One step through a string as it is written: how many bytes, and what they stand for (`None`: themselves).
struct Step {
    length: usize,
    stands_for: Option<char>,
}

/// The string that `raw` stands for. Half a surrogate pair becomes U+FFFD; an unknown escape stays as it is.
pub(super) fn decode(raw: &str) -> Cow<'_, str> {
    if !raw.contains('\\') {
        return Cow::Borrowed(raw);
    }
    let mut decoded = String::with_capacity(raw.len());
    let mut rest = raw;
    while !rest.is_empty() {
        let step = step(rest);
        let (written, after) = rest.split_at_checked(step.length).unwrap_or((rest, ""));
        match step.stands_for {
            Some(character) => decoded.push(character),
            None => decoded.push_str(written),
        }
        rest = after;
    }
    Cow::Owned(decoded)
}

/// The offset in `raw` of what became the decoded byte `offset`.
pub(super) fn raw_offset(raw: &str, offset: u32) -> u32 {
    let mut wanted = offset as usize;
    let mut at: usize = 0;
    while let Some(rest) = raw.get(at..).filter(|rest| !rest.is_empty()) {
        let step = step(rest);
        let decoded = step.stands_for.map_or(step.length, char::len_utf8);
        if wanted < decoded {
            return count(at.saturating_add(if step.stands_for.is_none() { wanted } else { 0 }));
        }
        wanted = wanted.saturating_sub(decoded);
        at = at.saturating_add(step.length);
    }
    count(at)
}

fn count(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

/// The first escape of `rest`, or everything before it.
fn step(rest: &str) -> Step {
    match rest.find('\\') {
        None => return Step { length: rest.len(), stands_for: None },
        Some(0) => {}
        Some(before) => return Step { length: before, stands_for: None },
    }
    let character = match rest.as_bytes().get(1) {
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(&quoted @ (b'"' | b'\\' | b'/' | b'\'')) => char::from(quoted),
        Some(b'u') => return unicode(rest),
        _ => return Step { length: 1, stands_for: None },
    };
    Step { length: 2, stands_for: Some(character) }
}

/// The escape `\uXXXX` at the start of `rest`, with its second half if it is the first of a surrogate pair.
fn unicode(rest: &str) -> Step {
    let Some(first) = code_unit(rest) else {
        return Step { length: 1, stands_for: None };
    };
    let second = rest.get(6..).filter(|_| (0xD800..0xDC00).contains(&first)).and_then(code_unit);
    match second.filter(|second| (0xDC00..0xE000).contains(second)) {
        Some(second) => {
            let code = 0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00);
            Step { length: 12, stands_for: char::from_u32(code) }
        }
        None => {
            let character = char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER);
            Step { length: 6, stands_for: Some(character) }
        }
    }
}

fn code_unit(escape: &str) -> Option<u32> {
    let digits = escape.strip_prefix("\\u")?.get(..4)?;
    digits.bytes().all(|digit| digit.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok())?
}
