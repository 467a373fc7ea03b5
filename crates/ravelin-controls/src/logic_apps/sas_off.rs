#![doc = include_str!("sas_off.md")]
use super::shared::{WORKFLOWS, answers_requests};
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "logic-app-sas-off",
        title: "Request trigger takes its signed URL beside tokens",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("IAM-3"), Maps::Mcsb("IM-1")],
        page: include_str!("sas_off.md"),
        source: file!(),
    },
    check: Check::Each(WORKFLOWS, check),
};

fn check(workflow: &Node<'_>) -> Verdict {
    let triggers = workflow.prop("properties.accessControl.triggers");
    triggers
        .prop("sasAuthenticationPolicy")
        .prop("state")
        .ask_or(false, |value| value.same_ignoring_case("Disabled"))
        .or_fail("starts for whoever holds its signed URL, with or without a token")
        .when(all([
            answers_requests(workflow),
            triggers.prop("openAuthenticationPolicies").prop("policies").is_set(),
        ]))
}
