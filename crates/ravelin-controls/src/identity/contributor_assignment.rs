#![doc = include_str!("contributor_assignment.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "role-assignment-contributor-wide",
        title: "Contributor on a whole subscription",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("IAM-1"), Maps::Mcsb("PA-7")],
        page: include_str!("contributor_assignment.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.Authorization/roleAssignments"], check),
};

use super::scope::{self, Level};

const CONTRIBUTOR: &str = "b24988ac-6180-42a0-ab88-20f7382dd24c";

fn check(assignment: &Node<'_>) -> Verdict {
    let level = scope::level(assignment);
    let message = match level {
        Some(level) => format!("gives Contributor on a {}", level.as_str()),
        None => "gives Contributor on a subscription or more".to_owned(),
    };
    scope::at_least(assignment, level, Level::Subscription)
        .and(super::has_role(assignment, CONTRIBUTOR))
        .then_fail(message)
}
