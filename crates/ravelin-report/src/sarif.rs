//! SARIF 2.1.0 as GitHub code scanning accepts it.
//!
//! - Every rule that ran is listed, not only those that failed.
//! - Nothing is left out. Code scanning takes at most 25,000 results of a run and shows the worst 5,000
//!   (<https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support>).
//! - A result is a failure. Code scanning raises an alert for every result whatever its `kind` says (see
//!   <https://github.com/microsoft/PSRule/issues/955>), so an undecided verdict is a notification of the invocation, with
//!   its rule and place; only when all findings shall be shown are undecided verdicts and passes results too, of kind
//!   `open` and `pass` and level `none`, as the standard asks.
//! - The fingerprint is ours, of rule, resource and file, so it stays when lines move. `primaryLocationLineHash` is left
//!   to the upload action, which computes it from the sources and warns about any other value
//!   (`src/fingerprints.ts` of <https://github.com/github/codeql-action>).

mod location;
mod rules;

use crate::Report;
use crate::page::Fixes;
use crate::words::one_line;
use location::{fingerprint, located, put, related};
use ravelin_finding::{Finding, Outcome, Problem, ProblemKind, Severity};
use rules::Rules;
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::{Value as Json, json};
use std::io::{self, Write};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// Writes the report as SARIF.
///
/// # Errors
/// When `out` cannot be written.
pub fn sarif(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let rules = Rules::of(report);
    let fixes = Fixes::of(report);
    let run = Run { report, rules: &rules, fixes: &fixes };
    serde_json::to_writer(&mut *out, &Log { run })?;
    writeln!(out)
}

struct Log<'d, 'r> {
    run: Run<'d, 'r>,
}

struct Run<'d, 'r> {
    report: &'d Report<'r>,
    rules: &'d Rules,
    fixes: &'d Fixes,
}

struct Results<'d, 'r>(&'d Run<'d, 'r>);

impl Serialize for Log<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("$schema", SCHEMA)?;
        map.serialize_entry("version", "2.1.0")?;
        map.serialize_entry("runs", &[&self.run])?;
        map.end()
    }
}

impl Serialize for Run<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("tool", &self.rules.tool(self.report))?;
        map.serialize_entry("invocations", &[self.invocation()])?;
        let root = json!({"%SRCROOT%": {"description": {"text": "The folder that paths are relative to."}}});
        map.serialize_entry("originalUriBaseIds", &root)?;
        map.serialize_entry("columnKind", "unicodeCodePoints")?;
        map.serialize_entry("results", &Results(self))?;
        map.end()
    }
}

impl Serialize for Results<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(run) = self;
        let mut seq = serializer.serialize_seq(None)?;
        let listed = |finding: &&Finding| finding.outcome == Outcome::Fail || run.report.show_all;
        for finding in run.report.shown().filter(listed) {
            seq.serialize_element(&run.result(finding))?;
        }
        seq.end()
    }
}

impl Run<'_, '_> {
    fn result(&self, finding: &Finding) -> Json {
        let sources = self.report.sources;
        let mut result = json!({"ruleId": finding.rule.id});
        let (kind, level) = match finding.outcome {
            Outcome::Fail => ("fail", level(finding.severity())),
            Outcome::Unknown => ("open", "none"),
            Outcome::Pass => ("pass", "none"),
            Outcome::NotApplicable => ("notApplicable", "none"),
        };
        if let Some(index) = self.rules.index(finding.rule) {
            put(&mut result, "ruleIndex", index);
        }
        let related = related(sources, finding);
        put(&mut result, "kind", kind);
        put(&mut result, "level", level);
        put(&mut result, "message", json!({"text": self.message(finding, &related)}));
        put(&mut result, "locations", json!([located(sources, finding)]));
        if !related.is_empty() {
            put(
                &mut result,
                "relatedLocations",
                related.into_iter().map(|(_, location)| location).collect::<Vec<_>>(),
            );
        }
        put(&mut result, "partialFingerprints", json!({"ravelin/v1": fingerprint(sources, finding)}));
        put(&mut result, "properties", properties(finding));
        result
    }

    /// What is so, then where it comes from (as links to the related places), then what to write instead.
    fn message(&self, finding: &Finding, related: &[(String, Json)]) -> String {
        let name = one_line(&finding.resource.name);
        let mut text = format!("`{name}`: {}.", finding.message.trim_end_matches('.'));
        let links: Vec<String> = related
            .iter()
            .enumerate()
            .map(|(at, (says, _))| format!("[{}]({})", link(says), at + 1))
            .collect();
        if !links.is_empty() {
            text = format!("{text} See {}.", links.join(", "));
        }
        match self.fixes.advice(finding) {
            Some(advice) if finding.outcome == Outcome::Fail => format!("{text}\nHelp: {advice}"),
            _ => text,
        }
    }

    fn invocation(&self) -> Json {
        let report = self.report;
        let problems = report.problems.iter().map(|problem| location::notification(report.sources, problem));
        let unknown = report.with(Outcome::Unknown).filter(|_| !report.show_all);
        let undecided = unknown.map(|finding| self.undecided(finding));
        let successful = report.errors().next().is_none();
        let notifications: Vec<Json> = problems.chain(undecided).collect();
        json!({"executionSuccessful": successful, "toolExecutionNotifications": notifications})
    }

    fn undecided(&self, finding: &Finding) -> Json {
        let mut rule = json!({"id": finding.rule.id});
        if let Some(index) = self.rules.index(finding.rule) {
            put(&mut rule, "index", index);
        }
        let name = one_line(&finding.resource.name);
        json!({
            "descriptor": {"id": UNDECIDED},
            "level": "note",
            "message": {"text": format!("`{name}`: {}", finding.message)},
            "associatedRule": rule,
            "locations": [located(self.report.sources, finding)],
            "properties": properties(finding),
        })
    }
}

/// The notification of a verdict that is not decided.
const UNDECIDED: &str = "undecided";

/// The notification of a problem, by its kind.
const fn notice(kind: ProblemKind) -> &'static str {
    match kind {
        ProblemKind::Unreadable => "unreadable",
        ProblemKind::Invalid => "invalid",
        ProblemKind::Note => "note",
    }
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low | Severity::Info => "note",
    }
}

fn problem_level(problem: &Problem) -> &'static str {
    if problem.kind == ProblemKind::Note { "note" } else { "error" }
}

fn properties(finding: &Finding) -> Json {
    let mut properties = json!({
        "severity": finding.severity(),
        "recommendation": finding.rule.recommendation(),
        "resource": &*finding.resource.id,
    });
    if !finding.depends_on.is_empty() {
        put(&mut properties, "dependsOn", finding.depends_on.clone());
    }
    properties
}

/// Text that can stand in a link's brackets.
fn link(text: &str) -> String {
    text.replace('\\', r"\\").replace('[', r"\[").replace(']', r"\]")
}
