#![doc = include_str!("owner_assignment.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "role-assignment-owner",
        title: "Role assignment lets its holder grant rights to others",
        severity: Severity::High,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("IAM-1"), Maps::Guidance("DES-2"), Maps::Mcsb("PA-1")],
        page: include_str!("owner_assignment.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.Authorization/roleAssignments"], check),
};

use super::scope::{self, Level};

const OWNER: &str = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
const USER_ACCESS_ADMINISTRATOR: &str = "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9";
const RBAC_ADMINISTRATOR: &str = "f58310d9-a9f6-439a-9e8d-f62e7b41a168";

fn check(assignment: &Node<'_>) -> Verdict {
    let owner = super::has_role(assignment, OWNER);
    let grants = super::has_role(assignment, USER_ACCESS_ADMINISTRATOR)
        .or(super::has_role(assignment, RBAC_ADMINISTRATOR));
    // A condition says what may be granted to whom. It leaves an owner all other actions.
    let free = assignment.prop("properties.condition").is_set().not();
    let level = scope::level(assignment);
    let role = if owner.holds() { "Owner" } else { "the right to grant any role" };
    let message = match level {
        Some(level) => format!("gives {role} on a {}", level.as_str()),
        None => format!("gives {role} on more than a resource"),
    };
    scope::at_least(assignment, level, Level::ResourceGroup)
        .and(owner.or(grants.and(free)))
        .then_fail(message)
}
