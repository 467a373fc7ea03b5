#![doc = include_str!("ddos_protection.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "virtual-network-ddos-protection",
        title: "Virtual network without DDoS network protection",
        severity: Severity::Low,
        audience: Audience::Pedantic,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("NET-1"), Maps::Guidance("DES-1"), Maps::Mcsb("NS-5")],
        page: include_str!("ddos_protection.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.Network/virtualNetworks"], check),
};

fn check(network: &Node<'_>) -> Verdict {
    network.prop("properties.enableDdosProtection").is_true().or_fail("has no DDoS network protection")
}
