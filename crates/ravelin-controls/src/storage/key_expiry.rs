#![doc = include_str!("key_expiry.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "storage-key-expiry",
        title: "Storage account keys have no rotation reminder",
        severity: Severity::Low,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("ENC-6"), Maps::Mcsb("DP-6")],
        page: include_str!("key_expiry.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.Storage/storageAccounts"], check),
};

fn check(account: &Node<'_>) -> Verdict {
    let keys = account.prop("properties.allowSharedKeyAccess").is_false().not();
    let policy = account.prop("properties.keyPolicy.keyExpirationPeriodInDays").is_set();
    policy.or_fail("has no rotation period for its keys").when(keys)
}
