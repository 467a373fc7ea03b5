//! Types without rows: their id where the index knows it, and that nothing is known of their properties.

use super::Lowered;
use super::table::{self, Known};
use crate::Instance;
use ravelin_finding::{Problem, ProblemKind};
use ravelin_model::{Form, Reason, Unknown};
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

/// The row of a type without rows.
pub(super) static ROW: LazyLock<table::Resource> = LazyLock::new(table::Resource::empty);

fn why(instance: &Instance) -> String {
    format!("`{}` is not mapped to Azure Resource Manager yet (unmapped)", instance.ty)
}

/// Why nothing is known of the body.
pub(super) fn unmapped(instance: &Instance) -> Arc<Unknown> {
    let reason = Reason::new(Arc::clone(&instance.ty), why(instance), Some(instance.header));
    Unknown::new(format!("unmapped({})", instance.address), [reason], Form::Any)
}

/// Types without rows are reported once each, with their number; one of which not even the type is known is a gap too.
pub(super) fn report(instances: &[Instance], out: &mut Lowered) {
    let mut found: BTreeMap<&str, (usize, &Instance, bool)> = BTreeMap::new();
    for instance in instances.iter().filter(|one| one.managed && one.ty.starts_with("azurerm_")) {
        let known = match table::find(&instance.ty) {
            Some(Known::Row(_)) => continue,
            // One that the provider has but Azure Resource Manager has not is data of a service.
            Some(Known::Unmapped { .. }) => true,
            None => false,
        };
        found.entry(&instance.ty).or_insert((0, instance, known)).0 += 1;
    }
    for (ty, (count, first, known)) in found {
        let times = if count == 1 { "one resource".to_owned() } else { format!("{count} resources") };
        let message = if known {
            format!(
                "{times} of type `{ty}` can't be checked: the type is not mapped to Azure Resource Manager yet"
            )
        } else {
            let reason = Reason::new(ty, format!("type `{ty}` is not known"), Some(first.header));
            out.gaps.push(reason);
            format!("{times} of type `{ty}` can't be checked: the type is not known")
        };
        out.problems.push(Problem {
            kind: ProblemKind::Note,
            place: Some(first.header),
            path: None,
            message,
            help: None,
        });
    }
}
