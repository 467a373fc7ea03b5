#![doc = include_str!("private_only.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "storage-private-only",
        title: "Storage account has a public endpoint",
        severity: Severity::Low,
        audience: Audience::Pedantic,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("NET-7"), Maps::Mcsb("NS-2")],
        page: include_str!("private_only.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.Storage/storageAccounts"], check),
};

fn check(account: &Node<'_>) -> Verdict {
    account.prop("properties.publicNetworkAccess").is_public_network_off().or_fail("has a public endpoint")
}
