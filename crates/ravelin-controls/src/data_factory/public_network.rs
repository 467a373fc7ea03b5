#![doc = include_str!("public_network.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "data-factory-public-network",
        title: "Data factory accepts public network traffic",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("NET-7"), Maps::Mcsb("NS-2")],
        page: include_str!("public_network.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.DataFactory/factories"], check),
};

fn check(factory: &Node<'_>) -> Verdict {
    factory
        .prop("properties.publicNetworkAccess")
        .is_public_network_off()
        .or_fail("lets self-hosted runtimes connect over the Internet")
}
