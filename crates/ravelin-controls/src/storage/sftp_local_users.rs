#![doc = include_str!("sftp_local_users.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "storage-sftp-local-users",
        title: "Storage account lets local users in over SFTP",
        severity: Severity::Low,
        audience: Audience::Pedantic,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("IAM-5"), Maps::Mcsb("IM-1")],
        page: include_str!("sftp_local_users.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.Storage/storageAccounts"], check),
};

fn check(account: &Node<'_>) -> Verdict {
    let users = account.prop("properties.isLocalUserEnabled");
    let users = if users.is_absent() { Test::yes() } else { users.is_true() };
    account.prop("properties.isSftpEnabled").is_on().and(users).then_fail("lets local users in over SFTP")
}
