//! What the fuzz targets share: properties of what was read, and a loader over texts in memory.
//!
//! A property that does not hold panics, which is what the fuzzer looks for. Nothing here reads files.

mod estate;
mod terraform;

pub use estate::{Notation, deploy};
pub use terraform::{configuration, plan};

use ravelin_finding::Span;

/// The input as text, as the readers are given it. Large inputs find nothing that small ones don't.
#[must_use]
pub fn text(data: &[u8]) -> Option<&str> {
    (data.len() <= 64 << 10).then(|| std::str::from_utf8(data).ok()).flatten()
}

/// A span lies in its text, on boundaries of characters.
pub fn lies_in(span: Span, text: &str) {
    assert!(span.start <= span.end, "{span:?} ends before it starts");
    assert!(text.get(span.start as usize..span.end as usize).is_some(), "{span:?} does not lie in the text");
}

/// A message is one that a user can read.
pub fn is_said_well(message: &str) {
    assert!(!message.is_empty() && !message.ends_with('.'), "`{message}`");
    assert!(!message.contains("internal error"), "`{message}`");
}
