#![doc = include_str!("customer_managed_key.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "data-factory-customer-managed-key",
        title: "Data factory is encrypted with a key of the platform",
        severity: Severity::Info,
        audience: Audience::Pedantic,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("ENC-1"), Maps::Mcsb("DP-5")],
        page: include_str!("customer_managed_key.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.DataFactory/factories"], check),
};

fn check(factory: &Node<'_>) -> Verdict {
    let vault = factory.prop("properties.encryption.vaultBaseUrl").is_set();
    let key = factory.prop("properties.encryption.keyName").is_set();
    vault.and(key).or_fail("is encrypted with a key of the platform")
}
