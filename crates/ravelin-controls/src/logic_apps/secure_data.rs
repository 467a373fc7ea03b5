#![doc = include_str!("secure_data.md")]
use super::shared::{Step, WORKFLOWS, steps};
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "logic-app-secure-data",
        title: "Run history shows secrets",
        severity: Severity::High,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("ENC-7"), Maps::Mcsb("DP-3"), Maps::Cwe(532)],
        page: include_str!("secure_data.md"),
        source: file!(),
    },
    check: Check::Each(WORKFLOWS, check),
};

/// Request headers that carry what lets a caller in, beside `Authorization`, which Logic Apps hides itself.
const HEADERS: [&str; 4] = ["x-functions-key", "ocp-apim-subscription-key", "x-api-key", "api-key"];

fn check(workflow: &Node<'_>) -> Verdict {
    let steps = steps(workflow);
    let careful = steps.known.iter().any(|step| reads_secret(step) || sends_key(step));
    if !careful && steps.unread.is_empty() {
        return Verdict::not_applicable();
    }
    let shown = steps.named(shows_secret);
    let message = if shown.is_empty() {
        "shows secrets in its run history".to_owned()
    } else {
        format!("shows the secrets of {shown} in its run history")
    };
    steps.any(shows_secret).then_fail(message)
}

fn shows_secret(step: &Step) -> Test {
    let secured = |side: &'static str| {
        let secured = step.prop.prop("runtimeConfiguration").prop("secureData").prop("properties");
        secured.items().any(|item| item.is(side))
    };
    // The step as a whole is to blame, not a list that isn't there.
    let blame = |hidden: Test| Test { facts: vec![step.prop.fact()], ..hidden.not() };
    any([
        if reads_secret(step) { blame(secured("outputs")) } else { Test::no() },
        if sends_key(step) { blame(secured("inputs")) } else { Test::no() },
    ])
}

/// Does it fetch a secret from a vault, by the connector or by HTTP?
fn reads_secret(step: &Step) -> bool {
    let has =
        |prop: Prop, part: &str| prop.text().is_some_and(|text| text.to_ascii_lowercase().contains(part));
    let path = step.input(&["path"]);
    let connector = step.is(&["ApiConnection"])
        && path.text().is_some_and(|path| path.starts_with("/secrets/") && path.ends_with("/value"));
    connector || (step.is(&["Http"]) && has(step.input(&["uri"]), ".vault.azure.net/secrets/"))
}

/// Does it send a key in a header?
fn sends_key(step: &Step) -> bool {
    step.is(&["Http", "HttpWebhook"])
        && HEADERS.iter().any(|header| !step.input(&["headers", header]).is_absent())
}
