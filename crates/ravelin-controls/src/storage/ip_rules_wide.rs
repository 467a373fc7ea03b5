#![doc = include_str!("ip_rules_wide.md")]
use crate::firewall;
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "storage-ip-rules-wide",
        title: "Storage firewall admits strangers",
        severity: Severity::High,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("NET-9"), Maps::Mcsb("NS-2")],
        page: include_str!("ip_rules_wide.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.Storage/storageAccounts"], check),
};

fn check(account: &Node<'_>) -> Verdict {
    let closed = account.prop("properties.publicNetworkAccess").is("Disabled");
    firewall::decide(&account.prop("properties.networkAcls.ipRules"), "value").when(closed.not())
}
