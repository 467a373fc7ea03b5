//! A text to the graph that a check would see.

use ravelin_finding::{FileId, Problem, Sources};
use ravelin_model::{EntryId, Graph, GraphBuilder, Value};
use ravelin_template::eval::{EntryPoint, Settings, evaluate as deploy};
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
    let path = match language {
        Language::Bicep => "main.bicep",
        Language::Arm => "azuredeploy.json",
    };
    let template = loader.lower(loader.sources.add(path, text));
    let mut problems = template.problems.clone();
    let entry = EntryPoint { id: EntryId(0), template, name: "main".into(), parameters: Vec::new() };
    let evaluation = deploy(&entry, &loader, &Settings::default());
    problems.extend(
        evaluation.problems.into_iter().filter(|problem| !problems.contains(problem)).collect::<Vec<_>>(),
    );
    let mut builder = GraphBuilder::default();
    builder.extend(evaluation.resources);
    builder.deployed(evaluation.deployed);
    evaluation.gaps.into_iter().for_each(|reason| builder.gap(entry.id, reason));
    Evaluated { graph: builder.build(), sources: loader.sources, problems }
}

/// A loader that has one text and no other.
struct Alone {
    sources: Sources,
    language: Language,
}

impl Alone {
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
