//! Controls on networks: security groups, subnets, routes, firewalls, load balancers and Traffic Manager.
use crate::Control;
mod rules;
mod subnets;

mod any_inbound;
mod ddos_protection;
mod firewall_any_rule;
mod firewall_threat_intelligence;
mod load_balancer_standard;
mod load_balancer_zones;
mod management_ports;
mod public_ip_standard;
mod subnet_egress;
mod subnet_nsg;
mod traffic_manager_https;
mod traffic_manager_target;

pub(crate) static CONTROLS: &[&Control] = &[
    &any_inbound::CONTROL,
    &ddos_protection::CONTROL,
    &firewall_any_rule::CONTROL,
    &firewall_threat_intelligence::CONTROL,
    &load_balancer_standard::CONTROL,
    &load_balancer_zones::CONTROL,
    &management_ports::CONTROL,
    &public_ip_standard::CONTROL,
    &subnet_egress::CONTROL,
    &subnet_nsg::CONTROL,
    &traffic_manager_https::CONTROL,
    &traffic_manager_target::CONTROL,
];

/// Where rules of network security groups are written.
const RULE_HOLDERS: &[&str] =
    &["Microsoft.Network/networkSecurityGroups", "Microsoft.Network/networkSecurityGroups/securityRules"];

/// Where subnets are written.
const SUBNET_HOLDERS: &[&str] =
    &["Microsoft.Network/virtualNetworks", "Microsoft.Network/virtualNetworks/subnets"];
