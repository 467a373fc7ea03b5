//! Everything for programs: the JSON that the command line's contract describes. Fields may be added, never taken away.

use crate::Report;
use crate::page::Fixes;
use ravelin_finding::{Evidence, Finding, Link, Outcome, Place, Problem, ProblemKind, Severity, Sources};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value as Json;
use std::io::{self, Write};
use std::sync::Arc;

/// Grows when a field changes its meaning or goes.
const SCHEMA_VERSION: u32 = 1;

/// Writes the report as JSON. The same report gives the same bytes.
///
/// # Errors
/// When `out` cannot be written.
pub fn json(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let fixes = Fixes::of(report);
    serde_json::to_writer_pretty(&mut *out, &Document { report, fixes: &fixes })?;
    writeln!(out)
}

struct Document<'d, 'r> {
    report: &'d Report<'r>,
    fixes: &'d Fixes,
}

impl Serialize for Document<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { report, fixes } = self;
        let sources = report.sources;
        let counts = report.counts();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("tool", &Tool { name: "ravelin", version: report.version })?;
        map.serialize_entry("schema_version", &SCHEMA_VERSION)?;
        map.serialize_entry("inputs", &report.inputs)?;
        let summary = Summary {
            resources: report.resources,
            controls: report.rules.len(),
            pass: counts.pass,
            fail: counts.fail,
            unknown: counts.unknown,
            problems: counts.problems,
            notes: counts.notes,
            ignored: report.ignored,
        };
        map.serialize_entry("summary", &summary)?;
        map.serialize_entry(
            "findings",
            &List(|| report.shown().map(|finding| row(sources, fixes, finding))),
        )?;
        map.serialize_entry(
            "problems",
            &List(|| report.errors().map(|problem| problem_row(sources, problem))),
        )?;
        map.serialize_entry("notes", &List(|| report.notes().map(|problem| problem_row(sources, problem))))?;
        map.end()
    }
}

/// A sequence that is made while it is written.
struct List<F>(F);

impl<I: Iterator<Item: Serialize>, F: Fn() -> I> Serialize for List<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

#[derive(serde::Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(serde::Serialize)]
struct Summary {
    resources: usize,
    controls: usize,
    pass: usize,
    fail: usize,
    unknown: usize,
    problems: usize,
    notes: usize,
    ignored: usize,
}

#[derive(serde::Serialize)]
struct Resource<'f> {
    id: &'f str,
    #[serde(rename = "type")]
    ty: &'f str,
    name: &'f str,
}

#[derive(serde::Serialize)]
#[serde(rename_all = "camelCase")]
struct Source {
    file: Arc<str>,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
}

#[derive(serde::Serialize)]
struct Step<'f> {
    source: Option<Source>,
    says: &'f str,
}

#[derive(serde::Serialize)]
struct Fact<'f> {
    path: &'f str,
    value: &'f Json,
    source: Option<Source>,
    chain: Vec<Step<'f>>,
    note: Option<&'f str>,
}

#[derive(serde::Serialize)]
struct Row<'f> {
    control: &'static str,
    title: &'static str,
    recommendation: &'static str,
    severity: Severity,
    verdict: Outcome,
    resource: Resource<'f>,
    source: Option<Source>,
    message: &'f str,
    help: Option<String>,
    chain: Vec<Step<'f>>,
    evidence: Vec<Fact<'f>>,
    depends_on: &'f [String],
}

/// A problem that concerns a file as a whole stands at its beginning.
#[derive(serde::Serialize)]
#[serde(rename_all = "camelCase")]
struct ProblemRow<'f> {
    #[serde(flatten)]
    source: Source,
    kind: ProblemKind,
    message: &'f str,
    help: Option<&'f str>,
}

fn source(sources: &Sources, place: Place) -> Option<Source> {
    let region = sources.region(place)?;
    Some(Source {
        file: region.file,
        line: region.start.line,
        column: region.start.column,
        end_line: region.end.line,
        end_column: region.end.column,
    })
}

fn steps<'f>(sources: &Sources, chain: &'f [Link]) -> Vec<Step<'f>> {
    chain.iter().map(|link| Step { source: source(sources, link.place), says: &link.says }).collect()
}

fn fact<'f>(sources: &Sources, evidence: &'f Evidence) -> Fact<'f> {
    Fact {
        path: &evidence.path,
        value: &evidence.value,
        source: evidence.place.and_then(|place| source(sources, place)),
        chain: steps(sources, &evidence.chain),
        note: evidence.note.as_deref(),
    }
}

fn row<'f>(sources: &Sources, fixes: &Fixes, finding: &'f Finding) -> Row<'f> {
    let resource = &finding.resource;
    Row {
        control: finding.rule.id,
        title: finding.rule.title,
        recommendation: finding.rule.recommendation(),
        severity: finding.severity(),
        verdict: finding.outcome,
        resource: Resource { id: &resource.id, ty: &resource.ty, name: &resource.name },
        source: finding.place.and_then(|place| source(sources, place)),
        message: &finding.message,
        help: (finding.outcome != Outcome::Pass).then(|| fixes.advice(finding)).flatten(),
        chain: steps(sources, &finding.chain),
        evidence: finding.evidence.iter().map(|evidence| fact(sources, evidence)).collect(),
        depends_on: &finding.depends_on,
    }
}

fn problem_row<'f>(sources: &Sources, problem: &'f Problem) -> ProblemRow<'f> {
    let start = || Source {
        file: problem.path.clone().unwrap_or_else(|| Arc::from("")),
        line: 1,
        column: 1,
        end_line: 1,
        end_column: 1,
    };
    ProblemRow {
        source: problem.place.and_then(|place| source(sources, place)).unwrap_or_else(start),
        kind: problem.kind,
        message: &problem.message,
        help: problem.help.as_deref(),
    }
}
