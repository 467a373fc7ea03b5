#![doc = include_str!("direct_management_off.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "api-management-direct-management",
        title: "Direct management endpoint of API Management is on",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("DES-2"), Maps::Mcsb("IM-1")],
        page: include_str!("direct_management_off.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.ApiManagement/service/tenant"], check),
};

fn check(access: &Node<'_>) -> Verdict {
    access
        .prop("properties.enabled")
        .ask_or(false, |value| value.same(&true.into()))
        .then_fail("opens a management endpoint beside Azure Resource Manager")
}
