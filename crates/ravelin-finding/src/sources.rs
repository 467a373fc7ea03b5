//! The registry of source texts: every place that is ever shown points into one of them.

use crate::{FileId, Place, Span};
use std::sync::{Arc, OnceLock, RwLock};

/// A position as people count: both from 1, columns in Unicode scalar values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1, in Unicode scalar values.
    pub column: u32,
}

/// A place as people read it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Region {
    /// The file's path as it is shown, with `/` between its parts.
    pub file: Arc<str>,
    /// Where it begins.
    pub start: LineColumn,
    /// Where it ends (exclusive).
    pub end: LineColumn,
}

/// One text with its path.
#[derive(Debug)]
pub struct SourceFile {
    path: Arc<str>,
    text: Arc<str>,
    lines: OnceLock<Vec<u32>>,
}

impl SourceFile {
    /// The path as it is shown.
    #[must_use]
    pub fn path(&self) -> &Arc<str> {
        &self.path
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &Arc<str> {
        &self.text
    }

    fn line_starts(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let mut starts = vec![0];
            let bytes = self.text.as_bytes();
            for (at, byte) in bytes.iter().enumerate() {
                let lone_return = *byte == b'\r' && bytes.get(at + 1) != Some(&b'\n');
                if *byte == b'\n' || lone_return {
                    starts.push(u32::try_from(at + 1).unwrap_or(u32::MAX));
                }
            }
            starts
        })
    }

    /// The line and column of a byte offset; offsets past the end mean the end.
    #[must_use]
    pub fn line_column(&self, offset: u32) -> LineColumn {
        let offset = offset.min(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        let starts = self.line_starts();
        let index = starts.partition_point(|start| *start <= offset).saturating_sub(1);
        let start = starts.get(index).copied().unwrap_or(0);
        let column = Span::new(start, offset).of(&self.text).chars().count();
        let line = u32::try_from(index + 1).unwrap_or(u32::MAX);
        LineColumn { line, column: u32::try_from(column + 1).unwrap_or(u32::MAX) }
    }

    /// The text of a line (from 1) without its line break, and the byte offset at which it begins.
    #[must_use]
    pub fn line(&self, line: u32) -> Option<(u32, &str)> {
        let starts = self.line_starts();
        let index = (line as usize).checked_sub(1)?;
        let start = *starts.get(index)?;
        let end = starts.get(index + 1).copied().unwrap_or(u32::try_from(self.text.len()).ok()?);
        Some((start, Span::new(start, end).of(&self.text).trim_end_matches(['\n', '\r'])))
    }
}

/// All source texts of a run. Files are only ever added, so an id stays good; safe to share between threads.
#[derive(Debug, Default)]
pub struct Sources {
    files: RwLock<Vec<Arc<SourceFile>>>,
}

impl Sources {
    /// Registers a text under the path it is shown with. A byte-order mark is not part of the text.
    pub fn add(&self, path: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> FileId {
        let mut text: Arc<str> = text.into();
        if let Some(rest) = text.strip_prefix('\u{feff}') {
            text = rest.into();
        }
        let file = Arc::new(SourceFile { path: path.into(), text, lines: OnceLock::new() });
        let mut files = self.files.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        let id = FileId(u32::try_from(files.len()).unwrap_or(u32::MAX));
        files.push(file);
        id
    }

    /// The file with this id.
    #[must_use]
    pub fn get(&self, id: FileId) -> Option<Arc<SourceFile>> {
        let files = self.files.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        files.get(id.0 as usize).cloned()
    }

    /// The place in lines and columns.
    #[must_use]
    pub fn region(&self, place: Place) -> Option<Region> {
        let file = self.get(place.file)?;
        Some(Region {
            file: Arc::clone(file.path()),
            start: file.line_column(place.span.start),
            end: file.line_column(place.span.end),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_from_one_in_characters() {
        let sources = Sources::default();
        let id = sources.add("a.bicep", "\u{feff}é = 1\r\nbb\rc\n");
        let file = sources.get(id).unwrap();
        let at = |offset| file.line_column(offset);
        assert_eq!(at(0), LineColumn { line: 1, column: 1 });
        assert_eq!(at(3), LineColumn { line: 1, column: 3 });
        assert_eq!(at(8), LineColumn { line: 2, column: 1 });
        assert_eq!(at(11), LineColumn { line: 3, column: 1 });
        assert_eq!(at(99), LineColumn { line: 4, column: 1 });
        assert_eq!(file.line(2), Some((8, "bb")));
    }
}
