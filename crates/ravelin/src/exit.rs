//! Exit codes, and failures of the program itself. Scripts depend on the numbers; the output format never changes them.

use ravelin_engine::{Error, Estate};
use std::fmt;
use std::io;
use std::path::PathBuf;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// The job was done, and nothing that counts was found.
    Clean = 0,
    /// The job was done, and something was found.
    Findings = 1,
    /// The command line or the configuration is wrong, or Ravelin itself failed.
    Failed = 2,
    /// There was nothing to check under the paths.
    Nothing = 3,
    /// Some input could not be read or evaluated. Goes before findings.
    Incomplete = 4,
}

impl Exit {
    /// What an estate comes to, where findings that count were or were not found.
    pub(crate) fn of(estate: &Estate, found: bool) -> Self {
        if estate.is_incomplete() {
            Self::Incomplete
        } else if estate.entries() == 0 {
            Self::Nothing
        } else if found {
            Self::Findings
        } else {
            Self::Clean
        }
    }
}

/// Why there is no result.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The command line or the configuration is wrong.
    Usage(Error),
    /// An argument is wrong; with advice.
    Argument(String, Option<String>),
    /// The result can't be written.
    Write(Option<PathBuf>, io::Error),
    /// Ravelin broke down.
    Internal,
}

impl Failure {
    pub(crate) const fn internal() -> Self {
        Self::Internal
    }

    /// What to do about it.
    pub(crate) fn help(&self) -> Option<String> {
        match self {
            Self::Usage(error) => error.help(),
            Self::Argument(_, help) => help.clone(),
            Self::Write(..) => None,
            Self::Internal => Some("please report this, with what was checked if you can".to_owned()),
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Usage(error)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(error) => error.fmt(f),
            Self::Argument(message, _) => f.write_str(message),
            Self::Write(Some(path), error) => write!(f, "`{}` can't be written: {error}", path.display()),
            Self::Write(None, error) => write!(f, "the result can't be written: {error}"),
            Self::Internal => f.write_str("Ravelin failed: an internal error"),
        }
    }
}
