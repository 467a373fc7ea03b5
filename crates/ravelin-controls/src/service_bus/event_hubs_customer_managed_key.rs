#![doc = include_str!("event_hubs_customer_managed_key.md")]
use super::shared;
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "event-hubs-customer-managed-key",
        title: "Event Hubs namespace is encrypted with a key of the platform",
        severity: Severity::Info,
        audience: Audience::Pedantic,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("ENC-1"), Maps::Mcsb("DP-5")],
        page: include_str!("event_hubs_customer_managed_key.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.EventHub/namespaces"], check),
};

fn check(namespace: &Node<'_>) -> Verdict {
    let keys = namespace.prop("properties.encryption.keyVaultProperties").is_set();
    keys.or_fail("is encrypted with a key of the platform").when(shared::premium(namespace))
}
