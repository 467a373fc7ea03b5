#![doc = include_str!("application_gateway.md")]
use super::settings::Wanted;
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "diagnostics-application-gateway",
        title: "Application Gateway sends its logs nowhere",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("GOV-6"), Maps::Guidance("GOV-3"), Maps::Mcsb("LT-3")],
        page: include_str!("application_gateway.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.Network/applicationGateways"], check),
};

fn check(node: &Node<'_>) -> Verdict {
    super::settings::sends(
        node,
        Wanted::All(&["ApplicationGatewayAccessLog", "ApplicationGatewayFirewallLog"]),
    )
}
