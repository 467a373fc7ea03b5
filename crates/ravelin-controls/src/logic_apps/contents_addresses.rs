#![doc = include_str!("contents_addresses.md")]
use super::shared::{WORKFLOWS, admits_known_addresses_only};
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "logic-app-contents-addresses",
        title: "Run history may be read from any address",
        severity: Severity::Low,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("NET-9"), Maps::Guidance("ENC-2"), Maps::Mcsb("NS-2")],
        page: include_str!("contents_addresses.md"),
        source: file!(),
    },
    check: Check::Each(WORKFLOWS, check),
};

fn check(workflow: &Node<'_>) -> Verdict {
    admits_known_addresses_only(workflow, "contents").or_fail("lets its run history be read from any address")
}
