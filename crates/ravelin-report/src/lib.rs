//! Findings as text, JSON, SARIF, Markdown, workflow annotations, JUnit and HTML: one pure function each.
//!
//! Nothing is decided here, and nothing is read: a report goes in, text comes out. The order of the findings is the
//! report's; formats for people group them by resource and put the worst first.

mod count;
mod excerpt;
mod format;
mod github;
mod group;
mod html;
mod json;
mod junit;
mod markdown;
mod page;
mod sarif;
mod text;
mod words;

pub use count::Counts;
pub use format::{Format, TextStyle};
pub use github::github;
pub use html::html;
pub use json::json;
pub use junit::junit;
pub use markdown::markdown;
pub use sarif::sarif;
pub use text::text;

use ravelin_finding::{Finding, Outcome, Problem, ProblemKind, Rule, Sources};

/// What a run of `check` says.
#[derive(Debug)]
pub struct Report<'r> {
    /// The version of the tool.
    pub version: &'static str,
    /// The paths as given.
    pub inputs: Vec<String>,
    /// The texts that places point into.
    pub sources: &'r Sources,
    /// Every rule that ran, in order.
    pub rules: Vec<&'static Rule>,
    /// All findings, passes included, in stable order.
    pub findings: &'r [Finding],
    /// What could not be read or evaluated (kinds `Unreadable` and `Invalid`), and notes.
    pub problems: &'r [Problem],
    /// How many resources were found.
    pub resources: usize,
    /// How many findings were hidden by ignores that carry a reason.
    pub ignored: usize,
    /// Shall passes be listed as well?
    pub show_all: bool,
    /// How many rules the catalogue has, those that did not run included.
    pub catalogue: usize,
}

impl<'r> Report<'r> {
    /// The findings that are listed: failures and undecided ones, and passes when all shall be shown.
    pub(crate) fn shown(&self) -> impl Iterator<Item = &'r Finding> + use<'r> {
        let all = self.show_all;
        self.findings.iter().filter(move |finding| match finding.outcome {
            Outcome::Fail | Outcome::Unknown => true,
            Outcome::Pass => all,
            Outcome::NotApplicable => false,
        })
    }

    /// The findings with this outcome.
    pub(crate) fn with(&self, outcome: Outcome) -> impl Iterator<Item = &'r Finding> + use<'r> {
        self.findings.iter().filter(move |finding| finding.outcome == outcome)
    }

    /// The failures, the worst first; among equals the report's order.
    pub(crate) fn worst_first(&self) -> Vec<&'r Finding> {
        let mut failures: Vec<&Finding> = self.with(Outcome::Fail).collect();
        failures.sort_by_key(|finding| std::cmp::Reverse(finding.severity()));
        failures
    }

    /// What makes the answer incomplete.
    pub(crate) fn errors(&self) -> impl Iterator<Item = &'r Problem> + use<'r> {
        self.problems.iter().filter(|problem| problem.kind != ProblemKind::Note)
    }

    /// What bounds precision but loses nothing.
    pub(crate) fn notes(&self) -> impl Iterator<Item = &'r Problem> + use<'r> {
        self.problems.iter().filter(|problem| problem.kind == ProblemKind::Note)
    }
}

#[cfg(test)]
mod tests;
