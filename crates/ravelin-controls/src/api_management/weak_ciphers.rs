#![doc = include_str!("weak_ciphers.md")]
use super::shared::{SERVICE, is_on};
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "api-management-weak-ciphers",
        title: "Gateway accepts weak cipher suites",
        severity: Severity::Low,
        audience: Audience::Pedantic,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("ENC-4"), Maps::Mcsb("DP-3"), Maps::Cwe(327)],
        page: include_str!("weak_ciphers.md"),
        source: file!(),
    },
    check: Check::Each(SERVICE, check),
};

const PREFIX: &str = "Microsoft.WindowsAzure.ApiManagement.Gateway.Security.Ciphers.";

/// Suites without forward secrecy or with CBC and SHA-1; on until switched off.
const SUITES: [&str; 9] = [
    "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
    "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
    "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
    "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
    "TLS_RSA_WITH_AES_128_GCM_SHA256",
    "TLS_RSA_WITH_AES_256_CBC_SHA256",
    "TLS_RSA_WITH_AES_128_CBC_SHA256",
    "TLS_RSA_WITH_AES_256_CBC_SHA",
    "TLS_RSA_WITH_AES_128_CBC_SHA",
];

fn check(service: &Node<'_>) -> Verdict {
    let properties = service.prop("properties.customProperties");
    let tests = SUITES.map(|suite| (suite, properties.prop(&format!("{PREFIX}{suite}")).ask_or(true, is_on)));
    let on = tests.iter().filter(|(_, test)| test.holds()).count();
    let message = match (on, tests.iter().find(|(_, test)| test.holds())) {
        (1, Some((suite, _))) => format!("accepts the weak cipher suite {suite}"),
        (0, _) => "accepts weak cipher suites".to_owned(),
        (several, _) => format!("accepts {several} weak cipher suites"),
    };
    // "The following tiers don't support changes to the default cipher configuration", says the page on ciphers.
    let fixed = service.prop("sku.name").is_any(&["Consumption", "BasicV2", "StandardV2", "PremiumV2"]);
    any(tests.map(|(_, test)| test)).then_fail(message).when(fixed.not())
}
