//! Workflow commands that annotate the files of a pull request, the worst first: GitHub shows only the first ten of a
//! kind for each step. Undecided verdicts are summed up in one notice, so that they do not crowd out failures.

use crate::Report;
use crate::count::plural;
use crate::page::Fixes;
use crate::words::{clean, one_line, resource};
use ravelin_finding::{Finding, Problem, Region, Severity};
use std::borrow::Cow;
use std::io::{self, Write};

/// Writes the report as workflow commands, and last the line that counts everything.
///
/// # Errors
/// When `out` cannot be written.
pub fn github(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let fixes = Fixes::of(report);
    for problem in report.errors() {
        error(report, problem, out)?;
    }
    for finding in report.worst_first() {
        failure(report, &fixes, finding, out)?;
    }
    let unknown = report.counts().unknown;
    if unknown > 0 {
        let said = format!(
            "{} could not be decided; `ravelin check` lists what they depend on",
            plural(unknown, "verdict")
        );
        command("notice", "", "ravelin", &said, out)?;
    }
    writeln!(out, "{}", report.last_line())
}

fn failure(report: &Report<'_>, fixes: &Fixes, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let level = match finding.severity() {
        Severity::Critical | Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low | Severity::Info => "notice",
    };
    let region = finding.place.and_then(|place| report.sources.region(place));
    let at = region.as_ref().map(position).unwrap_or_default();
    let title = format!("{}: {}", finding.severity(), finding.rule.title);
    let mut message = format!("{} {} [{}]", resource(&finding.resource), finding.message, finding.rule.id);
    if let Some(advice) = fixes.advice(finding) {
        message.push_str("\nhelp: ");
        message.push_str(&advice);
    }
    command(level, &at, &title, &message, out)
}

fn error(report: &Report<'_>, problem: &Problem, out: &mut dyn Write) -> io::Result<()> {
    let region = problem.place.and_then(|place| report.sources.region(place));
    let whole = || problem.path.as_deref().map(|path| format!("file={},", property(&clean(path))));
    let at = region.as_ref().map(position).or_else(whole).unwrap_or_default();
    let help = problem.help.as_deref().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
    command("error", &at, "incomplete", &format!("{}{help}", problem.message), out)
}

/// The properties that say where.
fn position(Region { file, start, end }: &Region) -> String {
    let file = property(&clean(file)).into_owned();
    let at = format!("file={file},line={},endLine={},col={},", start.line, end.line, start.column);
    // Columns of a place of several lines would be taken as columns of one.
    if start.line == end.line && end.column > start.column {
        format!("{at}endColumn={},", end.column)
    } else {
        at
    }
}

fn command(level: &str, at: &str, title: &str, message: &str, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "::{level} {at}title={}::{}", property(&one_line(title)), data(&clean(message)))
}

/// Escaped as the message of a command: see `escapeData` of <https://github.com/actions/toolkit>
/// (`packages/core/src/command.ts`).
fn data(text: &str) -> Cow<'_, str> {
    if !text.contains(['%', '\r', '\n']) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A"))
}

/// Escaped as a property of a command (`escapeProperty` there).
fn property(text: &str) -> Cow<'_, str> {
    match data(text) {
        text if text.contains([':', ',']) => Cow::Owned(text.replace(':', "%3A").replace(',', "%2C")),
        text => text,
    }
}
