#![doc = include_str!("oauth.md")]
use super::shared::{WORKFLOWS, answers_requests};
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "logic-app-oauth",
        title: "Request trigger accepts callers without a token",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("IAM-3"), Maps::Mcsb("IM-1"), Maps::Cwe(306)],
        page: include_str!("oauth.md"),
        source: file!(),
    },
    check: Check::Each(WORKFLOWS, check),
};

fn check(workflow: &Node<'_>) -> Verdict {
    workflow
        .prop("properties.accessControl.triggers.openAuthenticationPolicies.policies")
        .is_set()
        .or_fail("starts for whoever holds its signed URL")
        .when(answers_requests(workflow))
}
