//! Which bracket is probably missing, judged by indentation. Only asked for when a text ends too early.

use ravelin_finding::Span;

use super::document::{Entry, Tag};

/// A line's start is looked for so far back, lest a text of one endless line takes quadratic time.
const LONGEST_LINE: usize = 200;

/// The opening of the array or object that was closed first by a bracket further left than the line it opens on:
/// most likely that bracket was meant for its parent, and its own is missing.
pub(super) fn suspect(text: &str, entries: &[Entry]) -> Option<(Span, char)> {
    entries
        .iter()
        .filter(|entry| matches!(entry.tag, Tag::Array | Tag::Object) && entry.end > entry.start)
        .filter(|entry| {
            let closing = (entry.end as usize).saturating_sub(1);
            match (line_before(text, entry.start as usize), line_before(text, closing)) {
                (Some(opening), Some(closing)) => {
                    closing.trim().is_empty() && closing.len() < indentation(opening)
                }
                _ => false,
            }
        })
        .min_by_key(|entry| entry.end)
        .map(|entry| {
            let close = if entry.tag == Tag::Object { '}' } else { ']' };
            (Span::new(entry.start, entry.start.saturating_add(1)), close)
        })
}

/// What stands before `at` on its line, unless the line is very long.
fn line_before(text: &str, at: usize) -> Option<&str> {
    let from = at.saturating_sub(LONGEST_LINE);
    let before = text.as_bytes().get(from..at)?;
    let start = match before.iter().rposition(|&byte| byte == b'\n') {
        Some(newline) => from + newline + 1,
        None if from == 0 => 0,
        None => return None,
    };
    text.get(start..at)
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start().len()
}
