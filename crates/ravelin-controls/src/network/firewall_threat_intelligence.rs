#![doc = include_str!("firewall_threat_intelligence.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "firewall-threat-intelligence",
        title: "Firewall lets traffic with known malicious addresses pass",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("NET-8"), Maps::Mcsb("NS-3")],
        page: include_str!("firewall_threat_intelligence.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.Network/firewallPolicies", "Microsoft.Network/azureFirewalls"], check),
};

fn check(firewall: &Node<'_>) -> Verdict {
    let mode = firewall.prop("properties.threatIntelMode");
    let message = if mode.is("Off").holds() {
        "does not look for known malicious addresses"
    } else {
        "reports known malicious addresses without blocking them"
    };
    let base = firewall.prop("properties.basePolicy.id").is_set();
    let denies = if mode.is_absent() && !base.fails() {
        // A child can't be laxer than its base.
        base.and(Test::unsure("base policy", "the mode of the base policy may be stricter")).with(mode.fact())
    } else {
        mode.is("Deny")
    };
    let verdict = denies.or_fail(message);
    if firewall.resource.is("Microsoft.Network/azureFirewalls") {
        // A firewall with a policy goes by the policy; one of the Basic tier can't block.
        return verdict.when(firewall.prop("properties.firewallPolicy.id").is_set().not());
    }
    verdict.when(firewall.prop("properties.sku.tier").names("Basic").not())
}
