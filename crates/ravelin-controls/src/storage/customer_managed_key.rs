#![doc = include_str!("customer_managed_key.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "storage-customer-managed-key",
        title: "Storage account is encrypted with a key of the platform",
        severity: Severity::Info,
        audience: Audience::Pedantic,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("ENC-1"), Maps::Mcsb("DP-5")],
        page: include_str!("customer_managed_key.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.Storage/storageAccounts"], check),
};

fn check(account: &Node<'_>) -> Verdict {
    account
        .prop("properties.encryption.keySource")
        .is("Microsoft.Keyvault")
        .or_fail("is encrypted with a key of the platform")
}
