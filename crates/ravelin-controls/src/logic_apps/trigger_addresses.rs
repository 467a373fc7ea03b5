#![doc = include_str!("trigger_addresses.md")]
use super::shared::{WORKFLOWS, admits_known_addresses_only, answers_requests};
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "logic-app-trigger-addresses",
        title: "Request trigger answers any address",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("NET-9"), Maps::Mcsb("NS-2")],
        page: include_str!("trigger_addresses.md"),
        source: file!(),
    },
    check: Check::Each(WORKFLOWS, check),
};

fn check(workflow: &Node<'_>) -> Verdict {
    admits_known_addresses_only(workflow, "triggers")
        .or_fail("starts for callers at any address")
        .when(answers_requests(workflow))
}
