//! What could not be read or evaluated, shown as a compiler shows errors; notes take a line each.

use super::Context;
use super::snippet::{Mark, Pieces};
use crate::words::{clean, one_line, problem_spot};
use annotate_snippets::{Group, Level, Origin};
use anstyle::AnsiColor;
use ravelin_finding::Problem;
use std::io::{self, Write};

pub(super) fn write(context: &Context<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    for problem in context.report.errors() {
        error(context, problem, out)?;
    }
    let mut any = false;
    for problem in context.report.notes() {
        any = true;
        note(context, problem, out)?;
    }
    if any { writeln!(out) } else { Ok(()) }
}

fn error(context: &Context<'_, '_>, problem: &Problem, out: &mut dyn Write) -> io::Result<()> {
    let place = problem.place.map(|place| Mark { place, label: String::new(), primary: true });
    let pieces = Pieces::of(context.report.sources, place.into_iter().collect(), context.room());
    let title = Level::ERROR.primary_title(clean(&problem.message));
    let mut group = pieces.add_to(Group::with_title(title));
    if let (None, Some(path)) = (problem.place, &problem.path) {
        group = group.element(Origin::path(one_line(path)));
    }
    if let Some(help) = &problem.help {
        group = group.element(Level::HELP.message(clean(help)));
    }
    writeln!(out, "{}\n", pieces.render(&context.renderer, group))
}

fn note(context: &Context<'_, '_>, problem: &Problem, out: &mut dyn Write) -> io::Result<()> {
    let lead = context.paint(AnsiColor::Green.on_default().bold(), "note");
    write!(out, "{lead}: {}", one_line(&problem.message))?;
    if let Some(spot) = problem_spot(context.report.sources, problem) {
        write!(out, " ({spot})")?;
    }
    writeln!(out)?;
    if let Some(help) = &problem.help {
        writeln!(out, "      help: {}", one_line(help))?;
    }
    Ok(())
}
