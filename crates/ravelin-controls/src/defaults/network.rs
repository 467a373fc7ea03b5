//! Platform defaults of this folder's types.
use super::{Default, Literal};

pub(super) const ROWS: &[Default] = &[
    Default {
        ty: "Microsoft.Network/publicIPAddresses",
        path: "sku.name",
        versions: ("", ""),
        value: Literal::Text("Basic"),
        source: "https://learn.microsoft.com/azure/virtual-network/ip-services/public-ip-addresses",
        read: "2026-11",
    },
    Default {
        ty: "Microsoft.Network/loadBalancers",
        path: "sku.name",
        versions: ("", ""),
        value: Literal::Text("Basic"),
        source: "https://learn.microsoft.com/azure/load-balancer/skus",
        read: "2026-11",
    },
    Default {
        ty: "Microsoft.Network/virtualNetworks",
        path: "properties.enableDdosProtection",
        versions: ("", ""),
        value: Literal::Bool(false),
        source: "https://github.com/Azure/azure-rest-api-specs/blob/main/specification/network/resource-manager/Microsoft.Network/stable/2023-11-01/virtualNetwork.json",
        read: "2026-11",
    },
    Default {
        ty: "Microsoft.Network/firewallPolicies",
        path: "properties.threatIntelMode",
        versions: ("", ""),
        value: Literal::Text("Alert"),
        source: "https://learn.microsoft.com/azure/firewall/threat-intel",
        read: "2026-11",
    },
    Default {
        ty: "Microsoft.Network/azureFirewalls",
        path: "properties.threatIntelMode",
        versions: ("", ""),
        value: Literal::Text("Alert"),
        source: "https://learn.microsoft.com/azure/firewall/threat-intel",
        read: "2026-11",
    },
];
