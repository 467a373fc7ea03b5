//! The piece of a source text that is shown for a place: its first line, cropped around the place where it is long.

use ravelin_finding::{Place, Region, SourceFile, Sources};
use std::ops::Range;
use std::sync::Arc;

/// Stands where a line is cropped.
const CUT: &str = "...";

/// One line of source with the bytes meant.
#[derive(Debug)]
pub(crate) struct Excerpt {
    /// The file.
    pub(crate) file: Arc<SourceFile>,
    /// The whole place in lines and columns.
    pub(crate) region: Region,
    /// The line as it is shown.
    pub(crate) text: String,
    /// The bytes of `text` that are meant; a place of several lines ends with its first.
    pub(crate) mark: Range<usize>,
    /// Is part of the line left out?
    pub(crate) cropped: bool,
}

impl Excerpt {
    /// What is shown for a place, in about `room` columns.
    pub(crate) fn of(sources: &Sources, place: Place, room: usize) -> Option<Self> {
        let file = sources.get(place.file)?;
        let region = sources.region(place)?;
        let (line_start, line) = file.line(region.start.line)?;
        let within = |offset: u32| boundary(line, offset.saturating_sub(line_start) as usize);
        let start = within(place.span.start);
        let end = within(place.span.end).max(start);
        let end = start + line.get(start..end).map_or(0, |marked| marked.trim_end().len());
        let kept = window(line, start, room);
        let (before, after) = (kept.start > 0, kept.end < line.len());
        let lead = if before { CUT } else { "" };
        let tail = if after { CUT } else { "" };
        let text = format!("{lead}{}{tail}", line.get(kept.clone()).unwrap_or_default());
        let shift = |at: usize| at.clamp(kept.start, kept.end) - kept.start + lead.len();
        let mark = shift(start)..shift(end);
        Some(Self { region, text, mark, cropped: before || after, file: Arc::clone(&file) })
    }

    /// The shown line in three parts: before the place, the place, after it.
    pub(crate) fn parts(&self) -> (&str, &str, &str) {
        let Range { start, end } = self.mark;
        let part = |range: Range<usize>| self.text.get(range).unwrap_or_default();
        (part(0..start), part(start..end), part(end..self.text.len()))
    }
}

/// The nearest character boundary at or before an offset.
fn boundary(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The bytes of a line that are shown: all of it where it fits, else a third of the room before `start` and the rest
/// after it. Looks at no more of the line than it keeps.
fn window(line: &str, start: usize, room: usize) -> Range<usize> {
    let room = room.max(24);
    if line.char_indices().nth(room).is_none() {
        return 0..line.len();
    }
    let (before, after) = line.split_at_checked(start).unwrap_or((line, ""));
    let back = before.char_indices().rev().take(room / 3);
    let from = back.last().map_or(start, |(at, _)| at);
    let left = room.saturating_sub(line.get(from..start).map_or(0, |kept| kept.chars().count()));
    let to = after.char_indices().nth(left).map_or(line.len(), |(at, _)| start + at);
    from..to
}
