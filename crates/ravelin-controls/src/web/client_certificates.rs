#![doc = include_str!("client_certificates.md")]
use super::shared::{SITES, on_app_service};
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "web-client-certificates",
        title: "App asks callers for no client certificate",
        severity: Severity::Low,
        audience: Audience::Pedantic,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("IAM-3"), Maps::Mcsb("IM-4")],
        page: include_str!("client_certificates.md"),
        source: file!(),
    },
    check: Check::Each(SITES, check),
};

fn check(site: &Node<'_>) -> Verdict {
    all([
        site.prop("properties.clientCertEnabled").ask_or(false, |value| value.same(&true.into())),
        site.prop("properties.clientCertMode").ask_or(true, |value| value.same_ignoring_case("Required")),
    ])
    .or_fail("asks callers for no client certificate")
    .when(on_app_service(site))
}
