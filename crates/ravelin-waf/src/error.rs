//! What can be wrong with a rule set: one type, with the place and, where there is one, the way out.
//!
//! Loading collects every error it finds, so that a user fixes a file once and not error by error.

use std::fmt;
use std::sync::Arc;

/// A file and a line in it, counted from 1.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file as it was named to the loader.
    pub file: Arc<str>,
    /// The line where the directive starts.
    pub line: u32,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum LoadErrorKind {
    /// A file that was named could not be read.
    Unreadable {
        /// The file.
        file: String,
        /// What the loader said.
        why: String,
    },
    /// Files include each other without end, or there are too many.
    IncludeDepth,
    /// A directive that nobody knows.
    UnknownDirective(String),
    /// A variable that nobody knows.
    UnknownVariable(String),
    /// An operator that nobody knows.
    UnknownOperator(String),
    /// A transformation that nobody knows.
    UnknownTransformation(String),
    /// An action that nobody knows.
    UnknownAction(String),
    /// Something that exists in the language and that this engine does not do.
    Unsupported {
        /// The construct, as written.
        what: String,
        /// Why not.
        why: &'static str,
    },
    /// The text cannot be read as what it should be.
    Syntax(String),
    /// A regular expression that cannot run in linear time, or is no regular expression.
    Regex {
        /// The pattern as written.
        pattern: String,
        /// What is wrong with it.
        why: String,
        /// How to write it instead.
        help: Option<&'static str>,
    },
    /// Two rules with one id.
    DuplicateId {
        /// The id.
        id: u64,
        /// Where it was used first.
        first: Place,
    },
    /// A rule without an id.
    MissingId,
    /// A chain that the file ends in.
    OpenChain,
}

/// One error in a rule set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadError {
    /// Where.
    pub place: Place,
    /// What.
    pub kind: LoadErrorKind,
}

impl LoadError {
    /// What the user can do about it, where that can be said in a line.
    #[must_use]
    pub fn help(&self) -> Option<&'static str> {
        match &self.kind {
            LoadErrorKind::Regex { help, .. } => *help,
            LoadErrorKind::MissingId => Some("add `id:NUMBER` to the actions"),
            LoadErrorKind::OpenChain => Some("a rule with `chain` needs another rule right behind it"),
            LoadErrorKind::DuplicateId { .. } => Some("ids must be unique: renumber one of the two"),
            _ => None,
        }
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.place)?;
        match &self.kind {
            LoadErrorKind::Unreadable { file, why } => write!(f, "cannot read `{file}`: {why}")?,
            LoadErrorKind::IncludeDepth => write!(f, "files are included too deeply")?,
            LoadErrorKind::UnknownDirective(name) => write!(f, "unknown directive `{name}`")?,
            LoadErrorKind::UnknownVariable(name) => write!(f, "unknown variable `{name}`")?,
            LoadErrorKind::UnknownOperator(name) => write!(f, "unknown operator `@{name}`")?,
            LoadErrorKind::UnknownTransformation(name) => write!(f, "unknown transformation `t:{name}`")?,
            LoadErrorKind::UnknownAction(name) => write!(f, "unknown action `{name}`")?,
            LoadErrorKind::Unsupported { what, why } => write!(f, "`{what}` is not supported: {why}")?,
            LoadErrorKind::Syntax(what) => write!(f, "{what}")?,
            LoadErrorKind::Regex { pattern, why, .. } => {
                write!(f, "cannot use the pattern `{pattern}`: {why}")?
            }
            LoadErrorKind::DuplicateId { id, first } => write!(f, "id {id} is already used at {first}")?,
            LoadErrorKind::MissingId => write!(f, "the rule has no id")?,
            LoadErrorKind::OpenChain => write!(f, "the chain has no next rule")?,
        }
        if let Some(help) = self.help() {
            write!(f, "\nhelp: {help}")?;
        }
        Ok(())
    }
}

impl std::error::Error for LoadError {}
