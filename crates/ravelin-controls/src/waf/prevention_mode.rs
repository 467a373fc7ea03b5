#![doc = include_str!("prevention_mode.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "waf-prevention-mode",
        title: "WAF policy only watches",
        severity: Severity::High,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("NET-2"), Maps::Mcsb("NS-6")],
        page: include_str!("prevention_mode.md"),
        source: file!(),
    },
    check: Check::Each(super::POLICIES, check),
};

fn check(policy: &Node<'_>) -> Verdict {
    policy
        .prop("properties.policySettings.mode")
        .is("Prevention")
        .or_fail("logs attacks and lets them through")
}
