//! Terraform evaluated: modules in HCL and JSON, plans and states become the resources of the model.
//!
//! The way is: text → [`ir`] (`syntax`) → instances (`eval`, or `plan` and `state`) → resources of Azure Resource Manager
//! (`provider`: azapi as it is, azurerm by a table). No files are touched here; a [`loader::Loader`] is asked.

pub mod eval;
pub mod functions;
pub mod instance;
pub mod ir;
pub mod loader;
pub mod provider;
pub mod shown;
pub mod syntax;
pub mod types;

pub use eval::{EntryPoint, Estate, estate, evaluate, variables_file};
pub use instance::{Instance, ProviderConfig};
