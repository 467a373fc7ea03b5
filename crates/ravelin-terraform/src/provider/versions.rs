//! Which major versions of a provider are possible: what is admitted, less those that don't have the attributes in use.

use super::attributes::Attributes;
use super::path::Path;
use super::table::{Known, find};
use crate::{Instance, ProviderConfig};
use ravelin_model::Reason;
use std::collections::HashMap;
use std::sync::Arc;

/// The versions that are asked where nothing says which.
const MAJORS: [u32; 4] = [2, 3, 4, 5];

/// The possible versions of each configuration of a provider.
#[derive(Debug, Default)]
pub(super) struct Versions {
    settled: HashMap<*const ProviderConfig, Vec<u32>>,
}

impl Versions {
    pub(super) fn of(instances: &[Instance]) -> Self {
        let mut versions = Self::default();
        for instance in instances {
            let known = versions
                .settled
                .entry(Arc::as_ptr(&instance.provider))
                .or_insert_with(|| admitted(&instance.provider));
            if known.len() > 1 {
                narrow(instance, known);
            }
        }
        versions
    }

    /// How often all instances have to be looked at so that each version is.
    pub(super) fn passes(&self, instances: &[Instance]) -> usize {
        instances
            .iter()
            .filter_map(|one| self.settled.get(&Arc::as_ptr(&one.provider)))
            .map(Vec::len)
            .max()
            .unwrap_or(1)
    }

    pub(super) fn major(&self, provider: &Arc<ProviderConfig>, pass: usize) -> u32 {
        let majors = self.settled.get(&Arc::as_ptr(provider));
        let last = || majors.and_then(|majors| majors.last());
        majors.and_then(|majors| majors.get(pass)).or_else(last).copied().unwrap_or(5)
    }
}

/// The newest version that may be in use: what is exported to other expressions.
pub(super) fn newest(provider: &ProviderConfig) -> u32 {
    admitted(provider).last().copied().unwrap_or(5)
}

fn admitted(provider: &ProviderConfig) -> Vec<u32> {
    let mut majors: Vec<u32> = provider.majors.iter().map(|major| (*major).clamp(2, 5)).collect();
    majors.dedup();
    if majors.is_empty() { MAJORS.to_vec() } else { majors }
}

fn narrow(instance: &Instance, majors: &mut Vec<u32>) {
    let Some(Known::Row(row)) = find(&instance.ty).filter(|_| instance.managed) else { return };
    let attributes = Attributes { instance, row, major: 0, id: None };
    let used = |path: &str| path.is_empty() || attributes.given(&Path::parse(path));
    let mut keep = |holds: &dyn Fn(u32) -> bool| {
        if majors.iter().any(|major| holds(*major)) {
            majors.retain(|major| holds(*major));
        }
    };
    for (path, since) in &row.since {
        if used(path) {
            keep(&|major| major >= *since);
        }
    }
    for (path, until) in &row.until {
        if used(path) {
            keep(&|major| major < *until);
        }
    }
}

/// Why a value that the version decides is not settled.
pub(super) fn reason(instances: &[Instance]) -> Arc<Reason> {
    let open = instances.iter().find(|one| one.provider.majors.len() != 1 && one.ty.starts_with("azurerm_"));
    let place = open.and_then(|one| one.provider.place);
    Reason::new(
        "azurerm provider version",
        "versions of the azurerm provider that are admitted differ here",
        place,
    )
}
