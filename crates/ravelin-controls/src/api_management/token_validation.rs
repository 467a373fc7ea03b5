#![doc = include_str!("token_validation.md")]
use super::shared::{APIS, checked, is_token_check};
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "api-management-token-validation",
        title: "API does not validate OAuth tokens",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("IAM-4"), Maps::Mcsb("IM-1"), Maps::Cwe(306)],
        page: include_str!("token_validation.md"),
        source: file!(),
    },
    check: Check::Each(APIS, check),
};

fn check(api: &Node<'_>) -> Verdict {
    let own = Test::no().with(api.fact("the API"));
    any([own, checked(api, is_token_check)])
        .or_fail("lets requests through without validating an OAuth token")
}
