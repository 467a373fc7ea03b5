#![doc = include_str!("bot_rules.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "waf-bot-rules",
        title: "WAF policy without bot rules",
        severity: Severity::Low,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("NET-2"), Maps::Mcsb("NS-6")],
        page: include_str!("bot_rules.md"),
        source: file!(),
    },
    check: Check::Each(super::CURRENT, check),
};

fn check(policy: &Node<'_>) -> Verdict {
    super::rule_sets(policy)
        .any(|set| set.at("ruleSetType").names("Microsoft_BotManagerRuleSet"))
        .or_fail("has no rules against bots")
        // Front Door Standard knows custom rules only.
        .when(policy.prop("sku.name").names("Standard_AzureFrontDoor").not())
}
