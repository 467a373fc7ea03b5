#![doc = include_str!("connection_identity.md")]
use super::shared::members;
use crate::prelude::*;
use crate::secrets::detect::{is_open_secret, secret_test};

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "api-connection-identity",
        title: "API connection holds a credential",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("IAM-2"), Maps::Guidance("ENC-5"), Maps::Mcsb("IM-3")],
        page: include_str!("connection_identity.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.Web/connections"], check),
};

fn check(connection: &Node<'_>) -> Verdict {
    let mut unread = Vec::new();
    let mut values = members(&connection.prop("properties.parameterValues"), &mut unread);
    let set = connection.prop("properties.parameterValueSet").prop("values");
    let in_set = members(&set, &mut unread).into_iter();
    values.extend(in_set.map(|(name, parameter)| (name, parameter.prop("value"))));
    let tests: Vec<(String, Test)> = values
        .into_iter()
        .map(|(name, value)| {
            let test = secret_test(&value, |value| is_open_secret(&name, value));
            (name, test)
        })
        .collect();
    let shown: Vec<String> =
        tests.iter().filter(|(_, test)| test.holds()).map(|(name, _)| format!("`{name}`")).collect();
    let message = match shown.as_slice() {
        [] => "holds a credential".to_owned(),
        names => format!("holds a credential in {}", names.join(", ")),
    };
    let rest = if unread.is_empty() { Test::no() } else { Test::unknown(unread) };
    any(tests.into_iter().map(|(_, test)| test).chain([rest])).then_fail(message)
}
