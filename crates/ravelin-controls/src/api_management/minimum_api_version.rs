#![doc = include_str!("minimum_api_version.md")]
use super::shared::SERVICE;
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "api-management-minimum-api-version",
        title: "Old management API versions of API Management show secrets",
        severity: Severity::Low,
        audience: Audience::Pedantic,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("DES-2"), Maps::Mcsb("IM-8")],
        page: include_str!("minimum_api_version.md"),
        source: file!(),
    },
    check: Check::Each(SERVICE, check),
};

fn check(service: &Node<'_>) -> Verdict {
    service
        .prop("properties.apiVersionConstraint")
        .prop("minApiVersion")
        .ask_or(false, |value| match value.as_str() {
            // Versions are dates, and compare as text.
            Some(version) => Some(version >= "2019-12-01"),
            None if value.as_unknown().is_some() => None,
            None => Some(false),
        })
        .or_fail("takes management calls of versions that show secrets to readers")
}
