#![doc = include_str!("soft_delete.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "key-vault-soft-delete",
        title: "Key vault loses what is deleted",
        severity: Severity::High,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("BASE-KEY-VAULT"), Maps::Mcsb("DP-8")],
        page: include_str!("soft_delete.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.KeyVault/vaults"], check),
};

fn check(vault: &Node<'_>) -> Verdict {
    vault
        .prop("properties.enableSoftDelete")
        .is_false()
        .then_fail("loses keys and secrets the moment they are deleted")
}
