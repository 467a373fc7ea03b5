//! What a module declares, by name.

use crate::ir::Module;
use std::collections::HashMap;
use std::sync::Arc;

/// The numbers of a module's declarations, by name.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) variables: HashMap<Arc<str>, usize>,
    pub(super) locals: HashMap<Arc<str>, usize>,
    pub(super) outputs: HashMap<Arc<str>, usize>,
    pub(super) calls: HashMap<Arc<str>, usize>,
    /// Resources by type and name.
    managed: HashMap<Arc<str>, HashMap<Arc<str>, usize>>,
    data: HashMap<Arc<str>, HashMap<Arc<str>, usize>>,
}

impl Names {
    pub(super) fn of(module: &Module) -> Self {
        let mut names = Self::default();
        for (at, variable) in module.variables.iter().enumerate() {
            names.variables.entry(Arc::clone(&variable.name)).or_insert(at);
        }
        for (at, local) in module.locals.iter().enumerate() {
            names.locals.entry(Arc::clone(&local.name)).or_insert(at);
        }
        for (at, output) in module.outputs.iter().enumerate() {
            names.outputs.entry(Arc::clone(&output.name)).or_insert(at);
        }
        for (at, call) in module.calls.iter().enumerate() {
            names.calls.entry(Arc::clone(&call.name)).or_insert(at);
        }
        for (at, resource) in module.resources.iter().enumerate() {
            let kind = if resource.managed { &mut names.managed } else { &mut names.data };
            let of_type = kind.entry(Arc::clone(&resource.ty)).or_default();
            of_type.entry(Arc::clone(&resource.name)).or_insert(at);
        }
        names
    }

    /// The resource or data source of a type and name.
    pub(super) fn resource(&self, managed: bool, ty: &str, name: &str) -> Option<usize> {
        let kind = if managed { &self.managed } else { &self.data };
        kind.get(ty)?.get(name).copied()
    }
}
