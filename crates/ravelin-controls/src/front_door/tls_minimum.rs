#![doc = include_str!("tls_minimum.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "front-door-tls-minimum",
        title: "Front Door custom domain accepts TLS older than 1.2",
        severity: Severity::High,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("ENC-4"), Maps::Mcsb("DP-3")],
        page: include_str!("tls_minimum.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.Cdn/profiles/customDomains"], check),
};

fn check(domain: &Node<'_>) -> Verdict {
    let minimum = domain.prop("properties.tlsSettings.minimumTlsVersion");
    // The oldest predefined policy is one of TLS 1.0, whatever the minimum beside it says.
    let old = domain.prop("properties.tlsSettings.cipherSuiteSetType").names("TLS10_2019");
    let message = if old.holds() { "accepts TLS 1.0".to_owned() } else { crate::tls::accepts(&minimum) };
    minimum.at_least_version("1.2").and(old.not()).or_fail(message)
}
