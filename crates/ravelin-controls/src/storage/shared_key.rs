#![doc = include_str!("shared_key.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "storage-shared-key-access",
        title: "Storage account accepts account keys",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("IAM-5"), Maps::Guidance("IAM-2"), Maps::Mcsb("IM-1")],
        page: include_str!("shared_key.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.Storage/storageAccounts"], check),
};

fn check(account: &Node<'_>) -> Verdict {
    account
        .prop("properties.allowSharedKeyAccess")
        .is_false()
        .or_fail("accepts account keys and the SAS tokens made of them")
}
