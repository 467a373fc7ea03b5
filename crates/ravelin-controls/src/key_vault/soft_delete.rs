#![doc = include_str!("soft_delete.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "key-vault-soft-delete",
        title: "Key vault is asked to lose what is deleted",
        severity: Severity::Low,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("BASE-KEY-VAULT"), Maps::Mcsb("DP-8")],
        page: include_str!("soft_delete.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.KeyVault/vaults"], check),
};

fn check(vault: &Node<'_>) -> Verdict {
    vault.prop("properties.enableSoftDelete").is_false().then_fail("asks for soft delete to be off")
}
