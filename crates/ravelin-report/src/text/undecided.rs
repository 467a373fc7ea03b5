//! What is not decided, by what would decide it: a hundred verdicts that wait for one parameter are one thing to mend.

use super::{Context, list, wrap};
use crate::count::plural;
use crate::group::Undecided;
use crate::words::{brief, names};
use anstyle::AnsiColor;
use std::io::{self, Write};

/// How many different dependencies are listed.
const MAX_GROUPS: usize = 20;
/// How many resources are listed for each.
const MAX_RESOURCES: usize = 8;
/// How many controls are listed for each resource.
const MAX_CONTROLS: usize = 8;

pub(super) fn write(context: &Context<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    let groups = context.report.undecided();
    let total: usize = groups.iter().map(|group| group.count).sum();
    if total == 0 {
        return Ok(());
    }
    let said = format!("not decided: {}", plural(total, "verdict"));
    writeln!(out, "{}\n{}\n", context.bold(&said), "-".repeat(said.chars().count()))?;
    for group in groups.iter().take(MAX_GROUPS) {
        one(context, group, out)?;
    }
    let rest: usize = groups.iter().skip(MAX_GROUPS).map(|group| group.count).sum();
    if rest > 0 {
        writeln!(out, "and {} that depend on other names\n", plural(rest, "verdict"))?;
    }
    Ok(())
}

fn one(context: &Context<'_, '_>, group: &Undecided<'_>, out: &mut dyn Write) -> io::Result<()> {
    let lead = context.paint(AnsiColor::Cyan.on_default().bold(), "depends on");
    let controls = plural(group.count, "verdict");
    writeln!(out, "{lead} {}: {controls} undecided", names(group.depends_on))?;
    let first = group.by_resource.first().and_then(|(_, findings)| findings.first());
    if let Some(first) = first {
        wrap(context, "   = why: ", &brief(&first.message), out)?;
    }
    for (resource, findings) in group.by_resource.iter().take(MAX_RESOURCES) {
        let controls = findings.iter().map(|finding| finding.rule.id.to_owned()).collect();
        let controls = list(controls, MAX_CONTROLS).unwrap_or_default();
        wrap(context, &format!("     {}: ", brief(&resource.name)), &controls, out)?;
    }
    match group.by_resource.len().saturating_sub(MAX_RESOURCES) {
        0 => {}
        more => writeln!(out, "     and {}", plural(more, "more resource"))?,
    }
    writeln!(out)
}
