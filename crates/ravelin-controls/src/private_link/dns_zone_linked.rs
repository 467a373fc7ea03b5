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
    let linked = linked.or(linked_elsewhere(zone));
    let name = zone.resource.name.display().unwrap_or_default().to_ascii_lowercase();
    if !name.starts_with("privatelink.") {
        return Verdict::not_applicable();
    }
    linked.led_by(zone.fact("the zone")).or_fail("is linked to no virtual network, so nobody asks it")
}

/// A link in another entry point, to a zone of this name that it does not declare itself, may be this zone's.
fn linked_elsewhere(zone: &Node<'_>) -> Test {
    const LINKS: &str = "Microsoft.Network/privateDnsZones/virtualNetworkLinks";
    let Some(name) = zone.resource.name.as_str() else { return Test::no() };
    let links = zone.graph.of_type(LINKS).iter().filter_map(|at| Node::new(zone.graph, *at));
    let mut others =
        links.filter(|link| link.resource.entry != zone.resource.entry && !link.resource.existing);
    let of_this_name = |link: &Node<'_>| {
        let text = link.resource.name.display().unwrap_or_default();
        text.split_once('/').is_some_and(|(of, _)| of.eq_ignore_ascii_case(name))
    };
    let found =
        others.any(|link| of_this_name(&link) && link.parent().is_none_or(|parent| parent.resource.existing));
    if found {
        Test::unsure("another entry point", "another entry point links a zone of this name")
    } else {
        Test::no()
    }
}
