//! A text to the graph that a check would see.

use ravelin_finding::{FileId, Problem, Sources};
use ravelin_model::{EntryId, Graph, GraphBuilder, Value};
use ravelin_template::eval::{EntryPoint, Evaluation, Settings, evaluate as deploy};
use ravelin_template::ir::Template;
use ravelin_template::loader::{DirectoryFile, Loader, Unloaded};
use std::sync::Arc;

/// The notation of an example.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Bicep.
    Bicep,
    /// An ARM template, JSON.
    Arm,
}

/// What came of one text.
#[derive(Debug, Default)]
pub struct Evaluated {
    /// The resources.
    pub graph: Graph,
    /// The registry that all places point into.
    pub sources: Sources,
    /// What could not be read or evaluated.
    pub problems: Vec<Problem>,
}

/// Evaluates one text that stands alone, deployed to a place of which nothing is known.
#[must_use]
pub fn evaluate(text: &str, language: Language) -> Evaluated {
    let loader = Alone { sources: Sources::default(), language };
    let (mut problems, evaluation) = loader.deploy(text);
    problems.extend(
        evaluation.problems.into_iter().filter(|problem| !problems.contains(problem)).collect::<Vec<_>>(),
    );
    let mut builder = GraphBuilder::default();
    builder.extend(evaluation.resources);
    builder.deployed(evaluation.deployed);
    evaluation.gaps.into_iter().for_each(|reason| builder.gap(ENTRY, reason));
    Evaluated { graph: builder.build(), sources: loader.sources, problems }
}

/// What a text that stands alone deploys.
#[cfg(test)]
pub(crate) fn deployed(text: &str, language: Language) -> Evaluation {
    Alone { sources: Sources::default(), language }.deploy(text).1
}

/// The one entry point.
const ENTRY: EntryId = EntryId(0);

/// A loader that has one text and no other.
struct Alone {
    sources: Sources,
    language: Language,
}

impl Alone {
    /// What is wrong with the text, and what it deploys.
    fn deploy(&self, text: &str) -> (Vec<Problem>, Evaluation) {
        let path = match self.language {
            Language::Bicep => "main.bicep",
            Language::Arm => "azuredeploy.json",
        };
        let template = self.lower(self.sources.add(path, text));
        let problems = template.problems.clone();
        let entry = EntryPoint { id: ENTRY, template, name: "main".into(), parameters: Vec::new() };
        (problems, deploy(&entry, self, &Settings::default()))
    }

    fn lower(&self, file: FileId) -> Arc<Template> {
        Arc::new(match self.language {
            Language::Bicep => ravelin_bicep::lower(file, self),
            Language::Arm => {
                let source = self.sources.get(file);
                ravelin_template::lower::template(file, source.as_ref().map_or("", |source| source.text()))
            }
        })
    }
}

fn alone<T>() -> Result<T, Unloaded> {
    Err(Unloaded::new("the example stands alone"))
}

impl Loader for Alone {
    fn sources(&self) -> &Sources {
        &self.sources
    }

    fn resolve(&self, _: FileId, _: &str) -> Result<FileId, Unloaded> {
        alone()
    }

    fn linked(&self, _: FileId, _: &Value) -> Result<FileId, Unloaded> {
        alone()
    }

    fn template(&self, file: FileId) -> Result<Arc<Template>, Unloaded> {
        Ok(self.lower(file))
    }

    fn bytes(&self, _: FileId, _: &str) -> Result<Vec<u8>, Unloaded> {
        alone()
    }

    fn directory(&self, _: FileId, _: &str, _: &str) -> Result<Vec<DirectoryFile>, Unloaded> {
        alone()
    }

    fn uri(&self, _: FileId) -> String {
        "file:///main".to_owned()
    }
}
