#![doc = include_str!("approval.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "private-endpoint-approval",
        title: "Private endpoint waits for approval",
        severity: Severity::Low,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("NET-7"), Maps::Mcsb("NS-2")],
        page: include_str!("approval.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.Network/privateEndpoints"], check),
};

fn check(endpoint: &Node<'_>) -> Verdict {
    let manual = endpoint.prop("properties.manualPrivateLinkServiceConnections");
    manual.is_set().then_fail("carries nothing until the owner of the service approves it")
}
