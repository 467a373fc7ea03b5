#![doc = include_str!("https_only.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "front-door-https-only",
        title: "Front Door route serves plain HTTP",
        severity: Severity::High,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("ENC-3"), Maps::Mcsb("DP-3")],
        page: include_str!("https_only.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.Cdn/profiles/afdEndpoints/routes"], check),
};

fn check(route: &Node<'_>) -> Verdict {
    super::serves_http(route)
        .then_fail("serves plain HTTP without redirecting it to HTTPS")
        .when(super::is_disabled(route).not())
}
