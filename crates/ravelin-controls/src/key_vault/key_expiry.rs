#![doc = include_str!("key_expiry.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "key-vault-key-expiry",
        title: "Key never expires",
        severity: Severity::Low,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("ENC-6"), Maps::Mcsb("DP-6")],
        page: include_str!("key_expiry.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.KeyVault/vaults/keys"], check),
};

fn check(key: &Node<'_>) -> Verdict {
    let fixed = super::expires(&key.prop("properties.attributes.exp"));
    let rolling = key.prop("properties.rotationPolicy.attributes.expiryTime").is_set();
    fixed.or(rolling).or_fail("never expires")
}
