//! What the given paths evaluate to, and what the controls say of it.

use crate::files::Files;
use crate::ignore::{self, Circumstances};
use crate::rules;
use crate::run::Run;
use ravelin_finding::{FileId, Finding, Problem, ProblemKind, Rule, Sources, Span};
use ravelin_model::{EntryId, Graph, GraphBuilder, Resource};
use ravelin_template::eval::Evaluation;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

/// One evaluation of an entry point.
pub(crate) struct Evaluated {
    pub(crate) entry: FileId,
    pub(crate) id: EntryId,
    pub(crate) label: String,
    pub(crate) evaluation: Evaluation,
}

/// All that was evaluated.
#[derive(Debug)]
pub struct Estate {
    files: Files,
    graphs: Vec<Graph>,
    entries: usize,
    problems: Vec<Problem>,
    remarks: Vec<String>,
}

/// What the controls say.
#[derive(Debug)]
pub struct Checked {
    /// The findings, passes included, in stable order.
    pub findings: Vec<Finding>,
    /// How many more there would be without ignores.
    pub ignored: usize,
    /// Every rule that ran.
    pub rules: Vec<&'static Rule>,
}

impl Estate {
    /// Entry points that are deployed together make one graph. One that has several parameter files is deployed in
    /// several ways, of which only one is true at a time: there is a graph for each name that such files have, and
    /// what has no file of that name is the same in all.
    pub(crate) fn new(
        evaluated: Vec<Evaluated>,
        entries: usize,
        mut problems: Vec<Problem>,
        remarks: Vec<String>,
        files: Files,
    ) -> Self {
        let labels: BTreeSet<String> = evaluated.iter().map(|one| one.label.clone()).collect();
        let mut first: BTreeMap<FileId, EntryId> = BTreeMap::new();
        let mut labelled: HashSet<(FileId, String)> = HashSet::new();
        for one in &evaluated {
            first.entry(one.entry).or_insert(one.id);
            labelled.insert((one.entry, one.label.clone()));
        }
        let mut builders: Vec<(String, GraphBuilder)> =
            labels.into_iter().map(|label| (label, GraphBuilder::default())).collect();
        if builders.is_empty() {
            builders.push((String::new(), GraphBuilder::default()));
        }
        for one in evaluated {
            let is_first = first.get(&one.entry) == Some(&one.id);
            let takes = |label: &String| {
                *label == one.label || (is_first && !labelled.contains(&(one.entry, label.clone())))
            };
            let mut taking: Vec<&mut GraphBuilder> =
                builders.iter_mut().filter(|(label, _)| takes(label)).map(|(_, builder)| builder).collect();
            problems.extend(one.evaluation.problems);
            let last = taking.pop();
            for builder in taking {
                builder.extend(one.evaluation.resources.iter().cloned());
                builder.deployed(one.evaluation.deployed.iter().cloned());
                one.evaluation.gaps.iter().for_each(|gap| builder.gap(one.id, Arc::clone(gap)));
            }
            if let Some(builder) = last {
                builder.extend(one.evaluation.resources);
                builder.deployed(one.evaluation.deployed);
                one.evaluation.gaps.into_iter().for_each(|gap| builder.gap(one.id, gap));
            }
        }
        let graphs = builders.into_iter().map(|(_, builder)| builder.build()).collect();
        let problems = sorted(problems, files.sources());
        Self { files, graphs, entries, problems, remarks }
    }

    /// The texts that places point into.
    #[must_use]
    pub fn sources(&self) -> &Sources {
        self.files.sources()
    }

    /// How many entry points there are, those included that could not be read.
    #[must_use]
    pub fn entries(&self) -> usize {
        self.entries
    }

    /// What could not be read or evaluated, and notes, by file and place.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// What was left out and why, for those who ask.
    #[must_use]
    pub fn remarks(&self) -> &[String] {
        &self.remarks
    }

    /// Is the answer incomplete?
    #[must_use]
    pub fn is_incomplete(&self) -> bool {
        self.problems.iter().any(|problem| problem.kind != ProblemKind::Note)
    }

    /// The graphs: one, unless entry points have several parameter files.
    #[must_use]
    pub fn graphs(&self) -> &[Graph] {
        &self.graphs
    }

    /// Every resource once, in order: one that is the same for several parameter files is not repeated.
    pub fn resources(&self) -> impl Iterator<Item = &Resource> {
        let several = self.graphs.len() > 1;
        let mut seen: HashSet<EntryId> = HashSet::new();
        let mut shown: HashSet<String> = HashSet::new();
        self.graphs
            .iter()
            .flat_map(move |graph| {
                let before = seen.clone();
                seen.extend(graph.resources().iter().map(|resource| resource.entry));
                graph.resources().iter().filter(move |resource| !before.contains(&resource.entry))
            })
            .filter(move |resource| !several || shown.insert(fingerprint(resource)))
    }

    /// Decides every chosen control for every resource, and heeds ignores.
    #[must_use]
    pub fn check(&self, run: &Run) -> Checked {
        let chosen = run.chosen();
        let found = self.graphs.iter().flat_map(|graph| ravelin_controls::check(graph, &chosen.controls));
        let mut said = HashSet::new();
        let several = self.graphs.len() > 1;
        let findings = found.filter(|finding| !several || said.insert(said_of(finding))).collect();
        let circumstances = Circumstances {
            sources: self.sources(),
            files: self.files.own(),
            graphs: &self.graphs,
            problems: &self.problems,
            ran: chosen.rules().map(|rule| rule.id).collect(),
            today: run.today(),
        };
        let mut heeded = ignore::heed(findings, &circumstances);
        heeded.findings.extend(self.expired(run, &circumstances.ran));
        Checked { findings: heeded.findings, ignored: heeded.hidden, rules: chosen.rules().collect() }
    }

    /// Rows of the configuration that switch a control off and have ended.
    fn expired(&self, run: &Run, ran: &BTreeSet<&'static str>) -> Vec<Finding> {
        let config = run.config();
        let ended = config
            .disabled
            .iter()
            .filter_map(|row| Some((row, row.until.filter(|until| *until < run.today())?)));
        let ended: Vec<_> = ended.collect();
        if ended.is_empty() || !ran.contains(rules::EXPIRED.id) {
            return Vec::new();
        }
        let path = crate::paths::shown(config.path.as_deref().unwrap_or_else(|| std::path::Path::new("")));
        let file = self.sources().add(path, config.text.as_str());
        let findings = ended.into_iter().map(|(row, until)| {
            let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
            let place = Span::new(offset(row.span.start), offset(row.span.end)).in_file(file);
            let message = format!("`{}` was switched off until {until}", row.id);
            ignore::finding(&rules::EXPIRED, place, message, None, self.sources())
        });
        findings.collect()
    }
}

/// What two findings have in common when one of them says nothing new.
fn said_of(finding: &Finding) -> String {
    let Finding { rule, outcome, place, resource, message, depends_on, .. } = finding;
    format!("{}\n{outcome:?}\n{place:?}\n{resource:?}\n{message}\n{depends_on:?}", rule.id)
}

/// What two rows have in common when one of them says nothing new.
fn fingerprint(resource: &Resource) -> String {
    let body = serde_json::to_string(&resource.body).unwrap_or_default();
    let shown = resource.shown();
    format!("{}\n{}\n{:?}\n{:?}\n{body}", shown.id, shown.ty, resource.place, resource.existing)
}

/// By file and place, each once.
fn sorted(problems: Vec<Problem>, sources: &Sources) -> Vec<Problem> {
    let mut keyed: Vec<_> = problems
        .into_iter()
        .map(|problem| {
            let region = problem.place.and_then(|place| sources.region(place));
            let file =
                region.as_ref().map(|region| Arc::clone(&region.file)).or_else(|| problem.path.clone());
            let at = region.map(|region| (region.start, region.end));
            ((file, at, problem.message.clone(), problem.kind), problem)
        })
        .collect();
    keyed.sort_by(|a, b| a.0.cmp(&b.0));
    keyed.dedup_by(|a, b| a.0 == b.0);
    keyed.into_iter().map(|(_, problem)| problem).collect()
}
