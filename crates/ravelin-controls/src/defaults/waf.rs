//! Platform defaults of this folder's types.
use super::{Default, Literal};

pub(super) const ROWS: &[Default] = &[
    Default {
        ty: "Microsoft.Network/FrontDoorWebApplicationFirewallPolicies",
        path: "properties.policySettings.enabledState",
        versions: ("", ""),
        value: Literal::Text("Enabled"),
        source: "https://github.com/Azure/azure-rest-api-specs/blob/main/specification/frontdoor/resource-manager/Microsoft.Network/FrontDoor/stable/2024-02-01/webapplicationfirewall.json",
        read: "2026-11",
    },
    Default {
        ty: "Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies",
        path: "properties.policySettings.requestBodyCheck",
        versions: ("", ""),
        value: Literal::Bool(true),
        source: "https://learn.microsoft.com/azure/web-application-firewall/ag/application-gateway-waf-request-size-limits",
        read: "2026-11",
    },
];
