#![doc = include_str!("disabled_groups.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "waf-disabled-groups",
        title: "WAF policy switches off whole groups of managed rules",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("NET-2"), Maps::Mcsb("NS-6")],
        page: include_str!("disabled_groups.md"),
        source: file!(),
    },
    check: Check::Each(super::CURRENT, check),
};

fn check(policy: &Node<'_>) -> Verdict {
    let groups = |set: &Prop| set.at("ruleGroupOverrides").items();
    let sets = super::rule_sets(policy);
    let off =
        sets.known.iter().flat_map(|set| groups(set).known).find(|group| group.at("rules").is_set().fails());
    let name = off.and_then(|group| group.at("ruleGroupName").text().map(str::to_owned));
    let message = name.map_or("switches off a whole group of managed rules".to_owned(), |name| {
        format!("switches off all rules of {name}")
    });
    // An override without a list of rules means all rules of the group.
    sets.any(|set| groups(set).any(|group| group.at("rules").is_set().not())).then_fail(message)
}
