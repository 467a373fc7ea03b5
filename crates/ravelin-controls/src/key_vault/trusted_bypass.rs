#![doc = include_str!("trusted_bypass.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "key-vault-trusted-bypass",
        title: "Key vault firewall lets trusted Azure services pass",
        severity: Severity::Low,
        audience: Audience::Pedantic,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("NET-9"), Maps::Mcsb("NS-2")],
        page: include_str!("trusted_bypass.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.KeyVault/vaults"], check),
};

fn check(vault: &Node<'_>) -> Verdict {
    let bypass = vault.prop("properties.networkAcls.bypass");
    bypass.is("None").or_fail("lets trusted Azure services pass its firewall").when(super::closed(vault))
}
