//! A project of a few files that are not on disk, evaluated, and shown in a notation that fits a test.
//!
//! The first file is the entry point: a Bicep file, an ARM template, or a parameter file of either kind. It is deployed
//! to subscription `sub`, resource group `rg`, location `here`, tenant `tn` and management group `mg`.

mod files;
mod show;

use ravelin_finding::{FileId, Problem, Sources};
use ravelin_model::{EntryId, Value};
use ravelin_template::eval::{EntryPoint, Evaluation, GivenParameter, Limits, Settings, evaluate};
use ravelin_template::ir::Template;
use ravelin_template::lower;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};

/// Files by path, the first of them the entry point.
#[derive(Debug)]
pub struct Project {
    entry: String,
    files: BTreeMap<String, Vec<u8>>,
    given: Vec<GivenParameter>,
    settings: Settings,
    sources: Sources,
    opened: Mutex<HashMap<String, FileId>>,
    templates: Mutex<HashMap<FileId, Arc<Template>>>,
}

impl Project {
    /// A project with these files.
    #[must_use]
    pub fn new<'f>(files: impl IntoIterator<Item = (&'f str, &'f str)>) -> Self {
        let files: Vec<(&str, &str)> = files.into_iter().collect();
        let own = |text: &str| Some(text.to_owned());
        Self {
            entry: files.first().map_or_else(String::new, |(path, _)| (*path).to_owned()),
            files: files
                .into_iter()
                .map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()))
                .collect(),
            given: Vec::new(),
            settings: Settings {
                subscription: own("sub"),
                resource_group: own("rg"),
                location: own("here"),
                tenant: own("tn"),
                management_group: own("mg"),
                ..Settings::default()
            },
            sources: Sources::default(),
            opened: Mutex::default(),
            templates: Mutex::default(),
        }
    }

    /// The same project deployed to a place of which nothing is known.
    #[must_use]
    pub fn anywhere(mut self) -> Self {
        self.settings = Settings::default();
        self
    }

    /// With a parameter that is set on the command line, as JSON.
    #[must_use]
    pub fn given(mut self, name: &str, json: &str) -> Self {
        let value = lower::json_value(json).unwrap_or(Value::NULL);
        self.given.push(GivenParameter { name: name.into(), value, place: None });
        self
    }

    /// With an environment variable.
    #[must_use]
    pub fn environment(mut self, name: &str, value: &str) -> Self {
        self.settings.environment.insert(name.to_owned(), value.to_owned());
        self
    }

    /// With other bounds.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.settings.limits = limits;
        self
    }

    /// With a file that is not text.
    #[must_use]
    pub fn binary(mut self, path: &str, bytes: &[u8]) -> Self {
        self.files.insert(path.to_owned(), bytes.to_vec());
        self
    }

    /// The registry that all places point into.
    #[must_use]
    pub const fn sources(&self) -> &Sources {
        &self.sources
    }

    /// What the entry point deploys. What is wrong in a parameter file comes first among the problems.
    #[must_use]
    pub fn evaluate(&self) -> Evaluation {
        let mut given = Vec::new();
        let mut problems = Vec::new();
        let template = self.start(&mut given, &mut problems);
        given.extend(self.given.iter().cloned());
        let mut evaluation = match template {
            Some(template) => {
                let entry = EntryPoint { id: EntryId(0), template, name: "main".into(), parameters: given };
                evaluate(&entry, self, &self.settings)
            }
            None => Evaluation::default(),
        };
        problems.append(&mut evaluation.problems);
        evaluation.problems = problems;
        evaluation
    }

    /// The template, and the parameters that a parameter file gives it.
    fn start(&self, given: &mut Vec<GivenParameter>, problems: &mut Vec<Problem>) -> Option<Arc<Template>> {
        let file = self.open(&self.entry).ok()?;
        let text = self.sources.get(file)?;
        let using = if self.entry.ends_with(".bicepparam") {
            let mut read = ravelin_bicep::parameters(file, self, &self.settings);
            given.append(&mut read.given);
            problems.append(&mut read.problems);
            read.using?
        } else if let Some(stem) = self.entry.strip_suffix(".parameters.json") {
            let (mut read, mut wrong) = lower::parameters(file, text.text());
            given.append(&mut read);
            problems.append(&mut wrong);
            [format!("{stem}.bicep"), format!("{stem}.json")]
                .into_iter()
                .find(|path| self.files.contains_key(path))?
        } else {
            self.entry.clone()
        };
        let template = self.open(&self.beside(file, &using)).ok()?;
        Some(self.lowered(template))
    }
}
