#![doc = include_str!("subnet_nsg.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "subnet-network-security-group",
        title: "Subnet without a network security group",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("NET-7"), Maps::Guidance("NET-9"), Maps::Mcsb("NS-1")],
        page: include_str!("subnet_nsg.md"),
        source: file!(),
    },
    check: Check::Each(super::SUBNET_HOLDERS, check),
};

use super::subnets::judged;

/// The platform's own subnets, where a group is refused or does harm.
const EXEMPT: [&str; 5] = [
    "GatewaySubnet",
    "AzureFirewallSubnet",
    "AzureFirewallManagementSubnet",
    "RouteServerSubnet",
    "AzureBastionSubnet",
];

fn check(holder: &Node<'_>) -> Verdict {
    let subnets = judged(holder);
    let bare = |subnet: &super::subnets::Subnet| {
        subnet.at("networkSecurityGroup.id").is_set().not().and(subnet.is_named(&EXEMPT).not())
    };
    super::subnets::some(&subnets, bare).then_fail("has no network security group")
}
