//! The formats by name: the one list that the command line, its help and its completions come from.

use crate::Report;
use std::io::{self, Write};

/// How text for a terminal looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextStyle {
    /// With colours (ANSI escape sequences)?
    pub color: bool,
    /// The columns of the terminal. Text is wrapped to it; source lines are cropped to it.
    pub width: usize,
}

impl Default for TextStyle {
    fn default() -> Self {
        Self { color: false, width: 120 }
    }
}

/// A format of `check`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Format {
    /// For people at a terminal.
    #[default]
    Text,
    /// Everything, for programs.
    Json,
    /// For code scanning.
    Sarif,
    /// For test reports.
    Junit,
    /// For pull-request comments and job summaries.
    Markdown,
    /// One self-contained page.
    Html,
    /// Annotations of a GitHub workflow.
    Github,
}

impl Format {
    /// Every format, the default first.
    pub const ALL: [Self; 7] =
        [Self::Text, Self::Json, Self::Sarif, Self::Junit, Self::Markdown, Self::Html, Self::Github];

    /// The word used on the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
            Self::Sarif => "sarif",
            Self::Junit => "junit",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Github => "github",
        }
    }

    /// The format with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.as_str() == name)
    }

    /// Writes the report in this format, in many small pieces: `out` had better be buffered. `style` matters to
    /// [`Format::Text`] alone.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn write(self, report: &Report<'_>, style: TextStyle, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Text => crate::text(report, style, out),
            Self::Json => crate::json(report, out),
            Self::Sarif => crate::sarif(report, out),
            Self::Junit => crate::junit(report, out),
            Self::Markdown => crate::markdown(report, out),
            Self::Html => crate::html(report, out),
            Self::Github => crate::github(report, out),
        }
    }
}
