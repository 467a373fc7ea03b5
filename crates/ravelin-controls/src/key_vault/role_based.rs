#![doc = include_str!("role_based.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "key-vault-rbac",
        title: "Key vault authorises by access policies",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("IAM-5"), Maps::Guidance("DES-2"), Maps::Mcsb("PA-7")],
        page: include_str!("role_based.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.KeyVault/vaults"], check),
};

fn check(vault: &Node<'_>) -> Verdict {
    vault
        .prop("properties.enableRbacAuthorization")
        .is_true()
        .or_fail("authorises by access policies instead of role assignments")
}
