//! Controls on role assignments, custom roles and federated credentials.
use crate::Control;
use crate::prelude::{Node, Test};

mod scope;

mod contributor_assignment;
mod custom_role_wildcard;
mod federated_subject;
mod owner_assignment;
mod principal_type;

pub(crate) static CONTROLS: &[&Control] = &[
    &contributor_assignment::CONTROL,
    &custom_role_wildcard::CONTROL,
    &federated_subject::CONTROL,
    &owner_assignment::CONTROL,
    &principal_type::CONTROL,
];

/// Does an assignment give the role with this id? Scope and case of the role's id don't matter.
fn has_role(assignment: &Node<'_>, role: &str) -> Test {
    assignment
        .prop("properties.roleDefinitionId")
        .ask(|id| crate::ids::last_part(id).map(|last| last.eq_ignore_ascii_case(role)))
}
