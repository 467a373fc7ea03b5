#![doc = include_str!("public_network.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "key-vault-public-network",
        title: "Key vault admits every network",
        severity: Severity::High,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("NET-9"), Maps::Guidance("NET-7"), Maps::Mcsb("NS-2")],
        page: include_str!("public_network.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.KeyVault/vaults"], check),
};

fn check(vault: &Node<'_>) -> Verdict {
    super::closed(vault).or_fail("admits every network")
}
