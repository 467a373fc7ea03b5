#![doc = include_str!("literal_secrets.md")]
use super::shared::{Step, WORKFLOWS, is_expression, steps};
use crate::prelude::*;
use crate::secrets::detect::{holds_secret, known_start, secret_test};
use ravelin_model::Value;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "logic-app-literal-secrets",
        title: "Workflow definition holds a secret in the open",
        severity: Severity::High,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("ENC-5"), Maps::Mcsb("IM-8"), Maps::Cwe(798)],
        page: include_str!("literal_secrets.md"),
        source: file!(),
    },
    check: Check::Each(WORKFLOWS, check),
};

/// Members of an action's `authentication` that are secrets.
const AUTHENTICATION: [&str; 4] = ["password", "secret", "pfx", "value"];
/// Headers whose value is a credential.
const HEADERS: [&str; 5] =
    ["Authorization", "x-functions-key", "Ocp-Apim-Subscription-Key", "x-api-key", "api-key"];

fn check(workflow: &Node<'_>) -> Verdict {
    let steps = steps(workflow);
    if steps.known.is_empty() && steps.unread.is_empty() {
        return Verdict::not_applicable();
    }
    let shown = steps.named(holds_credential);
    let message = if shown.is_empty() {
        "holds a secret in its definition".to_owned()
    } else {
        format!("holds a secret in the definition of {shown}")
    };
    steps.any(holds_credential).then_fail(message)
}

fn holds_credential(step: &Step) -> Test {
    let authentication =
        AUTHENTICATION.map(|key| secret_test(&step.input(&["authentication", key]), is_written));
    let headers = HEADERS.map(|key| secret_test(&step.input(&["headers", key]), is_written));
    // A URL that isn't known is no secret because of that.
    let uri = secret_test(&step.input(&["uri"]), |value| Some(holds_secret(value)));
    any(authentication.into_iter().chain(headers).chain([uri]))
}

/// A literal, or something declared secret that was written into the definition; an expression of the workflow's is not.
fn is_written(value: &Value) -> Option<bool> {
    match known_start(value) {
        _ if value.is_secret() => Some(true),
        Some(text) => Some(!text.is_empty() && !is_expression(text)),
        None if value.as_unknown().is_some() => None,
        None => Some(false),
    }
}
