#![doc = include_str!("ip_rules_wide.md")]
use crate::firewall;
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "key-vault-ip-rules-wide",
        title: "Key vault firewall admits strangers",
        severity: Severity::High,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("NET-9"), Maps::Mcsb("NS-2")],
        page: include_str!("ip_rules_wide.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.KeyVault/vaults"], check),
};

fn check(vault: &Node<'_>) -> Verdict {
    let closed = vault.prop("properties.publicNetworkAccess").is("Disabled");
    firewall::decide(&vault.prop("properties.networkAcls.ipRules"), "value").when(closed.not())
}
