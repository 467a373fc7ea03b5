#![doc = include_str!("virtual_network.md")]
use super::shared::SERVICE;
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "api-management-virtual-network",
        title: "API Management is outside of a virtual network",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("NET-7"), Maps::Mcsb("NS-1")],
        page: include_str!("virtual_network.md"),
        source: file!(),
    },
    check: Check::Each(SERVICE, check),
};

fn check(service: &Node<'_>) -> Verdict {
    let locations = service.prop("properties.additionalLocations").items();
    let apart = locations.any(|location| {
        all([
            location.prop("virtualNetworkConfiguration").is_set().not(),
            location.prop("disableGateway").ask_or(false, |value| value.same(&true.into())).not(),
        ])
    });
    let inside = service.prop("properties.virtualNetworkType").is_any(&["External", "Internal"]);
    let message = if inside.holds() {
        "has a region outside of its virtual network"
    } else {
        "is outside of a virtual network"
    };
    inside.and(apart.not()).or_fail(message).help(
        "virtual networks need the Developer or Premium tier, or Standard v2 (outbound only) and Premium v2",
    )
}
