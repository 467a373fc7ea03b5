#![doc = include_str!("named_value_plain.md")]
use super::shared::NAMED_VALUES;
use crate::prelude::*;
use crate::secrets::detect::{is_open_secret, secret_test};

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "api-management-named-value-plain",
        title: "Plain named value holds a secret",
        severity: Severity::High,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("ENC-5"), Maps::Mcsb("IM-8"), Maps::Cwe(312)],
        page: include_str!("named_value_plain.md"),
        source: file!(),
    },
    check: Check::Each(NAMED_VALUES, check),
};

fn check(named: &Node<'_>) -> Verdict {
    let name =
        named.prop("properties.displayName").text().map(str::to_owned).or_else(|| named.resource.own_name());
    let secret = named.prop("properties.secret").ask_or(false, |value| value.same(&true.into()));
    secret_test(&named.prop("properties.value"), |value| {
        is_open_secret(&name.clone().unwrap_or_default(), value)
    })
    .then_fail("holds a secret that everyone who reads the service can read")
    .when(secret.not())
}
