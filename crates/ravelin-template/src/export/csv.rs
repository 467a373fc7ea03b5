//! Rows of a CSV export, each with its place.

use ravelin_finding::Span;
use std::sync::Arc;

/// A row.
pub(super) struct Row {
    /// Column and text of each cell.
    pub(super) cells: Vec<(Arc<str>, String)>,
    /// The row, whole.
    pub(super) span: Span,
}

/// The rows below the line of columns; one with too few cells has fewer, one that is no CSV ends them.
pub(super) fn rows(text: &str) -> Vec<Row> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let columns: Vec<Arc<str>> = match reader.headers() {
        Ok(headers) => headers.iter().map(|name| name.trim().into()).collect(),
        Err(_) => return Vec::new(),
    };
    let offset = |at: u64| u32::try_from(at).unwrap_or(u32::MAX);
    let mut rows = Vec::new();
    let mut record = csv::StringRecord::new();
    while let Ok(true) = reader.read_record(&mut record) {
        let start = record.position().map_or(0, csv::Position::byte);
        let end = reader.position().byte();
        let whole = Span::new(offset(start), offset(end));
        let length = whole.of(text).trim_end().len() as u64;
        let cells =
            columns.iter().zip(record.iter()).map(|(column, text)| (Arc::clone(column), text.to_owned()));
        rows.push(Row { cells: cells.collect(), span: Span::new(whole.start, offset(start + length)) });
    }
    rows
}
