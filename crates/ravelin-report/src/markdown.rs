//! Markdown for pull-request comments and job summaries: a table of figures, findings folded away by resource, then what
//! is not decided and what could not be read. A comment holds 65,536 characters, so long lists end with what they leave
//! out.

mod escape;

use crate::Report;
use crate::count::plural;
use crate::excerpt::Excerpt;
use crate::group::{Group, Undecided};
use crate::page::Fixes;
use crate::words::{brief, fact, problem_spot, spot_of};
use escape::{code, fence, heading, prose};
use ravelin_finding::{Finding, Place, Problem, Severity};
use std::cmp::Reverse;
use std::io::{self, Write};

/// How many bytes the findings may take, so that with the rest they fit a comment.
const MAX_FINDINGS: usize = 40_000;
/// How many findings of one resource are told in full.
const MAX_EACH: usize = 20;
/// How many bytes undecided verdicts, problems and notes may take each.
const MAX_SECTION: usize = 6_000;
/// How many characters of a source line are shown.
const ROOM: usize = 120;

/// Writes the report as Markdown.
///
/// # Errors
/// When `out` cannot be written.
pub fn markdown(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "## Ravelin\n")?;
    if let Some(said) = report.all_clear() {
        writeln!(out, "{}\n", prose(&said))?;
    }
    figures(report, out)?;
    let fixes = Fixes::of(report);
    let mut groups = report.groups();
    // What is left out for want of room shall be what matters least.
    groups.sort_by_key(|group| Reverse(group.failures.first().map(|finding| finding.severity())));
    let failures = |groups: &[Group<'_>]| groups.iter().map(|group| group.failures.len()).sum();
    section(&groups, MAX_FINDINGS, "finding", failures, |group| resource(report, &fixes, group), out)?;
    let undecided = report.undecided();
    if !undecided.is_empty() {
        writeln!(out, "### Not decided\n")?;
        let verdicts = |groups: &[Undecided<'_>]| groups.iter().map(|group| group.count).sum();
        section(&undecided, MAX_SECTION, "undecided verdict", verdicts, dependency, out)?;
        writeln!(out)?;
    }
    problems(report, "Problems", &report.errors().collect::<Vec<_>>(), out)?;
    problems(report, "Notes", &report.notes().collect::<Vec<_>>(), out)?;
    writeln!(out, "{}", prose(&report.last_line()))
}

/// Writes items until the room is used up, and says how much is left out.
fn section<T>(
    items: &[T],
    room: usize,
    what: &str,
    count: impl Fn(&[T]) -> usize,
    shown: impl Fn(&T) -> String,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut used = 0;
    for (at, item) in items.iter().enumerate() {
        let text = shown(item);
        used += text.len();
        if used > room {
            let rest = count(items.get(at..).unwrap_or_default());
            return writeln!(
                out,
                "*{} not shown here; `ravelin check` shows them all.*\n",
                plural(rest, &format!("more {what}"))
            );
        }
        out.write_all(text.as_bytes())?;
    }
    Ok(())
}

fn figures(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let counts = report.counts();
    let severities = Severity::ALL.into_iter().zip(counts.by_severity).rev();
    let mut head = vec![];
    let mut row = vec![];
    for (severity, count) in severities {
        head.push(severity.as_str().to_owned());
        row.push(count);
    }
    head.extend(["unknown", "passed", "problems"].map(str::to_owned));
    row.extend([counts.unknown, counts.pass, counts.problems]);
    writeln!(out, "| {} |", head.join(" | "))?;
    writeln!(out, "|{}", " ---: |".repeat(head.len()))?;
    let row: Vec<String> = row.iter().map(usize::to_string).collect();
    writeln!(out, "| {} |\n", row.join(" | "))
}

fn resource(report: &Report<'_>, fixes: &Fixes, group: &Group<'_>) -> String {
    let worst = group.failures.first().map(|finding| format!(", worst: {}", finding.severity()));
    let count = plural(group.failures.len(), "finding");
    let name = format!(
        "<b>{}</b> ({}): {count}{}",
        heading(&brief(&group.resource.name)),
        heading(&group.resource.ty),
        worst.unwrap_or_default()
    );
    let mut text = format!("<details>\n<summary>{name}</summary>\n\n");
    for finding in group.failures.iter().take(MAX_EACH) {
        text.push_str(&failure(report, fixes, finding));
    }
    let rest: Vec<String> =
        group.failures.iter().skip(MAX_EACH).map(|finding| code(finding.rule.id)).collect();
    if !rest.is_empty() {
        text.push_str(&format!("And {}: {}\n\n", plural(rest.len(), "more finding"), rest.join(", ")));
    }
    if !group.passes.is_empty() {
        let passed: Vec<String> = group.passes.iter().map(|finding| code(finding.rule.id)).collect();
        text.push_str(&format!("Passed: {}\n\n", passed.join(", ")));
    }
    text.push_str("</details>\n\n");
    text
}

fn failure(report: &Report<'_>, fixes: &Fixes, finding: &Finding) -> String {
    let mut text =
        format!("#### {}: {} ({})\n\n", finding.severity(), prose(finding.rule.title), code(finding.rule.id));
    let at = spot_of(report.sources, finding.place).map(|spot| format!(" at {}", code(&spot)));
    text.push_str(&format!("{}{}\n\n", prose(&finding.message), at.unwrap_or_default()));
    text.push_str(&source(report, finding.place));
    for link in finding.evidence.iter().flat_map(|evidence| &evidence.chain).chain(&finding.chain) {
        if let Some(spot) = spot_of(report.sources, Some(link.place)) {
            text.push_str(&format!("- {}: {}\n", prose(&link.says), code(&spot)));
        }
    }
    for said in finding.evidence.iter().filter_map(fact) {
        text.push_str(&format!("- {}\n", prose(&said)));
    }
    if let Some(advice) = fixes.advice(finding) {
        let (sentence, example) = advice.split_once('\n').unwrap_or((&advice, ""));
        text.push_str(&format!("\n**Help:** {}\n\n", prose(sentence)));
        if !example.is_empty() {
            text.push_str(&fence(example));
        }
    }
    text
}

fn source(report: &Report<'_>, place: Option<Place>) -> String {
    let excerpt = place.and_then(|place| Excerpt::of(report.sources, place, ROOM));
    excerpt.map(|excerpt| fence(excerpt.text.trim())).unwrap_or_default()
}

fn dependency(group: &Undecided<'_>) -> String {
    let on = match group.depends_on {
        [] => "what is not known".to_owned(),
        names => names.iter().map(|name| code(name)).collect::<Vec<_>>().join(", "),
    };
    let controls =
        |findings: &[&Finding]| findings.iter().map(|finding| code(finding.rule.id)).collect::<Vec<_>>();
    let resources = group.by_resource.iter().take(5);
    let resources =
        resources.map(|(name, findings)| format!("{}: {}", code(&name.name), controls(findings).join(", ")));
    let listed = resources.collect::<Vec<_>>().join("; ");
    let more = group.by_resource.len().saturating_sub(5);
    let more = if more > 0 { format!("; and {}", plural(more, "more resource")) } else { String::new() };
    format!("- depends on {on}: {} ({listed}{more})\n", plural(group.count, "verdict"))
}

fn problems(report: &Report<'_>, title: &str, problems: &[&Problem], out: &mut dyn Write) -> io::Result<()> {
    if problems.is_empty() {
        return Ok(());
    }
    writeln!(out, "### {title}\n")?;
    let shown = |problem: &&Problem| {
        let spot = problem_spot(report.sources, problem).map(|spot| format!("{}: ", code(&spot)));
        let help = problem.help.as_deref().map(|help| format!("; help: {}", prose(help)));
        format!("- {}{}{}\n", spot.unwrap_or_default(), prose(&problem.message), help.unwrap_or_default())
    };
    section(problems, MAX_SECTION, title.to_lowercase().trim_end_matches('s'), <[_]>::len, shown, out)?;
    writeln!(out)
}
