#![doc = include_str!("health_probe.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "application-gateway-health-probe",
        title: "Application Gateway relies on the default health probe",
        severity: Severity::Low,
        audience: Audience::Pedantic,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("NET-5")],
        page: include_str!("health_probe.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.Network/applicationGateways"], check),
};

fn check(gateway: &Node<'_>) -> Verdict {
    let settings = gateway.prop("properties.backendHttpSettingsCollection").items();
    settings
        .all(|setting| setting.at("properties.probe.id").is_set())
        .or_fail("asks its back end for `/` to learn whether it is healthy")
}
