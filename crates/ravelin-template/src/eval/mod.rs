//! Evaluation: a template with its parameters becomes resources.

mod context;
mod deployment;
mod emit;
mod expr;
mod ids;
mod instance;
mod lambda;
mod module;
mod reference;
mod scope;
mod special;
#[cfg(test)]
mod tests;
mod world;

use crate::ir::Template;
use crate::loader::Loader;
use ravelin_finding::{Place, Problem, ProblemKind};
use ravelin_model::{Deployed, EntryId, Reason, Resource, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What to evaluate.
#[derive(Clone, Debug)]
pub struct EntryPoint {
    /// Its number in the run.
    pub id: EntryId,
    /// The template.
    pub template: Arc<Template>,
    /// The deployment's name as it is shown: the file's name without its ending.
    pub name: Arc<str>,
    /// The parameters that are given, by name; a later one of the same name wins.
    pub parameters: Vec<GivenParameter>,
}

/// A parameter's value from a parameter file or the command line.
#[derive(Clone, Debug)]
pub struct GivenParameter {
    /// Its name.
    pub name: Arc<str>,
    /// Its value; the origin tells where it was given.
    pub value: Value,
    /// Where it is given; `None` on the command line.
    pub place: Option<Place>,
}

/// What is known of where it will be deployed; what is not given is unknown.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The subscription's id.
    pub subscription: Option<String>,
    /// The resource group's name.
    pub resource_group: Option<String>,
    /// The resource group's (or the deployment's) location.
    pub location: Option<String>,
    /// The tenant's id.
    pub tenant: Option<String>,
    /// The management group's name.
    pub management_group: Option<String>,
    /// Environment variables that `readEnvironmentVariable()` may see.
    pub environment: BTreeMap<String, String>,
    /// Bounds.
    pub limits: Limits,
}

/// Bounds on the evaluation of one entry point, so that no template can stall a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Expressions evaluated.
    pub steps: u64,
    /// Array items and object members made.
    pub items: u64,
    /// Resources made.
    pub resources: u64,
    /// Templates inside templates.
    pub nesting: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { steps: 200_000_000, items: 50_000_000, resources: 1_000_000, nesting: 64 }
    }
}

/// What an entry point deploys.
#[derive(Debug, Default)]
pub struct Evaluation {
    /// The resources, in order of declaration, modules expanded in place.
    pub resources: Vec<Resource>,
    /// The templates, the entry point first.
    pub deployed: Vec<Deployed>,
    /// What could not be read or evaluated.
    pub problems: Vec<Problem>,
    /// Why there may be further resources.
    pub gaps: Vec<Arc<Reason>>,
}

/// The stack on which an entry point is evaluated: reserved, and touched only as deep as a template nests.
const STACK: usize = 512 << 20;

/// Evaluates an entry point, on a thread of its own with a stack that is large enough for any template that the
/// bounds admit.
#[must_use]
pub fn evaluate(entry: &EntryPoint, loader: &dyn Loader, settings: &Settings) -> Evaluation {
    std::thread::scope(|threads| {
        let run = move || emit::run(entry, loader, settings);
        let spawned = std::thread::Builder::new().stack_size(STACK).spawn_scoped(threads, run);
        spawned.ok().and_then(|thread| thread.join().ok()).unwrap_or_else(|| failed(entry))
    })
}

/// What is left when evaluation itself broke down: never nothing in silence.
fn failed(entry: &EntryPoint) -> Evaluation {
    let message = format!("`{}` could not be evaluated: an internal error", entry.name);
    let place = Place { file: entry.template.file, span: ravelin_finding::Span::default() };
    let problem = Problem {
        kind: ProblemKind::Unreadable,
        place: Some(place),
        path: None,
        message: message.clone(),
        help: Some("please report this, with the template if you can".to_owned()),
    };
    let gap = Reason::new("internal error", message, Some(place));
    Evaluation { problems: vec![problem], gaps: vec![gap], ..Evaluation::default() }
}
