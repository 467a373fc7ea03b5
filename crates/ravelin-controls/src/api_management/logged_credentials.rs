#![doc = include_str!("logged_credentials.md")]
use super::shared::DIAGNOSTICS;
use crate::prelude::*;
use ravelin_model::Value;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "api-management-logged-credentials",
        title: "Diagnostics log headers that hold credentials",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("ENC-7"), Maps::Mcsb("LT-3"), Maps::Cwe(532)],
        page: include_str!("logged_credentials.md"),
        source: file!(),
    },
    check: Check::Each(DIAGNOSTICS, check),
};

/// Headers that carry what lets a caller in.
const HEADERS: [&str; 8] = [
    "authorization",
    "ocp-apim-subscription-key",
    "cookie",
    "set-cookie",
    "x-functions-key",
    "x-api-key",
    "api-key",
    "proxy-authorization",
];

fn check(diagnostic: &Node<'_>) -> Verdict {
    let parts =
        [("frontend", "request"), ("frontend", "response"), ("backend", "request"), ("backend", "response")];
    any(parts.map(|(side, message)| {
        let part = diagnostic.prop(&format!("properties.{side}")).prop(message);
        let masked = part.prop("dataMasking").prop("headers").items();
        part.prop("headers").items().any(|header| {
            let hidden = masked.any(|mask| mask.prop("value").ask_or(false, |value| same(value, header)));
            all([header.is_any(&HEADERS), hidden.not()])
        })
    }))
    .then_fail("logs headers that hold credentials")
}

fn same(mask: &Value, header: &Prop) -> Option<bool> {
    mask.same_ignoring_case(header.text()?)
}
