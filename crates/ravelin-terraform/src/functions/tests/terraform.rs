//! Expressions, and what Terraform 1.11.4 made of them.
//!
//! `fixtures/functions.txt` has an expression on a line, and below it, indented, the kind of its value and the value as
//! `jsonencode` wrote it in `terraform console`, or `error`. `FUNCTIONS=cidr cargo test` runs those that contain a word.

use super::{FILES, called};
use crate::eval::{EntryPoint, estate};
use crate::ir::Module;
use crate::loader::Loader;
use crate::syntax::{self, ConfigurationFile};
use crate::types::type_of;
use ravelin_finding::{FileId, Sources};
use ravelin_model::{EntryId, Value};
use ravelin_template::eval::Settings;
use ravelin_template::loader::Unloaded;
use std::sync::Arc;

struct Console {
    sources: Sources,
    text: String,
}

impl Loader for Console {
    fn sources(&self) -> &Sources {
        &self.sources
    }

    fn list(&self, _: &str) -> Result<Vec<String>, Unloaded> {
        Ok(vec!["main.tf".to_owned()])
    }

    fn folder(&self, _: &str, path: &str) -> String {
        path.to_owned()
    }

    fn module(&self, folder: &str) -> Result<Arc<Module>, Unloaded> {
        let file = self.sources.add("main.tf".to_owned(), self.text.clone());
        let file = ConfigurationFile { name: "main.tf", file, text: &self.text };
        Ok(Arc::new(syntax::read(folder, &[file])))
    }

    fn text(&self, _: &str, path: &str) -> Result<FileId, Unloaded> {
        Err(Unloaded::new(path.to_owned()))
    }

    fn bytes(&self, _: &str, path: &str) -> Result<Vec<u8>, Unloaded> {
        let found = FILES.iter().find(|(name, _)| *name == path);
        found.map(|(_, bytes)| bytes.to_vec()).ok_or_else(|| Unloaded::new(format!("no file `{path}`")))
    }

    fn files_below(&self, _: &str, path: &str) -> Result<Vec<String>, Unloaded> {
        let folder = format!("{path}/");
        let below = FILES.iter().filter_map(|(name, _)| name.strip_prefix(&folder));
        Ok(below.map(str::to_owned).collect())
    }
}

/// The value of an expression, or what is wrong with it.
fn evaluated(expression: &str) -> Result<Value, String> {
    let console = Console {
        sources: Sources::default(),
        text: format!("output \"x\" {{\n  value = {expression}\n}}\n"),
    };
    let entry = EntryPoint {
        id: EntryId(0),
        folder: "".into(),
        name: "main".into(),
        variables: Vec::new(),
        workspace: None,
    };
    let estate = estate(&entry, &console, &Settings::default());
    if let Some(problem) = estate.problems.first() {
        return Err(problem.message.clone());
    }
    let value =
        estate.deployed.first().and_then(|root| root.outputs.first()).map(|output| output.value.clone());
    value.ok_or_else(|| "no output".to_owned())
}

fn kind(value: &Value) -> &'static str {
    if value.is_null() { "null" } else { type_of(value).word() }
}

fn shown(expression: &str) -> String {
    match evaluated(expression) {
        Err(_) => "error".to_owned(),
        Ok(value) => match called("jsonencode", std::slice::from_ref(&value)) {
            Ok(text) => match text.as_str() {
                Some(text) => format!("{} {text}", kind(&value)),
                None => format!("unknown {}", value.residual()),
            },
            Err(_) => "error".to_owned(),
        },
    }
}

#[test]
fn expressions_give_what_terraform_gives() {
    let cases = include_str!("../../../fixtures/functions.txt");
    let only = std::env::var("FUNCTIONS").unwrap_or_default();
    let mut lines = cases.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    let (mut count, mut wrong) = (0, Vec::new());
    while let (Some(expression), Some(expected)) = (lines.next(), lines.next()) {
        if !expression.contains(&only) {
            continue;
        }
        count += 1;
        let expected = expected.trim_start();
        let actual = shown(expression);
        if actual != expected {
            let why = evaluated(expression).err().unwrap_or_default();
            wrong.push(format!("{expression}\n  terraform: {expected}\n    ravelin: {actual} {why}"));
        }
    }
    assert!(count >= 400 || !only.is_empty(), "only {count} cases");
    assert!(wrong.is_empty(), "{} of {count} differ\n{}", wrong.len(), wrong.join("\n"));
}
