#![doc = include_str!("anonymous_access.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "storage-anonymous-access",
        title: "Storage account lets its containers be opened to everybody",
        severity: Severity::High,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("IAM-5"), Maps::Guidance("ENC-2"), Maps::Mcsb("PA-7")],
        page: include_str!("anonymous_access.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.Storage/storageAccounts"], check),
};

fn check(account: &Node<'_>) -> Verdict {
    account
        .prop("properties.allowBlobPublicAccess")
        .is_false()
        .or_fail("lets containers be opened to anonymous readers")
}
