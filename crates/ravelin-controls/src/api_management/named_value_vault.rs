#![doc = include_str!("named_value_vault.md")]
use super::shared::NAMED_VALUES;
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "api-management-named-value-vault",
        title: "Secret named value is not kept in Key Vault",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("ENC-5"), Maps::Mcsb("IM-8")],
        page: include_str!("named_value_vault.md"),
        source: file!(),
    },
    check: Check::Each(NAMED_VALUES, check),
};

fn check(named: &Node<'_>) -> Verdict {
    let secret = named.prop("properties.secret").ask_or(false, |value| value.same(&true.into()));
    named
        .prop("properties.keyVault")
        .prop("secretIdentifier")
        .is_set()
        .or_fail("keeps its secret in API Management instead of Key Vault")
        .when(secret)
}
