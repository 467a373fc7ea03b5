#![doc = include_str!("https_apis.md")]
use super::shared::APIS;
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "api-management-https-apis",
        title: "API may be called over plain HTTP",
        severity: Severity::High,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("ENC-3"), Maps::Mcsb("DP-3"), Maps::Cwe(319)],
        page: include_str!("https_apis.md"),
        source: file!(),
    },
    check: Check::Each(APIS, check),
};

fn check(api: &Node<'_>) -> Verdict {
    api.prop("properties.protocols")
        .items()
        .any(|protocol| protocol.is_any(&["http", "ws"]))
        .then_fail("may be called over plain HTTP")
}
