//! One failure: the rule, the place that decides, where the value came from, what to write instead.

use super::Context;
use super::snippet::{Mark, Pieces, mark};
use crate::count::plural;
use crate::words::{brief, clean, fact, is_left_out, one_line};
use annotate_snippets::{Group, Level};
use ravelin_finding::{Evidence, Finding, Place, Severity, Sources};
use std::io::{self, Write};

/// How many facts are told of; the first is the one that tells most.
const MAX_FACTS: usize = 3;

/// How many steps of a value's way are shown.
const MAX_STEPS: usize = 6;

pub(super) fn write(context: &Context<'_, '_>, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let sources = context.report.sources;
    let pieces = Pieces::of(sources, marks(sources, finding), context.room());
    let title = one_line(finding.rule.title);
    let title = level(finding.severity()).primary_title(title).id(finding.rule.id);
    let mut group = pieces.add_to(Group::with_title(title));
    if finding.place.and_then(|place| sources.region(place)).is_none() {
        group = group.element(Level::NOTE.message(clean(&finding.message).into_owned()));
    }
    let apart = |evidence: &&Evidence| !is_labelled(sources, finding, evidence);
    for said in finding.evidence.iter().take(MAX_FACTS).filter(apart).filter_map(fact) {
        group = group.element(Level::NOTE.message(said));
    }
    let more = finding.evidence.len().saturating_sub(MAX_FACTS);
    if more > 0 {
        let said = format!("and {}: see `--format json`", plural(more, "more fact"));
        group = group.element(Level::NOTE.message(said));
    }
    if let Some(advice) = context.fixes.advice(finding) {
        group = group.element(Level::HELP.message(clean(&advice).into_owned()));
    }
    let see = format!("ravelin explain {}", finding.rule.id);
    group = group.element(Level::NOTE.with_name("see").message(see));
    let rendered = pieces.render(&context.renderer, group);
    writeln!(out, "{rendered}\n")
}

fn level(severity: Severity) -> Level<'static> {
    let level = match severity {
        Severity::Critical | Severity::High => Level::ERROR,
        Severity::Medium => Level::WARNING,
        Severity::Low => Level::INFO,
        Severity::Info => Level::NOTE,
    };
    level.with_name(severity.as_str())
}

/// The deciding place, then the way that each value took to it, nearest step first.
fn marks(sources: &Sources, finding: &Finding) -> Vec<Mark> {
    let Some(place) = finding.place else { return Vec::new() };
    let label = brief(&finding.message);
    let mut marks = vec![Mark { place, label, primary: true }];
    for evidence in finding.evidence.iter().take(MAX_FACTS) {
        for link in evidence.chain.iter().take(MAX_STEPS) {
            mark(&mut marks, link.place, one_line(&link.says).into_owned());
        }
        if let Some(written) = evidence.place.filter(|written| !is_told(sources, evidence, *written, place)) {
            mark(&mut marks, written, said_there(evidence).unwrap_or_else(|| "written here".to_owned()));
        }
    }
    marks
}

/// Is the place where a value is written on a line that is shown already, for the failure or a step of its way?
fn is_told(sources: &Sources, evidence: &Evidence, written: Place, decides: Place) -> bool {
    let line = |place: Place| sources.region(place).map(|region| (place.file, region.start.line));
    let steps = evidence.chain.iter().take(MAX_STEPS).map(|link| link.place);
    let at = line(written);
    steps.chain([decides]).any(|place| line(place) == at)
}

/// What is said at the place of a fact that speaks of another place than the one that decides: what is there, or that
/// something is not. `None` where a value is written there.
fn said_there(evidence: &Evidence) -> Option<String> {
    match &evidence.note {
        Some(_) if evidence.path.is_empty() || is_left_out(evidence) => fact(evidence),
        _ => None,
    }
}

/// Is the fact told at its own place, so that it need not be told below?
fn is_labelled(sources: &Sources, finding: &Finding, evidence: &Evidence) -> bool {
    let (Some(decides), Some(written)) = (finding.place, evidence.place) else { return false };
    sources.region(written).is_some()
        && !is_told(sources, evidence, written, decides)
        && said_there(evidence).is_some()
}
