#![doc = include_str!("secret_expiry.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "key-vault-secret-expiry",
        title: "Secret never expires",
        severity: Severity::Low,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("ENC-6"), Maps::Mcsb("DP-6")],
        page: include_str!("secret_expiry.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.KeyVault/vaults/secrets"], check),
};

fn check(secret: &Node<'_>) -> Verdict {
    super::expires(&secret.prop("properties.attributes.exp")).or_fail("never expires")
}
