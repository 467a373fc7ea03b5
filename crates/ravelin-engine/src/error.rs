//! What ends a run before it has begun: the command line or the configuration is wrong, or Ravelin failed itself.
//!
//! Input that can't be read is no error of this kind: it is a problem of the run, which goes on.

use crate::suggest::did_you_mean;
use std::fmt;
use std::path::PathBuf;

/// Why there is no run.
#[derive(Debug)]
pub enum Error {
    /// A path on the command line does not exist.
    NoSuchPath {
        /// The path.
        path: PathBuf,
        /// What it was given as, `path` or `--parameters`.
        given_as: &'static str,
    },
    /// A file on the command line is of no kind that can be checked.
    NotAnEntryPoint {
        /// The file.
        path: PathBuf,
        /// What to do instead.
        help: String,
    },
    /// An option's value is wrong.
    Option {
        /// The option.
        option: &'static str,
        /// What is wrong.
        message: String,
        /// What to do.
        help: Option<String>,
    },
    /// No entry point has a parameter that was given.
    UnknownParameter {
        /// The name.
        name: String,
        /// The names that there are.
        known: Vec<String>,
    },
    /// There is no control of that id.
    UnknownControl {
        /// The id.
        id: String,
    },
    /// The configuration file is wrong.
    Config {
        /// The file.
        path: PathBuf,
        /// Line and column, from 1, where the place is known.
        at: Option<(usize, usize)>,
        /// What is wrong.
        message: String,
        /// What to do.
        help: Option<String>,
    },
    /// A file on the command line can't be read.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why not.
        error: std::io::Error,
    },
    /// The threads could not be started.
    Threads(rayon::ThreadPoolBuildError),
}

impl Error {
    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        match self {
            Self::NotAnEntryPoint { help, .. } => Some(help.clone()),
            Self::Option { help, .. } | Self::Config { help, .. } => help.clone(),
            Self::UnknownParameter { name, known } => did_you_mean(name, known.iter().map(String::as_str)),
            Self::UnknownControl { id } => did_you_mean(id, crate::select::ids())
                .or_else(|| Some("`ravelin controls` lists them".to_owned())),
            Self::NoSuchPath { .. } | Self::Unreadable { .. } | Self::Threads(_) => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSuchPath { path, given_as } => {
                write!(f, "{given_as} `{}` does not exist", path.display())
            }
            Self::NotAnEntryPoint { path, .. } => {
                write!(f, "`{}` is neither a Bicep file nor an ARM template", path.display())
            }
            Self::Option { option, message, .. } => write!(f, "{option}: {message}"),
            Self::UnknownParameter { name, .. } => write!(f, "no entry point has a parameter `{name}`"),
            Self::UnknownControl { id } => write!(f, "there is no control `{id}`"),
            Self::Config { path, at, message, .. } => {
                write!(f, "{}", path.display())?;
                if let Some((line, column)) = at {
                    write!(f, ":{line}:{column}")?;
                }
                write!(f, ": {message}")
            }
            Self::Unreadable { path, error } => write!(f, "`{}` can't be read: {error}", path.display()),
            Self::Threads(error) => write!(f, "threads can't be started: {error}"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Threads(error) => Some(error),
            Self::Unreadable { error, .. } => Some(error),
            _ => None,
        }
    }
}
