#![doc = include_str!("public_network.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "storage-public-network",
        title: "Storage account admits every network",
        severity: Severity::High,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("NET-9"), Maps::Guidance("NET-7"), Maps::Mcsb("NS-2")],
        page: include_str!("public_network.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.Storage/storageAccounts"], check),
};

fn check(account: &Node<'_>) -> Verdict {
    super::closed(account).or_fail("admits every network")
}
