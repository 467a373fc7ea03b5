#![doc = include_str!("infrastructure_encryption.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "storage-infrastructure-encryption",
        title: "Storage account encrypts its data once only",
        severity: Severity::Info,
        audience: Audience::Pedantic,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("ENC-1"), Maps::Mcsb("DP-4")],
        page: include_str!("infrastructure_encryption.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.Storage/storageAccounts"], check),
};

fn check(account: &Node<'_>) -> Verdict {
    account
        .prop("properties.encryption.requireInfrastructureEncryption")
        .is_on()
        .or_fail("encrypts its data once only")
}
