#![doc = include_str!("tls_minimum.md")]
use super::shared::{SERVICE, is_on};
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "api-management-tls-minimum",
        title: "API Management speaks old TLS or 3DES",
        severity: Severity::High,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("ENC-4"), Maps::Mcsb("DP-3"), Maps::Cwe(326)],
        page: include_str!("tls_minimum.md"),
        source: file!(),
    },
    check: Check::Each(SERVICE, check),
};

const PREFIX: &str = "Microsoft.WindowsAzure.ApiManagement.Gateway.Security.";

/// Switches of `customProperties`, and what each allows.
const SWITCHES: [(&str, &str); 7] = [
    ("Protocols.Ssl30", "SSL 3.0"),
    ("Protocols.Tls10", "TLS 1.0"),
    ("Protocols.Tls11", "TLS 1.1"),
    ("Ciphers.TripleDes168", "3DES"),
    ("Backend.Protocols.Ssl30", "SSL 3.0 to back ends"),
    ("Backend.Protocols.Tls10", "TLS 1.0 to back ends"),
    ("Backend.Protocols.Tls11", "TLS 1.1 to back ends"),
];

fn check(service: &Node<'_>) -> Verdict {
    let properties = service.prop("properties.customProperties");
    let tests = SWITCHES.map(|(key, says)| {
        let switch = properties.prop(&format!("{PREFIX}{key}"));
        // Off in every service made since April 2018.
        (says, switch.ask_or(false, is_on))
    });
    let on: Vec<&str> = tests.iter().filter(|(_, test)| test.holds()).map(|(says, _)| *says).collect();
    let message = if on.is_empty() { "TLS older than 1.2".to_owned() } else { on.join(", ") };
    any(tests.map(|(_, test)| test)).then_fail(format!("speaks {message}"))
}
