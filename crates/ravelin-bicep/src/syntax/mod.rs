//! Bicep's syntax: text to tree. Every error is kept with its place, and the statements around it still count.
//!
//! [`parse`] is a pure function of the text. The lexer cuts the text into tokens first; a recursive descent over them
//! follows the language's own grammar, newline rules included, statement by statement. A statement with an error is
//! left out of the tree, its first error is recorded, and reading goes on at the next statement.
//!
//! The tree is shallow enough to be walked and dropped by recursion, whatever the text: at most [`MAX_DEPTH`]
//! constructs stand inside each other, and no path from a statement to a leaf is longer than [`MAX_HEIGHT`] plus that.
//!
//! Deliberately unknown here: what names mean, which decorators and types exist, which files are referred to.

pub mod ast;
mod bracketed;
mod expression;
mod lexer;
mod list;
mod parser;
mod recovery;
mod resource;
mod statement;
mod string;
mod token;
mod types;

#[cfg(test)]
mod tests;

/// How many expressions, types and nested resources may stand inside each other.
pub const MAX_DEPTH: u32 = 128;

/// How long a chain such as `a + b + c` or `a.b.c` may be, those in its first operand included.
pub const MAX_HEIGHT: u32 = 500;

/// Which language a file is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// `.bicep`
    Bicep,
    /// `.bicepparam`
    Parameters,
}

/// Parses a whole file. A byte order mark is skipped, not required; spans count from the text's first byte.
#[must_use]
pub fn parse(text: &str, kind: FileKind) -> ast::File<'_> {
    parser::Parser::new(text, kind).file()
}
