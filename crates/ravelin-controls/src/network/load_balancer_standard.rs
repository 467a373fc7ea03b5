#![doc = include_str!("load_balancer_standard.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "load-balancer-standard",
        title: "Load balancer of the Basic SKU",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("NET-6"), Maps::Mcsb("NS-1")],
        page: include_str!("load_balancer_standard.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.Network/loadBalancers"], check),
};

fn check(balancer: &Node<'_>) -> Verdict {
    balancer
        .prop("sku.name")
        .is_any(&["Standard", "Gateway"])
        .or_fail("has no zones and is open by default (Basic SKU)")
}
