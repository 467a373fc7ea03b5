#![doc = include_str!("key_vault.md")]
use super::settings::Wanted;
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "diagnostics-key-vault",
        title: "Key vault sends its audit log nowhere",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("GOV-6"), Maps::Guidance("GOV-3"), Maps::Mcsb("LT-3")],
        page: include_str!("key_vault.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.KeyVault/vaults"], check),
};

fn check(node: &Node<'_>) -> Verdict {
    super::settings::sends(node, Wanted::All(&["AuditEvent"]))
}
