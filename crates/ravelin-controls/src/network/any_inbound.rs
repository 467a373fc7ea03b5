#![doc = include_str!("any_inbound.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "nsg-any-inbound",
        title: "Network security group lets the Internet in on every port",
        severity: Severity::High,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("NET-9"), Maps::Guidance("NET-7"), Maps::Mcsb("NS-1")],
        page: include_str!("any_inbound.md"),
        source: file!(),
    },
    check: Check::Each(super::RULE_HOLDERS, check),
};

use super::rules::judged;

fn check(holder: &Node<'_>) -> Verdict {
    let rules = judged(holder);
    super::rules::some(holder, &rules, |rule| rule.admits_everybody().and(rule.has_all_ports()))
        .then_fail("lets the Internet in on every port")
}
