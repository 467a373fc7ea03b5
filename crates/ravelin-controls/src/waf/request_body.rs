#![doc = include_str!("request_body.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "waf-request-body",
        title: "WAF policy does not look into request bodies",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("NET-2"), Maps::Mcsb("NS-6")],
        page: include_str!("request_body.md"),
        source: file!(),
    },
    check: Check::Each(super::CURRENT, check),
};

fn check(policy: &Node<'_>) -> Verdict {
    let inspects = policy.prop("properties.policySettings.requestBodyCheck");
    let inspects = if super::is_of_gateway(policy) { inspects.is_true() } else { inspects.is("Enabled") };
    inspects.or_fail("does not look into request bodies")
}
