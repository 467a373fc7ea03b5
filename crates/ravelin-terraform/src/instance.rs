//! Instances: what every source (a module evaluated, a plan, a state) hands to the providers' tables.

use ravelin_finding::{Link, Place};
use ravelin_model::{Existence, Value};
use std::sync::Arc;

/// A resource or data source of Terraform, `count` and `for_each` expanded.
#[derive(Clone, Debug)]
pub struct Instance {
    /// The address: `module.hub["a"].azurerm_subnet.this[0]`, `data.azurerm_client_config.me`.
    pub address: Arc<str>,
    /// Is it `resource`, not `data`?
    pub managed: bool,
    /// The type.
    pub ty: Arc<str>,
    /// The attributes as they are given, keys compared exactly. Nested blocks are arrays of objects, one of a kind too,
    /// as a plan has them. What is left out is absent; an unknown `dynamic` makes the array unknown.
    pub attributes: Value,
    /// The configuration of its provider.
    pub provider: Arc<ProviderConfig>,
    /// Whether it will be there.
    pub existence: Existence,
    /// Where attributes come from: are defaults of the provider already filled in (a plan, a state), so that what is
    /// absent is absent?
    pub complete: bool,
    /// Its declaration, whole.
    pub place: Place,
    /// The declaration's first line.
    pub header: Place,
    /// The module calls that lead to it, the nearest first.
    pub chain: Arc<[Link]>,
    /// Explicit dependencies: addresses of resources, without instance keys.
    pub depends_on: Vec<Arc<str>>,
}

/// The provider of a resource, as configured where the resource is.
#[derive(Clone, Debug)]
pub struct ProviderConfig {
    /// The source without its host: `hashicorp/azurerm`, `Azure/azapi`.
    pub source: Arc<str>,
    /// The configuration's arguments; `null` where there is no block.
    pub arguments: Value,
    /// The major versions that the lock file or the constraints admit, ascending; one where it is settled.
    pub majors: Vec<u32>,
    /// Where the version is said, or the provider configured.
    pub place: Option<Place>,
}
