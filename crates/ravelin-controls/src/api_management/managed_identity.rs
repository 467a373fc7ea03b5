#![doc = include_str!("managed_identity.md")]
use super::shared::SERVICE;
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "api-management-managed-identity",
        title: "API Management has no managed identity",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("IAM-2"), Maps::Mcsb("IM-3")],
        page: include_str!("managed_identity.md"),
        source: file!(),
    },
    check: Check::Each(SERVICE, check),
};

fn check(service: &Node<'_>) -> Verdict {
    service
        .prop("identity.type")
        .ask_or(false, |value| value.same_ignoring_case("None").map(|none| !none))
        .or_fail("has no managed identity")
}
