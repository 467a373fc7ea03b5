//! Texts in memory, deployed with small bounds; what comes of it must keep its promises.

use crate::{is_said_well, lies_in};
use ravelin_finding::{FileId, Place, Sources};
use ravelin_model::{EntryId, MAX_DEPTH, MAX_WEIGHT, Value};
use ravelin_template::eval::{EntryPoint, Evaluation, Limits, Settings, evaluate};
use ravelin_template::ir::Template;
use ravelin_template::loader::{DirectoryFile, Loader, Unloaded};
use std::sync::Arc;

/// Between the files of an input.
const BETWEEN: &str = "\n=====\n";

/// The most resources that one input may make.
pub(crate) const RESOURCES: u64 = 200;

/// The notation of an input's first file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notation {
    /// A Bicep file.
    Bicep,
    /// An ARM template.
    Arm,
    /// A Bicep parameter file.
    Parameters,
}

/// The files of one input: the first is the entry point, the others answer to any path with their ending.
struct Texts {
    sources: Sources,
    files: Vec<(FileId, Notation)>,
}

/// Reads and deploys an input, twice: the properties must hold, and both must say the same.
pub fn deploy(input: &str, notation: Notation) {
    let (first, second) = (once(input, notation), once(input, notation));
    assert!(first == second, "the same input gives different results");
}

fn once(input: &str, notation: Notation) -> String {
    let sources = Sources::default();
    let files = input.split(BETWEEN).take(4).enumerate().map(|(at, text)| {
        let is_json = text.trim_start().starts_with('{');
        let notation = if at == 0 {
            notation
        } else if is_json {
            Notation::Arm
        } else {
            Notation::Bicep
        };
        let ending = match notation {
            Notation::Bicep => "bicep",
            Notation::Arm => "json",
            Notation::Parameters => "bicepparam",
        };
        (sources.add(format!("file{at}.{ending}"), text), notation)
    });
    let files = files.collect();
    let texts = Texts { sources, files };
    let Some((main, _)) = texts.files.first().copied() else { return String::new() };
    let settings = settings();
    let checked = Checked { sources: &texts.sources, rows: RESOURCES + 1 };
    if notation == Notation::Parameters {
        let read = ravelin_bicep::parameters(main, &texts, &settings);
        read.problems.iter().for_each(|problem| checked.problem(problem));
        read.given.iter().for_each(|given| checked.value(&given.value));
        return format!("{:?}", read.given.iter().map(|given| given.value.to_json()).collect::<Vec<_>>());
    }
    let template = texts.lower(main);
    template.problems.iter().for_each(|problem| checked.problem(problem));
    let entry = EntryPoint { id: EntryId(0), template, name: "main".into(), parameters: Vec::new() };
    let evaluation = evaluate(&entry, &texts, &settings);
    checked.evaluation(&evaluation);
    shown(&evaluation)
}

pub(crate) fn settings() -> Settings {
    let limits = Limits { steps: 20_000, items: 20_000, resources: RESOURCES, nesting: 8 };
    Settings { limits, ..Settings::default() }
}

pub(crate) fn shown(evaluation: &Evaluation) -> String {
    let rows = evaluation.resources.iter().map(|resource| {
        format!(
            "{} {:?} {} {}\n",
            resource.ty,
            resource.place,
            resource.id.to_json(),
            resource.body.to_json()
        )
    });
    let problems =
        evaluation.problems.iter().map(|problem| format!("{:?} {}\n", problem.place, problem.message));
    rows.chain(problems).collect()
}

impl Texts {
    fn lower(&self, file: FileId) -> Arc<Template> {
        let notation = self.files.iter().find(|known| known.0 == file).map_or(Notation::Arm, |known| known.1);
        Arc::new(if notation == Notation::Arm {
            let text = self.sources.get(file).map(|source| Arc::clone(source.text())).unwrap_or_default();
            ravelin_template::lower::template(file, &text)
        } else {
            ravelin_bicep::lower(file, self)
        })
    }
}

/// What holds of everything that an evaluation gives.
pub(crate) struct Checked<'s> {
    pub(crate) sources: &'s Sources,
    /// The most rows that there may be.
    pub(crate) rows: u64,
}

impl Checked<'_> {
    fn place(&self, place: Place) {
        let source = self.sources.get(place.file);
        lies_in(place.span, source.as_ref().map_or("", |source| source.text()));
    }

    pub(crate) fn problem(&self, problem: &ravelin_finding::Problem) {
        problem.place.into_iter().for_each(|place| self.place(place));
        is_said_well(&problem.message);
    }

    pub(crate) fn value(&self, value: &Value) {
        assert!(value.weight() <= 2 * MAX_WEIGHT && value.depth() <= 2 * MAX_DEPTH, "a value out of bounds");
        let _ = value.to_json();
        let _ = value.residual();
        for reason in value.reasons() {
            reason.place.into_iter().for_each(|place| self.place(place));
            assert!(!reason.why.is_empty());
        }
    }

    pub(crate) fn evaluation(&self, evaluation: &Evaluation) {
        assert!(evaluation.resources.len() as u64 <= self.rows, "more resources than allowed");
        evaluation.problems.iter().for_each(|problem| self.problem(problem));
        evaluation.gaps.iter().for_each(|gap| assert!(!gap.why.is_empty()));
        for resource in &evaluation.resources {
            self.place(resource.place);
            self.place(resource.header);
            for value in [&resource.id, &resource.name, &resource.scope, &resource.body] {
                self.value(value);
            }
            resource.chain.iter().for_each(|link| self.place(link.place));
        }
        for deployed in &evaluation.deployed {
            self.place(deployed.place);
            deployed.parameters.iter().for_each(|parameter| self.value(&parameter.value));
            deployed.outputs.iter().for_each(|output| self.value(&output.value));
        }
    }
}

impl Loader for Texts {
    fn sources(&self) -> &Sources {
        &self.sources
    }

    fn resolve(&self, _: FileId, reference: &str) -> Result<FileId, Unloaded> {
        let wanted = if reference.ends_with(".json") { Notation::Arm } else { Notation::Bicep };
        // The first file may name itself: circles are part of the input.
        let own = if reference.starts_with("main") { 0 } else { 1 };
        let found = self.files.iter().skip(own).find(|file| file.1 == wanted);
        found.map(|file| file.0).ok_or_else(|| Unloaded::new("there is no such file"))
    }

    fn linked(&self, from: FileId, _: &Value) -> Result<FileId, Unloaded> {
        self.resolve(from, "x.json")
    }

    fn template(&self, file: FileId) -> Result<Arc<Template>, Unloaded> {
        Ok(self.lower(file))
    }

    fn bytes(&self, _: FileId, _: &str) -> Result<Vec<u8>, Unloaded> {
        let last = self.files.last().and_then(|file| self.sources.get(file.0));
        last.map(|source| source.text().as_bytes().to_vec())
            .ok_or_else(|| Unloaded::new("there is no such file"))
    }

    fn directory(&self, _: FileId, _: &str, _: &str) -> Result<Vec<DirectoryFile>, Unloaded> {
        Ok(Vec::new())
    }

    fn uri(&self, file: FileId) -> String {
        format!("file:///{}", file.0)
    }
}
