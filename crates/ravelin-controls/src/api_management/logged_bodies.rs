#![doc = include_str!("logged_bodies.md")]
use super::shared::DIAGNOSTICS;
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "api-management-logged-bodies",
        title: "Diagnostics log message bodies",
        severity: Severity::Low,
        audience: Audience::Pedantic,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("ENC-2"), Maps::Mcsb("LT-3"), Maps::Cwe(532)],
        page: include_str!("logged_bodies.md"),
        source: file!(),
    },
    check: Check::Each(DIAGNOSTICS, check),
};

fn check(diagnostic: &Node<'_>) -> Verdict {
    let parts =
        [("frontend", "request"), ("frontend", "response"), ("backend", "request"), ("backend", "response")];
    any(parts.map(|(side, message)| {
        let bytes = diagnostic.prop(&format!("properties.{side}")).prop(message).prop("body").prop("bytes");
        bytes.ask_or(false, |value| match value.as_int() {
            Some(bytes) => Some(bytes > 0),
            None if value.as_unknown().is_some() => None,
            None => Some(false),
        })
    }))
    .then_fail("logs message bodies")
}
