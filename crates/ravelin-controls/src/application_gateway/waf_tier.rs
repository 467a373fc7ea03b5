#![doc = include_str!("waf_tier.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "application-gateway-waf-tier",
        title: "Application Gateway without a web application firewall",
        severity: Severity::High,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("NET-2"), Maps::Guidance("NET-1"), Maps::Mcsb("NS-6")],
        page: include_str!("waf_tier.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.Network/applicationGateways"], check),
};

fn check(gateway: &Node<'_>) -> Verdict {
    let tier = gateway.prop("properties.sku.tier");
    let message = if tier.is_any(&["WAF", "Standard"]).holds() {
        "is of the first generation, which retired in April 2026"
    } else {
        "is of a tier without a web application firewall"
    };
    tier.is("WAF_v2").or_fail(message)
}
