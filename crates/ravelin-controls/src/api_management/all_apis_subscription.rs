#![doc = include_str!("all_apis_subscription.md")]
use crate::prelude::*;
use ravelin_model::{Data, Form, Piece, Value};

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "api-management-all-apis-subscription",
        title: "Subscription opens every API",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("IAM-1"), Maps::Mcsb("PA-7"), Maps::Cwe(250)],
        page: include_str!("all_apis_subscription.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.ApiManagement/service/subscriptions"], check),
};

fn check(subscription: &Node<'_>) -> Verdict {
    subscription
        .prop("properties.scope")
        .ask(opens_all)
        .then_fail("opens every API of the service with one key")
        // In older API versions a subscription names one product, and has no scope.
        .when(subscription.prop("properties.productId").is_set().not())
}

/// A scope names an API or a product; `/apis` names them all.
fn opens_all(scope: &Value) -> Option<bool> {
    let ends = |text: &str| text.trim_end_matches('/').to_ascii_lowercase().ends_with("/apis");
    match &scope.data {
        Data::String(text) => Some(ends(text)),
        Data::Unknown(unknown) => match &unknown.form {
            Form::Pattern(pieces) => match pieces.last() {
                Some(Piece::Text(text)) => Some(ends(text)),
                _ => None,
            },
            Form::Any | Form::OneOf(_) | Form::Holding(_) => None,
        },
        _ => Some(false),
    }
}
