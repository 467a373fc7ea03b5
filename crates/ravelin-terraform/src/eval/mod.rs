//! Evaluation: a root module with its variables becomes instances, and these resources.
//!
//! The semantics are those of Terraform 1.11, with unknown values where Terraform has a deployment to ask. What is only
//! for Terraform's own use (state moves, checks, validations) is not evaluated.

mod access;
mod alternatives;
mod body;
mod calls;
mod constant;
mod emit;
mod expr;
mod invoke;
mod iterate;
mod memo;
mod names;
mod operators;
mod providers;
mod references;
mod repeat;
mod resources;
mod scope;
#[cfg(test)]
mod tests;
mod unit;
mod variables;
mod versions;
mod world;

pub use constant::variables_file;
pub use emit::Estate;

use crate::loader::Loader;
use ravelin_finding::{Problem, ProblemKind};
use ravelin_model::{EntryId, Reason};
use ravelin_template::eval::{Evaluation, GivenParameter, Settings};
use std::sync::Arc;

/// What to evaluate.
#[derive(Clone, Debug)]
pub struct EntryPoint {
    /// Its number in the run.
    pub id: EntryId,
    /// The root module's folder, as the loader names it.
    pub folder: Arc<str>,
    /// Its name as it is shown.
    pub name: Arc<str>,
    /// The variables that are given, by name; a later one of the same name wins. One without a place comes from the
    /// command line or the environment: its text is an expression where the variable's type is compound.
    pub variables: Vec<GivenParameter>,
    /// `terraform.workspace`, where it is known.
    pub workspace: Option<Arc<str>>,
}

/// The stack on which an entry point is evaluated: reserved, and touched only as deep as a configuration nests.
const STACK: usize = 512 << 20;

/// Evaluates a root module to resources of Azure, on a thread of its own with a stack that is large enough for any
/// configuration that the bounds admit.
#[must_use]
pub fn evaluate(entry: &EntryPoint, loader: &dyn Loader, settings: &Settings) -> Evaluation {
    apart(|| emit::lowered(entry, loader, settings)).unwrap_or_else(|| {
        let Estate { problems, gaps, .. } = failed(entry);
        Evaluation { problems, gaps, ..Evaluation::default() }
    })
}

/// Evaluates a root module to instances.
#[must_use]
pub fn estate(entry: &EntryPoint, loader: &dyn Loader, settings: &Settings) -> Estate {
    apart(|| emit::run(entry, loader, settings)).unwrap_or_else(|| failed(entry))
}

fn apart<T: Send>(work: impl FnOnce() -> T + Send) -> Option<T> {
    std::thread::scope(|threads| {
        let spawned = std::thread::Builder::new().stack_size(STACK).spawn_scoped(threads, work);
        spawned.ok().and_then(|thread| thread.join().ok())
    })
}

/// What is left when evaluation itself broke down: never nothing in silence.
fn failed(entry: &EntryPoint) -> Estate {
    let message = format!("`{}` could not be evaluated: an internal error", entry.name);
    let problem = Problem {
        kind: ProblemKind::Unreadable,
        place: None,
        path: Some(Arc::clone(&entry.folder)),
        message: message.clone(),
        help: Some("please report this, with the configuration if you can".to_owned()),
    };
    let gap = Reason::new("internal error", message, None);
    Estate { problems: vec![problem], gaps: vec![gap], ..Estate::default() }
}
