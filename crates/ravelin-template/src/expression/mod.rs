//! The expression language of Azure Resource Manager templates: what stands between `"[` and `]"`.
//!
//! A parsed expression is one flat table over the borrowed text, children before parents, with handles that walk it.
//! Only the grammar is known here: not which functions exist, nor what they do. The grammar follows the documentation
//! ("Syntax and expressions in ARM templates") and the tokenizer of the Azure Resource Manager Tools for Visual Studio
//! Code; where those leave room (letters in names, fractions, blanks), what is harmless is accepted.

mod ast;
mod error;
mod lexer;
mod parser;
#[cfg(test)]
mod tests;

pub use crate::json::SyntaxError;
pub use ast::{Arguments, Ast, Expr, Kind};

/// How high the tree of an expression may be, accesses by property and index included. Whoever walks an expression by
/// recursion may rely on it.
pub const MAX_DEPTH: usize = 200;

/// Whether a template's string is an expression: it starts with `[` but not with `[[`, and ends with `]`. Blanks
/// before and behind make it a text.
///
/// Documented under "Escape characters" of "Syntax and expressions in ARM templates"; that a string must also end with
/// `]` is stated there too (`"[test] value"` is a text).
#[must_use]
pub fn is_expression(string: &str) -> bool {
    string.starts_with('[') && string.ends_with(']') && !string.starts_with("[[")
}

/// The text that a string stands for which is no expression: `[[` at its start stands for `[`, if it also ends with
/// `]`.
///
/// A string that starts with `[` or `[[` but doesn't end with `]` stands for itself: the documentation says not to
/// escape it, and Azure/bicep pull request 2006 stopped escaping it since the deployment engine kept both brackets.
#[must_use]
pub fn literal(string: &str) -> &str {
    match string.strip_prefix('[') {
        Some(escaped) if escaped.starts_with('[') && escaped.ends_with(']') => escaped,
        _ => string,
    }
}

/// Reads an expression, brackets included. Spans are offsets in `text`. Takes time and memory linear in its length.
///
/// # Errors
/// The first thing that the grammar doesn't allow, as a user should read it.
pub fn parse(text: &str) -> Result<Ast<'_>, SyntaxError> {
    parser::parse(text)
}
