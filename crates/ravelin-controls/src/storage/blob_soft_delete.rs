#![doc = include_str!("blob_soft_delete.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "storage-blob-soft-delete",
        title: "Deleted blobs are gone at once",
        severity: Severity::Low,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("BASE-STORAGE"), Maps::Mcsb("BR-2")],
        page: include_str!("blob_soft_delete.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.Storage/storageAccounts"], check),
};

fn check(account: &Node<'_>) -> Verdict {
    super::keeps_deleted(account, "properties.deleteRetentionPolicy.enabled", "loses deleted blobs at once")
}
