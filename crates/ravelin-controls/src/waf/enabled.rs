#![doc = include_str!("enabled.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "waf-enabled",
        title: "WAF policy is switched off",
        severity: Severity::High,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("NET-2"), Maps::Mcsb("NS-6")],
        page: include_str!("enabled.md"),
        source: file!(),
    },
    check: Check::Each(super::POLICIES, check),
};

fn check(policy: &Node<'_>) -> Verdict {
    super::setting(policy, "state", "enabledState").is("Enabled").or_fail("is switched off")
}
