#![doc = include_str!("https_listeners.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "application-gateway-https-listeners",
        title: "Application Gateway listener answers plain HTTP",
        severity: Severity::High,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("ENC-3"), Maps::Guidance("NET-5"), Maps::Mcsb("DP-3")],
        page: include_str!("https_listeners.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.Network/applicationGateways"], check),
};

fn check(gateway: &Node<'_>) -> Verdict {
    let listeners = gateway.prop("properties.httpListeners").items();
    listeners
        .all(|listener| {
            let encrypted = listener.at("properties.protocol").is_any(&["Https", "Tls"]);
            encrypted.or(only_redirects(gateway, listener))
        })
        .or_fail("answers plain HTTP without redirecting it to HTTPS")
}

/// Every rule of the listener redirects.
fn only_redirects(gateway: &Node<'_>, listener: &Prop) -> Test {
    let name = listener.at("name");
    let Some(name) = name.text() else { return name.is_set() };
    gateway
        .prop("properties.requestRoutingRules")
        .items()
        .all(|rule| refers(&rule.at("properties.httpListener.id"), name).not().or(redirects(gateway, rule)))
}

/// A rule redirects all requests, or all paths of its path map do.
fn redirects(gateway: &Node<'_>, rule: &Prop) -> Test {
    let whole = rule.at("properties.redirectConfiguration.id").is_set();
    let by_path = gateway.prop("properties.urlPathMaps").items().any(|map| {
        let Some(name) = map.at("name").text().map(str::to_owned) else { return map.at("name").is_set() };
        let default = map.at("properties.defaultRedirectConfiguration.id").is_set();
        let paths = map.at("properties.pathRules").items();
        refers(&rule.at("properties.urlPathMap.id"), &name)
            .and(default)
            .and(paths.all(|path| path.at("properties.redirectConfiguration.id").is_set()))
    });
    whole.or(by_path)
}

/// Does an id of a part of the gateway name this part?
fn refers(id: &Prop, name: &str) -> Test {
    id.ask_or(false, |id| crate::ids::last_part(id).map(|last| last.eq_ignore_ascii_case(name)))
}
