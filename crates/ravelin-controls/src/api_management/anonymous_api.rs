#![doc = include_str!("anonymous_api.md")]
use super::shared::{APIS, checked, is_caller_check};
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "api-management-anonymous-api",
        title: "Anyone may call an API",
        severity: Severity::High,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("DES-3"), Maps::Mcsb("IM-1"), Maps::Cwe(306)],
        page: include_str!("anonymous_api.md"),
        source: file!(),
    },
    check: Check::Each(APIS, check),
};

fn check(api: &Node<'_>) -> Verdict {
    let key = api.prop("properties.subscriptionRequired").is_true();
    any([key, checked(api, is_caller_check)])
        .or_fail("lets anyone call it: no subscription key, no token, no certificate")
}
