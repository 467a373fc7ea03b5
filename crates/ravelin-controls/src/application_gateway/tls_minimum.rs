#![doc = include_str!("tls_minimum.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "application-gateway-tls-minimum",
        title: "Application Gateway accepts TLS older than 1.2",
        severity: Severity::High,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("ENC-4"), Maps::Mcsb("DP-3")],
        page: include_str!("tls_minimum.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.Network/applicationGateways"], check),
};

fn check(gateway: &Node<'_>) -> Verdict {
    let name = gateway.prop("properties.sslPolicy.policyName");
    let own = old(
        &gateway.prop("properties.sslPolicy.policyType"),
        &name,
        &gateway.prop("properties.sslPolicy.minProtocolVersion"),
    );
    let message = match name.text() {
        Some("AppGwSslPolicy20150501") if own.holds() => "accepts TLS 1.0",
        Some("AppGwSslPolicy20170401") if own.holds() => "accepts TLS 1.1",
        _ => "accepts TLS older than 1.2",
    };
    // A listener with a TLS profile goes by that profile's policy.
    let profiles = gateway.prop("properties.sslProfiles").items().any(|profile| {
        let policy = profile.at("properties.sslPolicy");
        old(&policy.at("policyType"), &policy.at("policyName"), &policy.at("minProtocolVersion"))
    });
    let listeners = gateway.prop("properties.httpListeners").items();
    own.or(profiles)
        .then_fail(message)
        .when(listeners.any(|listener| listener.at("properties.protocol").is_any(&["Https", "Tls"])))
}

fn old(kind: &Prop, name: &Prop, minimum: &Prop) -> Test {
    let custom = kind.names("Custom").or(kind.names("CustomV2"));
    // 2015-05-01 begins with TLS 1.0, 2017-04-01 with TLS 1.1; all others with TLS 1.2.
    let predefined = name.names("AppGwSslPolicy20150501").or(name.names("AppGwSslPolicy20170401"));
    let own = minimum.at_least_version("1.2").not();
    match custom.truth {
        Truth::True => own,
        Truth::False => predefined,
        Truth::Unknown => custom.clone().and(own).or(custom.not().and(predefined)),
    }
}
