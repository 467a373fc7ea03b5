#![doc = include_str!("waf_policy.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "application-gateway-waf-policy",
        title: "Application Gateway listener without a WAF policy in force",
        severity: Severity::High,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("NET-2"), Maps::Guidance("NET-1"), Maps::Mcsb("NS-6")],
        page: include_str!("waf_policy.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.Network/applicationGateways"], check),
};

fn check(gateway: &Node<'_>) -> Verdict {
    let whole = gateway.prop("properties.firewallPolicy.id").is_set();
    let listeners = gateway.prop("properties.httpListeners").items();
    let each =
        listeners.some().and(listeners.all(|listener| listener.at("properties.firewallPolicy.id").is_set()));
    whole
        .or(each)
        .or(inline(gateway))
        .or_fail("has listeners without a WAF policy in force")
        .when(gateway.prop("properties.sku.tier").is_any(&["WAF_v2", "WAF"]))
}

/// The older notation inside the gateway; in detection mode it stops nothing.
fn inline(gateway: &Node<'_>) -> Test {
    let inline = gateway.prop("properties.webApplicationFirewallConfiguration");
    inline.at("enabled").is_on().and(inline.at("firewallMode").names("Prevention"))
}
