#![doc = include_str!("trusted_bypass.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "storage-trusted-bypass",
        title: "Storage firewall lets trusted Azure services pass",
        severity: Severity::Low,
        audience: Audience::Pedantic,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("NET-9"), Maps::Mcsb("NS-2")],
        page: include_str!("trusted_bypass.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.Storage/storageAccounts"], check),
};

fn check(account: &Node<'_>) -> Verdict {
    let services = account.prop("properties.networkAcls.bypass").ask(|value| {
        Some(value.as_str()?.split(',').any(|one| one.trim().eq_ignore_ascii_case("AzureServices")))
    });
    services.then_fail("lets trusted Azure services pass its firewall").when(super::closed(account))
}
