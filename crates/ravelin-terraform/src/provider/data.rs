//! Data sources: what is known of them as far as their arguments decide.

use crate::Instance;
use ravelin_model::{Form, Reason, Unknown};
use std::sync::Arc;

/// Data sources that tell of the run or of many resources, not of one resource of the type with that name.
const NO_RESOURCE: &[&str] = &["azurerm_subscription", "azurerm_role_definition", "azurerm_management_group"];

/// Does a data source of this type name one resource?
pub(super) fn names_a_resource(ty: &str) -> bool {
    !NO_RESOURCE.contains(&ty)
}

/// Why what is read from Azure is unknown.
pub(super) fn read(instance: &Instance) -> Arc<Unknown> {
    let why = format!("`{}` exists already, and what it is set to is not in the code", instance.address);
    let reason = Reason::new(Arc::clone(&instance.address), why, Some(instance.header));
    Unknown::new(&*instance.address, [reason], Form::Any)
}
