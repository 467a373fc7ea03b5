#![doc = include_str!("oauth_default.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "storage-oauth-default",
        title: "Portal reads the storage account with its key",
        severity: Severity::Info,
        audience: Audience::Pedantic,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("IAM-5"), Maps::Mcsb("IM-1")],
        page: include_str!("oauth_default.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.Storage/storageAccounts"], check),
};

fn check(account: &Node<'_>) -> Verdict {
    account
        .prop("properties.defaultToOAuthAuthentication")
        .is_true()
        .or_fail("is opened with its key in the portal by default")
}
