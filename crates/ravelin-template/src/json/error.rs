//! A syntax error as a user sees it: place, message, help and the opening it belongs to.

use std::fmt;

use ravelin_finding::Span;

/// Something wrong in a text, said so that its author can mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// The offending token; empty at the end of the text.
    pub span: Span,
    /// What is wrong, one thought.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// The opening bracket or string that the error belongs to.
    pub related: Option<Span>,
}

impl SyntaxError {
    pub(crate) fn new(span: Span, message: impl Into<String>) -> Self {
        Self { span, message: message.into(), help: None, related: None }
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub(crate) fn related(mut self, span: Span) -> Self {
        self.related = Some(span);
        self
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for SyntaxError {}

/// A character for a message: control characters by their number.
pub(crate) fn visible(c: char) -> String {
    if c.is_control() { c.escape_debug().to_string() } else { c.to_string() }
}

/// The start of a text, for a message.
pub(crate) fn short(text: &str) -> &str {
    const LIMIT: usize = 40;
    text.char_indices().nth(LIMIT).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}
