#![doc = include_str!("firewall_any_rule.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "firewall-any-network-rule",
        title: "Firewall rule opens the web to everybody behind it",
        severity: Severity::High,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("NET-8"), Maps::Mcsb("NS-3")],
        page: include_str!("firewall_any_rule.md"),
        source: file!(),
    },
    check: Check::Each(
        &["Microsoft.Network/firewallPolicies/ruleCollectionGroups", "Microsoft.Network/azureFirewalls"],
        check,
    ),
};

/// The ports of the web: what application rules would filter by name.
const WEB: [u16; 2] = [80, 443];

fn check(holder: &Node<'_>) -> Verdict {
    const MESSAGE: &str = "lets everything behind it call any web address";
    if holder.resource.is("Microsoft.Network/azureFirewalls") {
        let collections = holder.prop("properties.networkRuleCollections").items();
        return collections
            .any(|collection| {
                let allows = collection.at("properties.action.type").names("Allow");
                allows.and(collection.at("properties.rules").items().any(open))
            })
            .then_fail(MESSAGE);
    }
    let collections = holder.prop("properties.ruleCollections").items();
    collections
        .any(|collection| {
            let allows = collection.at("action.type").names("Allow");
            let rules = collection.at("rules").items();
            allows.and(rules.any(|rule| open(rule).and(rule.at("ruleType").names("ApplicationRule").not())))
        })
        .then_fail(MESSAGE)
}

/// A network rule to every address on a web port. Network rules come first, so application rules are never asked.
fn open(rule: &Prop) -> Test {
    let everywhere =
        rule.at("destinationAddresses").items().any(|to| to.is_any(&["*", "0.0.0.0/0", "Internet"]));
    let web = any(WEB
        .into_iter()
        .map(|port| super::rules::covers(&rule.at("destinationPorts"), port))
        .collect::<Vec<_>>());
    everywhere.and(web)
}
