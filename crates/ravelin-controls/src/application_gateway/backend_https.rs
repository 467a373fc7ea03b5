#![doc = include_str!("backend_https.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "application-gateway-backend-https",
        title: "Application Gateway forwards requests over plain HTTP",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("ENC-3"), Maps::Guidance("NET-5"), Maps::Mcsb("DP-3")],
        page: include_str!("backend_https.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.Network/applicationGateways"], check),
};

fn check(gateway: &Node<'_>) -> Verdict {
    let settings = gateway.prop("properties.backendHttpSettingsCollection").items();
    settings
        .all(|setting| setting.at("properties.protocol").is_any(&["Https", "Tls"]))
        .or_fail("forwards requests to its back end over plain HTTP")
}
