#![doc = include_str!("subnet_egress.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "subnet-egress-firewall",
        title: "Integration subnet reaches the Internet without a firewall",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("NET-8"), Maps::Mcsb("NS-3")],
        page: include_str!("subnet_egress.md"),
        source: file!(),
    },
    check: Check::Each(super::SUBNET_HOLDERS, check),
};

use super::subnets::{Subnet, judged};

/// Subnets through which integration services send: VNet integration of sites, their environments, container apps.
const SENDERS: [&str; 4] = [
    "Microsoft.Web/serverFarms",
    "Microsoft.Web/hostingEnvironments",
    "Microsoft.App/environments",
    "Microsoft.Logic/integrationServiceEnvironments",
];

fn check(holder: &Node<'_>) -> Verdict {
    let subnets = judged(holder);
    let sends = |subnet: &Subnet| {
        let delegations = subnet.at("delegations").items();
        delegations.any(|one| {
            let service = one.at("properties.serviceName");
            any(SENDERS.into_iter().map(|sender| service.names(sender)).collect::<Vec<_>>())
        })
    };
    let verdict =
        super::subnets::some(&subnets, |subnet| sends(subnet).and(through_firewall(holder, subnet).not()))
            .then_fail("sends to the Internet without passing a firewall");
    verdict.when(super::subnets::some(&subnets, sends))
}

/// The subnet's default route leads to an appliance.
fn through_firewall(holder: &Node<'_>, subnet: &Subnet) -> Test {
    let table = subnet.at("routeTable.id");
    let set = table.is_set();
    if set.fails() {
        return set.or(behind_virtual_hub(holder));
    }
    let Some(node) = table.given().and_then(|id| holder.find(id)).filter(|node| !node.resource.existing)
    else {
        let why = "the route table of the subnet is not declared here";
        return set.and(Test::unsure("route table", why).with(table.fact()));
    };
    let inline =
        node.prop("properties.routes").items().any(|route| default_to_appliance(&route.at("properties")));
    let children = node.some_child("Microsoft.Network/routeTables/routes", |route| {
        default_to_appliance(&route.prop("properties"))
    });
    inline.or(children).led_by(table.fact())
}

fn default_to_appliance(route: &Prop) -> Test {
    route.at("addressPrefix").names("0.0.0.0/0").and(route.at("nextHopType").names("VirtualAppliance"))
}

/// A virtual hub with routing intent sends the default route by itself, and no route table shows it.
fn behind_virtual_hub(holder: &Node<'_>) -> Test {
    let network =
        if holder.resource.is("Microsoft.Network/virtualNetworks") { Some(*holder) } else { holder.parent() };
    let hub = network.is_some_and(|vnet| {
        vnet.referrers("Microsoft.Network/virtualHubs/hubVirtualNetworkConnections").next().is_some()
    });
    if hub { Test::unsure("virtual hub", "a virtual hub may route the subnet's traffic") } else { Test::no() }
}
