#![doc = include_str!("public_network.md")]
use super::shared::SERVICE;
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "api-management-public-network",
        title: "Gateway answers the Internet directly",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("NET-1"), Maps::Guidance("NET-7"), Maps::Mcsb("NS-2")],
        page: include_str!("public_network.md"),
        source: file!(),
    },
    check: Check::Each(SERVICE, check),
};

fn check(service: &Node<'_>) -> Verdict {
    any([
        service.prop("properties.publicNetworkAccess").is("Disabled"),
        service.prop("properties.virtualNetworkType").is("Internal"),
    ])
    .or_fail("has a gateway that answers the Internet directly")
}
