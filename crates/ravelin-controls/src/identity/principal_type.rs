#![doc = include_str!("principal_type.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "role-assignment-principal-type",
        title: "Role assignment without the type of its principal",
        severity: Severity::Low,
        audience: Audience::Pedantic,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("IAM-1")],
        page: include_str!("principal_type.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.Authorization/roleAssignments"], check),
};

fn check(assignment: &Node<'_>) -> Verdict {
    assignment
        .prop("properties.principalType")
        .is_set()
        .or_fail("does not say what kind of principal it is for")
}
