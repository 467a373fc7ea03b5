//! JUnit XML for test reports: a suite for each control, a case for each resource. Undecided verdicts are skipped cases;
//! what could not be read is a suite of errors.

use crate::Report;
use crate::page::Fixes;
use crate::words::{problem_spot, spot_of};
use ravelin_finding::{Finding, Outcome, Problem, Region, Rule};
use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{self, Write};

/// Writes the report as JUnit XML; passes are always part of it.
///
/// # Errors
/// When `out` cannot be written.
pub fn junit(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let counts = report.counts();
    let fixes = Fixes::of(report);
    let tests = counts.pass + counts.fail + counts.unknown + counts.problems;
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(
        out,
        "<testsuites name=\"ravelin\" tests=\"{tests}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\">",
        counts.fail, counts.problems, counts.unknown
    )?;
    for (rule, findings) in suites(report) {
        suite(report, &fixes, rule, &findings, out)?;
    }
    problems(report, out)?;
    writeln!(out, "</testsuites>")
}

/// Every rule that ran with its findings, in the order of the rules.
fn suites<'r>(report: &Report<'r>) -> Vec<(&'static Rule, Vec<&'r Finding>)> {
    let mut suites: Vec<(&'static Rule, Vec<&Finding>)> = Vec::new();
    let mut index: HashMap<&str, usize> = HashMap::new();
    let ran = report.rules.iter().copied().map(|rule| (rule, None));
    let decided = report.findings.iter().filter(|finding| finding.outcome != Outcome::NotApplicable);
    for (rule, finding) in ran.chain(decided.map(|finding| (finding.rule, Some(finding)))) {
        let at = *index.entry(rule.id).or_insert_with(|| {
            suites.push((rule, Vec::new()));
            suites.len() - 1
        });
        if let Some((_, findings)) = suites.get_mut(at) {
            findings.extend(finding);
        }
    }
    suites
}

fn suite(
    report: &Report<'_>,
    fixes: &Fixes,
    rule: &Rule,
    findings: &[&Finding],
    out: &mut dyn Write,
) -> io::Result<()> {
    let count = |outcome| findings.iter().filter(|finding| finding.outcome == outcome).count();
    writeln!(
        out,
        "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\">",
        attribute(rule.id),
        findings.len(),
        count(Outcome::Fail),
        count(Outcome::Unknown)
    )?;
    for finding in findings {
        case(report, fixes, finding, out)?;
    }
    writeln!(out, "  </testsuite>")
}

fn case(report: &Report<'_>, fixes: &Fixes, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let resource = &finding.resource;
    write!(
        out,
        "    <testcase classname=\"{}\" name=\"{}\"",
        attribute(&resource.ty),
        attribute(&resource.name)
    )?;
    if let Some(Region { file, start, .. }) = finding.place.and_then(|place| report.sources.region(place)) {
        write!(out, " file=\"{}\" line=\"{}\"", attribute(&file), start.line)?;
    }
    let message = attribute(&finding.message);
    match finding.outcome {
        Outcome::Fail => {
            writeln!(out, ">\n      <failure type=\"{}\" message=\"{message}\">", finding.severity())?;
            writeln!(out, "{}", xml(&details(report, fixes, finding)))?;
            writeln!(out, "      </failure>\n    </testcase>")
        }
        Outcome::Unknown => writeln!(out, ">\n      <skipped message=\"{message}\"/>\n    </testcase>"),
        Outcome::Pass | Outcome::NotApplicable => writeln!(out, "/>"),
    }
}

fn details(report: &Report<'_>, fixes: &Fixes, finding: &Finding) -> String {
    let mut lines = vec![format!("{}: {}", finding.rule.title, finding.message)];
    lines.push(format!("resource: {}", finding.resource.id));
    lines.extend(spot_of(report.sources, finding.place).map(|spot| format!("at: {spot}")));
    for link in finding.evidence.iter().flat_map(|evidence| &evidence.chain).chain(&finding.chain) {
        lines.extend(
            spot_of(report.sources, Some(link.place)).map(|spot| format!("{} at: {spot}", link.says)),
        );
    }
    lines.extend(fixes.advice(finding).map(|advice| format!("help: {advice}")));
    lines.push(format!("see: ravelin explain {}", finding.rule.id));
    lines.join("\n")
}

fn problems(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let problems: Vec<&Problem> = report.errors().collect();
    let count = problems.len();
    if count == 0 {
        return Ok(());
    }
    writeln!(
        out,
        "  <testsuite name=\"input\" tests=\"{count}\" failures=\"0\" errors=\"{count}\" skipped=\"0\">"
    )?;
    for problem in problems {
        let spot = problem_spot(report.sources, problem).unwrap_or_default();
        writeln!(out, "    <testcase classname=\"input\" name=\"{}\">", attribute(&spot))?;
        let help = problem.help.as_deref().map(|help| format!("help: {help}")).unwrap_or_default();
        writeln!(out, "      <error message=\"{}\">{}</error>", attribute(&problem.message), xml(&help))?;
        writeln!(out, "    </testcase>")?;
    }
    writeln!(out, "  </testsuite>")
}

/// Text that can stand in an element. Characters that XML 1.0 does not allow are replaced.
pub(crate) fn xml(text: &str) -> Cow<'_, str> {
    let plain =
        |c: char| !matches!(c, '<' | '>' | '&' | '"' | '\'' | '\u{fffe}' | '\u{ffff}') && !c.is_control();
    if text.chars().all(plain) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\n' | '\t' => escaped.push(c),
            '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            c if c.is_control() => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    Cow::Owned(escaped)
}

/// Text that can stand in a quoted attribute, which keeps its line breaks only when they are escaped.
fn attribute(text: &str) -> Cow<'_, str> {
    match xml(text) {
        text if text.contains(['\n', '\t']) => Cow::Owned(text.replace('\n', "&#10;").replace('\t', "&#9;")),
        text => text,
    }
}
