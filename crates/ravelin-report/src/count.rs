//! The figures of a report, and the line that says them all.

use crate::Report;
use ravelin_finding::{Outcome, ProblemKind, Severity};

/// How many there are of everything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Verdicts that the rule is met.
    pub pass: usize,
    /// Verdicts that it is not met.
    pub fail: usize,
    /// Verdicts that what is known does not decide.
    pub unknown: usize,
    /// Failures by severity, the lowest first, as [`Severity::ALL`].
    pub by_severity: [usize; 5],
    /// What could not be read or evaluated.
    pub problems: usize,
    /// Notes.
    pub notes: usize,
}

impl Counts {
    /// Failures of each severity, the worst first; those without any are left out.
    pub fn severities(&self) -> impl Iterator<Item = (Severity, usize)> + use<> {
        let pairs = Severity::ALL.into_iter().zip(self.by_severity);
        pairs.rev().filter(|(_, count)| *count > 0)
    }
}

impl Report<'_> {
    /// Counts everything, also what is not shown.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for finding in self.findings {
            match finding.outcome {
                Outcome::Pass => counts.pass += 1,
                Outcome::Unknown => counts.unknown += 1,
                Outcome::NotApplicable => {}
                Outcome::Fail => {
                    counts.fail += 1;
                    if let Some(count) = counts.by_severity.get_mut(finding.severity() as usize) {
                        *count += 1;
                    }
                }
            }
        }
        counts.notes = self.problems.iter().filter(|problem| problem.kind == ProblemKind::Note).count();
        counts.problems = self.problems.len() - counts.notes;
        counts
    }

    /// The last line: `12 findings: 2 high, 10 medium · 4 unknown · 41 resources · 118 of 120 controls run`. What there
    /// is none of is left out, except findings, resources and controls.
    #[must_use]
    pub fn last_line(&self) -> String {
        let counts = self.counts();
        let mut parts = vec![plural(counts.fail, "finding")];
        let severities: Vec<String> =
            counts.severities().map(|(severity, count)| format!("{count} {severity}")).collect();
        if let (Some(first), false) = (parts.first_mut(), severities.is_empty()) {
            *first = format!("{first}: {}", severities.join(", "));
        }
        let some = [
            (self.ignored, format!("{} ignored", self.ignored)),
            (counts.unknown, format!("{} unknown", counts.unknown)),
            (counts.problems, plural(counts.problems, "problem")),
            (counts.notes, plural(counts.notes, "note")),
        ];
        parts.extend(some.into_iter().filter(|(count, _)| *count > 0).map(|(_, said)| said));
        parts.push(plural(self.resources, "resource"));
        parts.push(format!("{} of {} controls run", self.rules.len(), self.catalogue));
        parts.join(" · ")
    }

    /// What there is to say when nothing failed; `None` when something did.
    pub(crate) fn all_clear(&self) -> Option<String> {
        let counts = self.counts();
        let resources = plural(self.resources, "resource");
        let checks = plural(counts.pass, "check");
        match (counts.fail, counts.unknown, counts.problems) {
            (1.., ..) => None,
            (0, 0, 0) if self.resources == 0 => {
                Some("no resources were found, so there was nothing to check".to_owned())
            }
            (0, 0, 0) if counts.pass == 0 => {
                Some(format!("no control speaks of what is declared here ({resources})"))
            }
            (0, 0, 0) => Some(format!("all clear: {checks} passed on {resources}")),
            (0, unknown, 0) => {
                Some(format!("nothing failed: {checks} passed, {unknown} could not be decided"))
            }
            (0, ..) => Some("nothing failed in what could be read, but not everything could".to_owned()),
        }
    }
}

/// `1 finding`, `2 findings`.
pub(crate) fn plural(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
