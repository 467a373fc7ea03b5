#![doc = include_str!("key_rotation.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "key-vault-key-rotation",
        title: "Key has no rotation policy",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("ENC-6"), Maps::Mcsb("DP-6")],
        page: include_str!("key_rotation.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.KeyVault/vaults/keys"], check),
};

fn check(key: &Node<'_>) -> Verdict {
    let actions = key.prop("properties.rotationPolicy.lifetimeActions").items();
    let rotates = actions
        .any(|action| action.prop("action").prop("type").ask_or(false, |ty| ty.same_ignoring_case("rotate")));
    rotates.or_fail("is never rotated by itself")
}
