#![doc = include_str!("base_kept.md")]
use super::policy::has;
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "api-management-base-policy",
        title: "Policy drops the checks of outer scopes",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("IAM-4"), Maps::Mcsb("IM-1")],
        page: include_str!("base_kept.md"),
        source: file!(),
    },
    check: Check::Each(
        &[
            "Microsoft.ApiManagement/service/apis/policies",
            "Microsoft.ApiManagement/service/apis/operations/policies",
            "Microsoft.ApiManagement/service/products/policies",
            "Microsoft.ApiManagement/service/workspaces/policies",
            "Microsoft.ApiManagement/service/workspaces/apis/policies",
            "Microsoft.ApiManagement/service/workspaces/apis/operations/policies",
            "Microsoft.ApiManagement/service/workspaces/products/policies",
        ],
        check,
    ),
};

fn check(policy: &Node<'_>) -> Verdict {
    has(policy, |element| element.name == "base" && element.is_inbound() && element.is_unconditional())
        .or_fail("drops the inbound policies of outer scopes")
        .when(has(policy, |element| element.name == "inbound"))
}
