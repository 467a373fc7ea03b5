//! One self-contained page: figures, findings by resource with their source, what is not decided, problems. It loads
//! nothing, runs no script, and follows the reader's choice of light or dark; severities are hidden and shown by plain
//! check boxes.

use crate::Report;
use crate::count::plural;
use crate::excerpt::Excerpt;
use crate::group::{Group, Undecided};
use crate::junit::xml;
use crate::page::Fixes;
use crate::words::{clean, fact, names, problem_spot, spot_of};
use ravelin_finding::{Finding, Link, Place, Problem, Severity};
use std::fmt::Write as _;
use std::io::{self, Write};

/// How many characters of a source line are shown.
const ROOM: usize = 160;

const STYLE: &str = include_str!("html/style.css");

/// Writes the report as a page of HTML.
///
/// # Errors
/// When `out` cannot be written.
pub fn html(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let fixes = Fixes::of(report);
    writeln!(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">")?;
    // Whatever slipped through the escaping could still neither run nor load anything.
    writeln!(
        out,
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    )?;
    writeln!(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")?;
    writeln!(out, "<meta name=\"color-scheme\" content=\"light dark\">")?;
    writeln!(out, "<title>Ravelin report</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>")?;
    writeln!(out, "<h1>Ravelin report</h1>")?;
    summary(report, out)?;
    for group in report.groups() {
        resource(report, &fixes, &group, out)?;
    }
    undecided(&report.undecided(), out)?;
    problems(report, "Problems", report.errors(), out)?;
    problems(report, "Notes", report.notes(), out)?;
    let version = text(report.version);
    writeln!(
        out,
        "<footer>{} · ravelin {version}</footer>\n</main>\n</body>\n</html>",
        text(&report.last_line())
    )
}

/// Text that is shown as it is.
fn text(text: &str) -> String {
    xml(&clean(text)).into_owned()
}

/// A sentence; what stands between backticks is code.
fn prose(sentence: &str) -> String {
    let parts: Vec<&str> = sentence.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return text(sentence);
    }
    let shown = parts.iter().enumerate().map(|(at, part)| match at % 2 {
        1 => format!("<code>{}</code>", text(part)),
        _ => text(part),
    });
    shown.collect()
}

/// The figures, with a check box for each severity that hides its findings. The boxes stand before everything that
/// they hide, so that plain style rules reach it.
fn summary(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let counts = report.counts();
    let inputs: Vec<String> =
        report.inputs.iter().map(|input| format!("<code>{}</code>", text(input))).collect();
    writeln!(out, "<p>Checked {}.</p>", inputs.join(", "))?;
    if let Some(said) = report.all_clear() {
        writeln!(out, "<p class=\"clear\">{}</p>", prose(&said))?;
    }
    for (severity, count) in counts.severities() {
        writeln!(
            out,
            "<label class=\"box {severity}\"><input type=\"checkbox\" id=\"show-{severity}\" checked> {count} {severity}</label>"
        )?;
    }
    let figures = [
        (counts.unknown, "not decided"),
        (counts.pass, "passed"),
        (counts.problems, "problems"),
        (report.ignored, "ignored"),
    ];
    for (count, what) in figures {
        writeln!(out, "<span class=\"box\">{count} {what}</span>")?;
    }
    Ok(())
}

fn resource(report: &Report<'_>, fixes: &Fixes, group: &Group<'_>, out: &mut dyn Write) -> io::Result<()> {
    let name = &group.resource;
    let count = plural(group.failures.len(), "finding");
    let open = if group.failures.is_empty() { "" } else { " open" };
    let severities: Vec<&str> =
        Severity::ALL.into_iter().filter(|severity| has(group, *severity)).map(Severity::as_str).collect();
    let passes = if group.passes.is_empty() { "" } else { " passes" };
    writeln!(out, "<details class=\"resource {}{passes}\"{open}>", severities.join(" "))?;
    writeln!(
        out,
        "<summary><b>{}</b> <small>{}</small> {count}</summary>",
        text(&name.name),
        text(&name.ty)
    )?;
    if let Some(spot) = spot_of(
        report.sources,
        group.failures.iter().chain(&group.passes).find_map(|finding| finding.declared),
    ) {
        writeln!(out, "<p>Declared at <code>{}</code></p>", text(&spot))?;
    }
    for finding in &group.failures {
        failure(report, fixes, finding, out)?;
    }
    for finding in &group.passes {
        writeln!(
            out,
            "<p class=\"pass\"><code>{}</code> passed: {}</p>",
            text(finding.rule.id),
            prose(finding.rule.title)
        )?;
    }
    writeln!(out, "</details>")
}

fn has(group: &Group<'_>, severity: Severity) -> bool {
    group.failures.iter().any(|finding| finding.severity() == severity)
}

fn failure(report: &Report<'_>, fixes: &Fixes, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let severity = finding.severity();
    writeln!(out, "<article class=\"finding {severity}\">")?;
    writeln!(
        out,
        "<h3><span class=\"box {severity}\">{severity}</span> {} <code>{}</code></h3>",
        prose(finding.rule.title),
        text(finding.rule.id)
    )?;
    writeln!(out, "<p>{}</p>", prose(&finding.message))?;
    out.write_all(source(report, finding.place).as_bytes())?;
    let links = finding.evidence.iter().flat_map(|evidence| &evidence.chain).chain(&finding.chain);
    for link in links {
        out.write_all(step(report, link).as_bytes())?;
    }
    for said in finding.evidence.iter().filter_map(fact) {
        writeln!(out, "<p class=\"note\">{}</p>", prose(&said))?;
    }
    if let Some(advice) = fixes.advice(finding) {
        let (sentence, example) = advice.split_once('\n').unwrap_or((&advice, ""));
        writeln!(out, "<p class=\"help\"><b>Help:</b> {}</p>", prose(sentence))?;
        if !example.is_empty() {
            writeln!(out, "<pre>{}</pre>", text(example))?;
        }
    }
    writeln!(out, "</article>")
}

fn step(report: &Report<'_>, link: &Link) -> String {
    format!("<p class=\"note\">{}:</p>\n{}", prose(&link.says), source(report, Some(link.place)))
}

/// The source line of a place with its number, the place marked.
fn source(report: &Report<'_>, place: Option<Place>) -> String {
    let Some(excerpt) = place.and_then(|place| Excerpt::of(report.sources, place, ROOM)) else {
        return String::new();
    };
    let (before, marked, after) = excerpt.parts();
    let start = excerpt.region.start;
    let mut shown = format!(
        "<div class=\"source\"><small>{}:{}:{}</small><pre>",
        text(&excerpt.region.file),
        start.line,
        start.column
    );
    let _ = writeln!(
        shown,
        "{}<mark>{}</mark>{}</pre></div>",
        text(before.trim_start()),
        text(marked),
        text(after)
    );
    shown
}

fn undecided(groups: &[Undecided<'_>], out: &mut dyn Write) -> io::Result<()> {
    if groups.is_empty() {
        return Ok(());
    }
    writeln!(out, "<h2>Not decided</h2>")?;
    for group in groups {
        let verdicts = plural(group.count, "verdict");
        writeln!(
            out,
            "<details>\n<summary>depends on {}: {verdicts}</summary>\n<ul>",
            prose(&names(group.depends_on))
        )?;
        for (name, findings) in &group.by_resource {
            for finding in findings {
                let Finding { rule, message, .. } = finding;
                let (name, id) = (text(&name.name), text(rule.id));
                writeln!(out, "<li><b>{name}</b> <code>{id}</code>: {}</li>", prose(message))?;
            }
        }
        writeln!(out, "</ul>\n</details>")?;
    }
    Ok(())
}

fn problems<'p>(
    report: &Report<'_>,
    title: &str,
    problems: impl Iterator<Item = &'p Problem>,
    out: &mut dyn Write,
) -> io::Result<()> {
    for (at, problem) in problems.enumerate() {
        if at == 0 {
            writeln!(out, "<h2>{title}</h2>")?;
        }
        writeln!(out, "<article class=\"problem\">\n<p>{}</p>", prose(&problem.message))?;
        match (source(report, problem.place), problem_spot(report.sources, problem)) {
            (shown, Some(spot)) if shown.is_empty() => writeln!(out, "<p><code>{}</code></p>", text(&spot))?,
            (shown, _) => out.write_all(shown.as_bytes())?,
        }
        if let Some(help) = &problem.help {
            writeln!(out, "<p class=\"help\"><b>Help:</b> {}</p>", prose(help))?;
        }
        writeln!(out, "</article>")?;
    }
    Ok(())
}
