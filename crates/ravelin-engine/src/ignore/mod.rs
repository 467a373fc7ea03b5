//! Ignores: comments that hide findings, each with a reason, and what is wrong with those comments.
//!
//! An ignore holds for the findings of one line, and for a whole resource or module where that line begins it. It never
//! hides a problem. Comments in modules of registries don't count: their authors don't decide for this estate.

mod comments;
mod parse;

use crate::{rules, select};
use jiff::civil::Date;
use parse::Ignore;
use ravelin_finding::{FileId, Finding, Outcome, Place, Problem, ProblemKind, ResourceName, Rule, Sources};
use ravelin_model::{Graph, Resource};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// What is left when ignores have been heeded.
#[derive(Debug, Default)]
pub(crate) struct Heeded {
    /// The findings that stay, and those on the ignores themselves at the end.
    pub(crate) findings: Vec<Finding>,
    /// How many were hidden.
    pub(crate) hidden: usize,
}

/// What ignores are judged by.
pub(crate) struct Circumstances<'c> {
    pub(crate) sources: &'c Sources,
    /// The files whose comments count.
    pub(crate) files: Vec<FileId>,
    pub(crate) graphs: &'c [Graph],
    pub(crate) problems: &'c [Problem],
    /// The ids of the rules that run.
    pub(crate) ran: BTreeSet<&'static str>,
    pub(crate) today: Date,
}

/// Hides what is ignored, and adds what is wrong with the ignores.
pub(crate) fn heed(findings: Vec<Finding>, circumstances: &Circumstances<'_>) -> Heeded {
    let sources = circumstances.sources;
    let mut ignores: Vec<Ignore> = Vec::new();
    for id in &circumstances.files {
        if let Some(file) = sources.get(*id) {
            ignores.extend(parse::ignores(*id, &file));
        }
    }
    if ignores.is_empty() {
        return Heeded { findings, hidden: 0 };
    }
    let counts = |ignore: &Ignore| {
        ignore.fault.is_none()
            && ignore.reason
            && ignore.until.is_none_or(|until| circumstances.today <= until)
    };
    let mut by_line: HashMap<(FileId, u32), Vec<usize>> = HashMap::new();
    for (at, ignore) in ignores.iter().enumerate().filter(|(_, ignore)| counts(ignore)) {
        by_line.entry((ignore.place.file, ignore.line)).or_default().push(at);
    }
    let resources = by_name(circumstances.graphs);
    let mut used: HashSet<(usize, &'static str)> = HashSet::new();
    let all = findings.len();
    let mut kept: Vec<Finding> = Vec::with_capacity(all);
    for finding in findings {
        let counted = matches!(finding.outcome, Outcome::Fail | Outcome::Unknown);
        let lines = if counted { lines(&finding, sources, &resources) } else { BTreeSet::new() };
        let over = lines.iter().filter_map(|line| by_line.get(line)).flatten().copied();
        let names = |at: &usize| {
            ignores.get(*at).is_some_and(|ignore| ignore.ids.iter().any(|(id, _)| id == finding.rule.id))
        };
        let hiding: Vec<usize> = over.filter(names).collect();
        if hiding.is_empty() {
            kept.push(finding);
        } else {
            used.extend(hiding.into_iter().map(|at| (at, finding.rule.id)));
        }
    }
    let hidden = all - kept.len();
    for (at, ignore) in ignores.iter().enumerate() {
        let of_this = |id: &str| used.iter().any(|(user, rule)| *user == at && *rule == id);
        kept.extend(faults(ignore, circumstances, of_this));
    }
    Heeded { findings: kept, hidden }
}

type Named<'g> = BTreeMap<ResourceName, Vec<&'g Resource>>;

fn by_name(graphs: &[Graph]) -> Named<'_> {
    let mut named: Named<'_> = BTreeMap::new();
    for resource in graphs.iter().flat_map(Graph::resources) {
        named.entry(resource.shown()).or_default().push(resource);
    }
    named
}

/// The lines on which an ignore holds for a finding.
fn lines(finding: &Finding, sources: &Sources, resources: &Named<'_>) -> BTreeSet<(FileId, u32)> {
    let line = |place: Place| sources.region(place).map(|region| (place.file, region.start.line));
    let mut lines: BTreeSet<(FileId, u32)> = finding.place.and_then(line).into_iter().collect();
    lines.extend(finding.chain.iter().filter_map(|link| line(link.place)));
    for resource in resources.get(&finding.resource).into_iter().flatten() {
        let (Some((file, first)), Some((_, last))) = (line(resource.place), line(resource.header)) else {
            continue;
        };
        // From the first decorator to the line with the resource's name.
        lines.extend((first..=last.max(first).min(first + 1000)).map(|line| (file, line)));
        lines.extend(resource.chain.iter().filter_map(|link| line(link.place)));
    }
    lines
}

/// What is wrong with an ignore.
fn faults(ignore: &Ignore, circumstances: &Circumstances<'_>, used: impl Fn(&str) -> bool) -> Vec<Finding> {
    let say = |rule: &'static Rule, place: Place, message: String, help: Option<String>| {
        let ran = circumstances.ran.contains(rule.id);
        ran.then(|| finding(rule, place, message, help, circumstances.sources))
    };
    let mut found = Vec::new();
    if let Some(fault) = &ignore.fault {
        found.extend(say(&rules::UNKNOWN, ignore.place, format!("the ignore {fault}"), None));
        return found;
    }
    for (id, place) in &ignore.ids {
        if select::rule(id).is_none() {
            let help = crate::suggest::did_you_mean(id, select::ids());
            found.extend(say(&rules::UNKNOWN, *place, format!("there is no control `{id}`"), help));
        }
    }
    if !ignore.reason {
        let message = "the ignore gives no reason, so it hides nothing".to_owned();
        found.extend(say(&rules::WITHOUT_REASON, ignore.place, message, None));
        return found;
    }
    if let Some(until) = ignore.until.filter(|until| *until < circumstances.today) {
        let message = format!("the ignore ended on {until}");
        found.extend(say(&rules::EXPIRED, ignore.place, message, None));
        return found;
    }
    // What could not be read may be what the ignore is for.
    let whole = |problem: &Problem| {
        problem.kind == ProblemKind::Note
            || problem.place.is_some_and(|place| place.file != ignore.place.file)
    };
    if !circumstances.problems.iter().all(whole) {
        return found;
    }
    for (id, place) in &ignore.ids {
        if circumstances.ran.contains(id.as_str()) && !used(id) {
            found.extend(say(&rules::UNUSED, *place, format!("nothing here fails `{id}`"), None));
        }
    }
    found
}

/// A finding about a file rather than a resource.
pub(crate) fn finding(
    rule: &'static Rule,
    place: Place,
    message: String,
    help: Option<String>,
    sources: &Sources,
) -> Finding {
    let path: Arc<str> = sources.get(place.file).map_or_else(|| "".into(), |file| Arc::clone(file.path()));
    Finding {
        rule,
        outcome: Outcome::Fail,
        resource: ResourceName { id: Arc::clone(&path), ty: "file".into(), name: path },
        place: Some(place),
        declared: None,
        chain: Vec::new(),
        message,
        help,
        evidence: Vec::new(),
        depends_on: Vec::new(),
    }
}
