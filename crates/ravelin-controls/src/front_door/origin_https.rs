#![doc = include_str!("origin_https.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "front-door-origin-https",
        title: "Front Door forwards requests over plain HTTP",
        severity: Severity::High,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("ENC-3"), Maps::Mcsb("DP-3")],
        page: include_str!("origin_https.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.Cdn/profiles/afdEndpoints/routes"], check),
};

fn check(route: &Node<'_>) -> Verdict {
    let protocol = route.prop("properties.forwardingProtocol");
    let always = protocol.is("HttpOnly");
    let message = if always.fails() {
        "forwards requests that come over plain HTTP the same way"
    } else {
        "forwards requests to its origin over plain HTTP"
    };
    always
        .or(protocol.is("MatchRequest").and(super::serves_http(route)))
        .then_fail(message)
        .when(super::is_disabled(route).not())
}
