//! The report for people at a terminal: failures by resource with the deciding source underlined, then what is not
//! decided, then problems, and last the line that counts everything. Everything is clear without colour.

mod failure;
mod problem;
mod snippet;
mod undecided;

use crate::group::Group;
use crate::page::Fixes;
use crate::words::{one_line, resource, spot_of};
use crate::{Report, TextStyle};
use annotate_snippets::Renderer;
use anstyle::{AnsiColor, Style};
use std::io::{self, Write};

/// The columns that line numbers and the border before a source line take.
const GUTTER: usize = 8;

/// What the parts of the report share.
struct Context<'c, 'r> {
    report: &'c Report<'r>,
    fixes: Fixes,
    renderer: Renderer,
    style: TextStyle,
}

impl Context<'_, '_> {
    /// The columns that a source line may take.
    fn room(&self) -> usize {
        self.style.width.saturating_sub(GUTTER).max(40)
    }

    fn paint(&self, style: Style, text: &str) -> String {
        if self.style.color { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }

    fn bold(&self, text: &str) -> String {
        self.paint(Style::new().bold(), text)
    }
}

/// Writes the report as text.
///
/// # Errors
/// When `out` cannot be written.
pub fn text(report: &Report<'_>, style: TextStyle, out: &mut dyn Write) -> io::Result<()> {
    let renderer = if style.color { Renderer::styled() } else { Renderer::plain() };
    // Source lines are cropped before they are rendered, so the renderer need not crop again.
    let renderer = renderer.term_width(usize::from(u16::MAX));
    let context = Context { report, fixes: Fixes::of(report), renderer, style };
    for group in report.groups() {
        heading(&context, &group, out)?;
        for finding in &group.failures {
            failure::write(&context, finding, out)?;
        }
        passes(&context, &group, out)?;
    }
    undecided::write(&context, out)?;
    problem::write(&context, out)?;
    if let Some(said) = report.all_clear() {
        writeln!(out, "{}\n", context.paint(AnsiColor::Green.on_default().bold(), &said))?;
    }
    writeln!(out, "{}", context.bold(&report.last_line()))
}

/// Which resource the findings below are about, where it is declared and how it came to be there.
fn heading(context: &Context<'_, '_>, group: &Group<'_>, out: &mut dyn Write) -> io::Result<()> {
    let sources = context.report.sources;
    let name = resource(group.resource);
    let declared = group.failures.iter().chain(&group.passes).find_map(|finding| finding.declared);
    let rule = "-".repeat(name.chars().count().min(context.style.width));
    write!(out, "{}", context.bold(&name))?;
    if let Some(spot) = spot_of(sources, declared) {
        write!(out, " at {spot}")?;
    }
    writeln!(out, "\n{rule}")?;
    let chain = group.failures.first().map_or(&[][..], |finding| &finding.chain);
    for link in chain {
        let says = one_line(&link.says);
        match spot_of(sources, Some(link.place)) {
            Some(spot) => writeln!(out, "{says} at {spot}")?,
            None => writeln!(out, "{says}")?,
        }
    }
    writeln!(out)
}

fn passes(context: &Context<'_, '_>, group: &Group<'_>, out: &mut dyn Write) -> io::Result<()> {
    let passed = group.passes.iter().map(|finding| finding.rule.id.to_owned());
    let Some(list) = list(passed.collect(), usize::MAX) else { return Ok(()) };
    wrap(context, "passed: ", &list, out)?;
    writeln!(out)
}

/// `a, b, c`, at most so many; `None` for nothing.
fn list(items: Vec<String>, most: usize) -> Option<String> {
    let more = items.len().saturating_sub(most);
    let shown: Vec<String> = items.into_iter().take(most).collect();
    match (shown.is_empty(), more) {
        (true, _) => None,
        (false, 0) => Some(shown.join(", ")),
        (false, more) => Some(format!("{} and {more} more", shown.join(", "))),
    }
}

/// Writes words after a lead, broken at the terminal's width; further lines stand below the first word.
fn wrap(context: &Context<'_, '_>, lead: &str, text: &str, out: &mut dyn Write) -> io::Result<()> {
    let indent = lead.chars().count();
    let room = context.style.width.max(indent + 20);
    let mut column = indent;
    write!(out, "{lead}")?;
    for (at, word) in text.split(' ').enumerate() {
        let length = word.chars().count();
        if at > 0 && column + 1 + length > room {
            write!(out, "\n{:indent$}", "")?;
            column = indent;
        } else if at > 0 {
            write!(out, " ")?;
            column += 1;
        }
        write!(out, "{word}")?;
        column += length;
    }
    writeln!(out)
}
