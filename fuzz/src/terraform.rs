//! Terraform in memory, evaluated with small bounds; what comes of it must keep its promises.

use crate::estate::{Checked, RESOURCES, settings, shown};
use ravelin_finding::{FileId, Sources};
use ravelin_model::EntryId;
use ravelin_template::eval::Evaluation;
use ravelin_template::loader::Unloaded;
use ravelin_terraform::EntryPoint;
use ravelin_terraform::ir::Module;
use ravelin_terraform::loader::Loader;
use ravelin_terraform::shown::Shown;
use ravelin_terraform::syntax::{self, ConfigurationFile};
use std::sync::Arc;

/// Between the modules of an input.
const BETWEEN: &str = "\n=====\n";

/// The modules of one input: the first is the root, the second answers to any other folder.
struct Modules<'i> {
    sources: Sources,
    texts: Vec<(FileId, &'i str)>,
}

/// Evaluates a configuration, twice: both must say the same.
pub fn configuration(input: &str) {
    let once = || {
        let modules = Modules::new(input);
        let root = EntryPoint {
            id: EntryId(0),
            folder: "".into(),
            name: "main".into(),
            variables: Vec::new(),
            workspace: None,
        };
        modules.checked(&ravelin_terraform::evaluate(&root, &modules, &settings()))
    };
    assert!(once() == once(), "the same input gives different results");
}

/// Evaluates a plan or a state, beside a configuration where the input has one.
pub fn plan(input: &str) {
    let (text, configuration) = input.split_once(BETWEEN).unwrap_or((input, ""));
    let once = || {
        let modules = Modules::new(configuration);
        let file = modules.sources.add("plan.json", text);
        let shown = Shown { id: EntryId(0), file, text, folder: "" };
        modules.checked(&ravelin_terraform::shown::evaluate(shown, &modules, &settings()))
    };
    assert!(once() == once(), "the same input gives different results");
}

impl<'i> Modules<'i> {
    fn new(input: &'i str) -> Self {
        let sources = Sources::default();
        let texts = input.split(BETWEEN).take(2).enumerate();
        let texts = texts.map(|(at, text)| (sources.add(format!("file{at}.tf"), text), text)).collect();
        Self { sources, texts }
    }

    fn checked(&self, evaluation: &Evaluation) -> String {
        // A resource of Terraform may be several of Azure Resource Manager.
        Checked { sources: &self.sources, rows: 50 * RESOURCES }.evaluation(evaluation);
        shown(evaluation)
    }

    fn of(&self, folder: &str) -> Option<&(FileId, &'i str)> {
        self.texts.get(usize::from(!folder.is_empty()))
    }
}

impl Loader for Modules<'_> {
    fn sources(&self) -> &Sources {
        &self.sources
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, Unloaded> {
        Ok(self.of(folder).map(|_| "main.tf".to_owned()).into_iter().collect())
    }

    fn folder(&self, _: &str, path: &str) -> String {
        path.trim_matches(['.', '/']).to_owned()
    }

    fn module(&self, folder: &str) -> Result<Arc<Module>, Unloaded> {
        let (file, text) = self.of(folder).ok_or_else(|| Unloaded::new("there is no such folder"))?;
        let name = if text.trim_start().starts_with('{') { "main.tf.json" } else { "main.tf" };
        Ok(Arc::new(syntax::read(folder, &[ConfigurationFile { name, file: *file, text }])))
    }

    fn text(&self, folder: &str, _: &str) -> Result<FileId, Unloaded> {
        self.of(folder).map(|(file, _)| *file).ok_or_else(|| Unloaded::new("there is no such file"))
    }

    fn bytes(&self, folder: &str, _: &str) -> Result<Vec<u8>, Unloaded> {
        let text = self.of(folder).map(|(_, text)| text.as_bytes().to_vec());
        text.ok_or_else(|| Unloaded::new("there is no such file"))
    }

    fn files_below(&self, _: &str, _: &str) -> Result<Vec<String>, Unloaded> {
        Ok(vec!["main.tf".to_owned()])
    }
}
