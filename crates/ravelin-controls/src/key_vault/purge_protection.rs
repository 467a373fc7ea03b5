#![doc = include_str!("purge_protection.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "key-vault-purge-protection",
        title: "Key vault can be purged",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("BASE-KEY-VAULT"), Maps::Mcsb("DP-8")],
        page: include_str!("purge_protection.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.KeyVault/vaults"], check),
};

fn check(vault: &Node<'_>) -> Verdict {
    vault
        .prop("properties.enablePurgeProtection")
        .is_true()
        .or_fail("can be purged with all its keys and secrets")
}
