//! From instances of Terraform to resources of Azure Resource Manager.
//!
//! azapi is Azure Resource Manager already (`azapi`). For azurerm, tables say which attribute becomes which property
//! (`table`; `tables/README.md` describes their format); `engine` applies them. What is not mapped is unknown, and
//! said to be.

mod attributes;
mod azapi;
mod body;
mod data;
mod engine;
mod exported;
mod files;
mod generic;
mod ids;
mod lower;
mod ops;
mod path;
mod roles;
mod table;
#[cfg(test)]
mod tests;
mod versions;

use crate::Instance;
use ravelin_finding::Problem;
use ravelin_model::{EntryId, Reason, Resource, Value};
use ravelin_template::eval::Settings;
use std::sync::Arc;

/// What the instances of one root become.
#[derive(Debug, Default)]
pub struct Lowered {
    /// The resources, in the order of the instances.
    pub resources: Vec<Resource>,
    /// What is not mapped, and what is wrong.
    pub problems: Vec<Problem>,
    /// Why there may be further resources.
    pub gaps: Vec<Arc<Reason>>,
}

/// An instance as other expressions see it: its attributes, the provider's defaults, and what the provider computes
/// (`id` above all, as Azure Resource Manager writes it); other attributes are unknown.
#[must_use]
pub fn exported(instance: &Instance, settings: &Settings) -> Value {
    exported::exported(instance, settings)
}

/// All instances of one root as resources of Azure Resource Manager, associations merged into what they belong to.
#[must_use]
pub fn lower(entry: EntryId, instances: &[Instance], settings: &Settings) -> Lowered {
    let mut lowered = Lowered::default();
    let versions = versions::Versions::of(instances);
    let passes = (0..versions.passes(instances))
        .map(|number| lower::Pass::new(entry, instances, settings, &versions, number).run(&mut lowered))
        .collect();
    lowered.resources = lower::together(passes, &versions::reason(instances));
    lowered
}
