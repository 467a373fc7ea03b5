//! What Terraform shows of a plan or a state, as JSON: `terraform show -json`, and state files themselves.
//!
//! Everything is evaluated already; what is not known before it is applied is unknown here too. Where the configuration
//! lies beside, places point into it (`source`); otherwise into the JSON. Formats:
//! <https://developer.hashicorp.com/terraform/internals/json-format>.

mod plan;
mod references;
mod rows;
mod source;
mod state;
#[cfg(test)]
mod tests;
mod value;

use crate::loader::Loader;
use crate::provider;
use ravelin_finding::{FileId, Place, Problem, ProblemKind, Span};
use ravelin_model::{EntryId, Reason};
use ravelin_template::eval::{Evaluation, Settings};
use ravelin_template::json::{self, Document, Node};

/// What a JSON text shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A plan.
    Plan,
    /// A state, shown.
    State,
    /// A state file.
    StateFile,
}

/// What a JSON document shows, by the members that the format promises.
#[must_use]
pub fn kind(document: &Document<'_>) -> Option<Kind> {
    let root = document.root();
    let has = |key: &str| root.get(key).is_some();
    if !has("terraform_version") {
        return None;
    }
    if has("format_version") {
        if has("planned_values") || has("resource_changes") {
            return Some(Kind::Plan);
        }
        return has("values").then_some(Kind::State);
    }
    let counted = root.get("version").and_then(Node::as_i64).is_some();
    (counted && has("serial") && root.get("resources").is_some_and(Node::is_array)).then_some(Kind::StateFile)
}

/// What is to be read.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'s> {
    /// Its number in the run.
    pub id: EntryId,
    /// The file.
    pub file: FileId,
    /// Its text.
    pub text: &'s str,
    /// The folder in which the configuration may lie.
    pub folder: &'s str,
}

/// The resources that a plan or a state shows.
#[must_use]
pub fn evaluate(shown: Shown<'_>, loader: &dyn Loader, settings: &Settings) -> Evaluation {
    let parsed = json::parse(shown.text);
    let mut evaluation = Evaluation::default();
    let place = |span: Span| span.in_file(shown.file);
    for error in &parsed.errors {
        evaluation.problems.push(problem(place(error.span), error.message.clone(), error.help.clone()));
    }
    let read = parsed.document.as_ref().and_then(|document| Some((document, kind(document)?)));
    let Some((document, kind)) = read else {
        let message = "this is no plan and no state that can be read".to_owned();
        let help = "write it with `terraform show -json PLAN > plan.json`".to_owned();
        evaluation.gaps.push(Reason::new("unreadable plan", message.clone(), None));
        evaluation.problems.push(problem(place(Span::default()), message, Some(help)));
        return evaluation;
    };
    let root = document.root();
    let mut instances = match kind {
        Kind::Plan => plan::instances(shown, root, settings),
        Kind::State => state::shown(shown, root),
        Kind::StateFile => state::file(shown, root),
    };
    source::join(&mut instances, shown.folder, loader);
    let lowered = provider::lower(shown.id, &instances, settings);
    evaluation.resources = lowered.resources;
    evaluation.problems.extend(lowered.problems);
    evaluation.gaps.extend(lowered.gaps);
    evaluation
}

fn problem(place: Place, message: String, help: Option<String>) -> Problem {
    Problem { kind: ProblemKind::Unreadable, place: Some(place), path: None, message, help }
}
