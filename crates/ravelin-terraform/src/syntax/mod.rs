//! Text becomes [`crate::ir`]: the native notation (`hcl`, read by `hcl-edit`) and JSON (`json`).
//!
//! A mistake costs its block, not the file. What the words of a block mean is decided here as far as they have a meaning
//! for evaluation (`module`); names and functions are not resolved.

mod blocks;
mod expressions;
mod hcl;
mod json;
mod module;
mod overrides;
mod recover;
mod templates;
#[cfg(test)]
mod tests;

pub use hcl::{expression, template};

pub(crate) use expressions::number;

use crate::ir::{Body, Module};
use ravelin_finding::{FileId, Place, Problem, ProblemKind};

/// A configuration file of a folder.
#[derive(Clone, Copy, Debug)]
pub struct ConfigurationFile<'t> {
    /// Its name, without the folder.
    pub name: &'t str,
    /// Its number.
    pub file: FileId,
    /// Its text.
    pub text: &'t str,
}

/// Is a file of this name part of the module in its folder? Editors' copies and hidden files are not.
#[must_use]
pub fn is_configuration(name: &str) -> bool {
    let ending = name.ends_with(".tf") || name.ends_with(".tf.json");
    ending && !name.starts_with('.') && !name.starts_with('#') && !name.ends_with('~')
}

/// Is a file of this name one whose blocks replace those of others: `override.tf`, `NAME_override.tf`?
fn is_override(name: &str) -> bool {
    let stem = name.strip_suffix(".json").unwrap_or(name);
    let stem = stem.strip_suffix(".tf").unwrap_or(stem);
    stem == "override" || stem.ends_with("_override")
}

/// Reads the files of one folder, which become one module.
///
/// The order of the files is that of their names: it decides which override is the last
/// (<https://developer.hashicorp.com/terraform/language/files/override>).
#[must_use]
pub fn read(folder: &str, files: &[ConfigurationFile<'_>]) -> Module {
    let mut module = Module { folder: folder.into(), ..Module::default() };
    let (overrides, plain): (Vec<_>, Vec<_>) =
        files.iter().copied().partition(|file: &ConfigurationFile<'_>| is_override(file.name));
    for file in plain {
        let body = body(file, &mut module.problems);
        module::add(&mut module, file.file, body);
    }
    for file in overrides {
        let mut replacing = Module::default();
        let body = body(file, &mut module.problems);
        module::add(&mut replacing, file.file, body);
        overrides::merge(&mut module, replacing);
    }
    module
}

/// The places of all comments of a text in the native notation, with their marks, in order.
#[must_use]
pub fn comments(text: &str) -> Vec<ravelin_finding::Span> {
    recover::comments(text)
}

/// What stands in one file.
fn body(file: ConfigurationFile<'_>, problems: &mut Vec<Problem>) -> Body {
    if file.name.ends_with(".json") { json::body(file, problems) } else { hcl::body(file, problems) }
}

/// The attributes of a file of variable values, `.tfvars` or `.tfvars.json`: constant expressions.
#[must_use]
pub fn variables(file: ConfigurationFile<'_>) -> (Vec<crate::ir::Attribute>, Vec<Problem>) {
    let mut problems = Vec::new();
    let attributes = if file.name.ends_with(".json") {
        json::variables(file, &mut problems)
    } else {
        let Body { attributes, blocks } = hcl::body(file, &mut problems);
        let help = "a file of variable values holds `name = value` only".to_owned();
        let stray = |block: &crate::ir::Block| {
            invalid(
                block.header,
                format!("a block `{}` in a file of variable values", block.ty),
                Some(help.clone()),
            )
        };
        problems.extend(blocks.iter().map(stray));
        attributes
    };
    (attributes, problems)
}

fn invalid(place: Place, message: String, help: Option<String>) -> Problem {
    Problem { kind: ProblemKind::Invalid, place: Some(place), path: None, message, help }
}
