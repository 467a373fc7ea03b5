#![doc = include_str!("event_hubs_ip_rules_wide.md")]
use crate::firewall;
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "event-hubs-ip-rules-wide",
        title: "Event Hubs namespace firewall admits strangers",
        severity: Severity::High,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("NET-9"), Maps::Mcsb("NS-2")],
        page: include_str!("event_hubs_ip_rules_wide.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.EventHub/namespaces/networkRuleSets"], check),
};

fn check(rules: &Node<'_>) -> Verdict {
    let closed = rules.prop("properties.publicNetworkAccess").is("Disabled");
    firewall::decide(&rules.prop("properties.ipRules"), "ipMask").when(closed.not())
}
