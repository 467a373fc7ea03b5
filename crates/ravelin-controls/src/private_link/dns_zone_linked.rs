#![doc = include_str!("dns_zone_linked.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "private-dns-zone-linked",
        title: "Private DNS zone that no network asks",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("NET-7"), Maps::Mcsb("NS-2")],
        page: include_str!("dns_zone_linked.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.Network/privateDnsZones"], check),
};

fn check(zone: &Node<'_>) -> Verdict {
    let linked = zone.some_child("Microsoft.Network/privateDnsZones/virtualNetworkLinks", |link| {
        link.prop("properties.virtualNetwork.id").is_set()
    });
    let name = zone.resource.name.display().unwrap_or_default().to_ascii_lowercase();
    if !name.starts_with("privatelink.") {
        return Verdict::not_applicable();
    }
    linked.led_by(zone.fact("the zone")).or_fail("is linked to no virtual network, so nobody asks it")
}
