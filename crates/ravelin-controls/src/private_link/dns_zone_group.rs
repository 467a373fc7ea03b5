#![doc = include_str!("dns_zone_group.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "private-endpoint-dns-zone-group",
        title: "Private endpoint without DNS records of its own",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("NET-7"), Maps::Mcsb("NS-2")],
        page: include_str!("dns_zone_group.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.Network/privateEndpoints"], check),
};

fn check(endpoint: &Node<'_>) -> Verdict {
    endpoint
        .some_child("Microsoft.Network/privateEndpoints/privateDnsZoneGroups", |group| {
            group.prop("properties.privateDnsZoneConfigs").is_set()
        })
        .or(by_hand(endpoint))
        .led_by(endpoint.fact("the endpoint"))
        .or_fail("has no DNS zone group, so the service's name does not lead to it")
        .when(has_group(endpoint))
}

/// A connection to somebody's own Private Link service names no group, and has no public name to lead to it.
fn has_group(endpoint: &Node<'_>) -> Test {
    let lists =
        ["properties.privateLinkServiceConnections", "properties.manualPrivateLinkServiceConnections"];
    any(lists.map(|list| endpoint.prop(list).items().any(|one| one.at("properties.groupIds").is_set())))
}

/// Records that are written by hand may lead to it. Whose address they hold is seldom known: the platform chooses it.
fn by_hand(endpoint: &Node<'_>) -> Test {
    let mut records = endpoint.all("Microsoft.Network/privateDnsZones/A");
    let private = |record: &Node<'_>| {
        record
            .resource
            .name
            .display()
            .is_none_or(|name| name.to_ascii_lowercase().starts_with("privatelink."))
    };
    if records.any(|record| private(&record)) {
        Test::unsure("DNS records", "records of private zones are written by hand, and may lead to it")
    } else {
        Test::no()
    }
}
