#![doc = include_str!("https_only.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "storage-https-only",
        title: "Storage account answers over plain HTTP",
        severity: Severity::High,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("ENC-3"), Maps::Mcsb("DP-3")],
        page: include_str!("https_only.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.Storage/storageAccounts"], check),
};

fn check(account: &Node<'_>) -> Verdict {
    account.prop("properties.supportsHttpsTrafficOnly").is_true().or_fail("answers over plain HTTP")
}
