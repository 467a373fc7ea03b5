//! JSON as the template tooling of Azure accepts it, with the place of every value.
//!
//! Beyond the standard: `//` and `/* */` comments, a comma before a closing bracket, line breaks inside strings, a
//! byte order mark. Single-quoted strings and bare keys are reported, but read. A document is one flat table of
//! 16-byte entries over the borrowed text; escapes are decoded and numbers parsed when somebody asks.
//!
//! What is wrong locally (a missing comma, a bad escape, `True`) is reported and the rest is read, with
//! [`Kind::Invalid`] where a value could not be. Where the shape of the tree itself is in doubt (brackets that do not
//! match, a string that never ends) there is no document. It deliberately knows nothing of templates.

mod balance;
mod document;
mod error;
mod reader;
mod repair;
mod scan;
#[cfg(test)]
mod tests;
mod text;

pub use document::{Document, Items, Key, Kind, Members, Node};
pub use error::SyntaxError;
pub(crate) use error::{short, visible};

/// How deep arrays and objects may nest. Whoever walks a document by recursion may rely on it.
pub const MAX_DEPTH: usize = 256;

/// What was read, and what was wrong.
#[derive(Debug)]
pub struct Parsed<'s> {
    /// The document, unless its very shape is in doubt.
    pub document: Option<Document<'s>>,
    /// What was wrong, in the order of the text; empty for a well-formed text. After some dozens, reading stops.
    pub errors: Vec<SyntaxError>,
}

/// Reads a JSON text in one pass, in time and memory linear in its length.
#[must_use]
pub fn parse(text: &str) -> Parsed<'_> {
    let (entries, errors) = reader::read(text);
    Parsed { document: entries.map(|entries| Document::new(text, entries)), errors }
}
