#![doc = include_str!("container_soft_delete.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "storage-container-soft-delete",
        title: "Deleted containers are gone at once",
        severity: Severity::Low,
        audience: Audience::Pedantic,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("BASE-STORAGE"), Maps::Mcsb("BR-2")],
        page: include_str!("container_soft_delete.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.Storage/storageAccounts"], check),
};

fn check(account: &Node<'_>) -> Verdict {
    let switch = "properties.containerDeleteRetentionPolicy.enabled";
    super::keeps_deleted(account, switch, "loses deleted containers at once")
}
