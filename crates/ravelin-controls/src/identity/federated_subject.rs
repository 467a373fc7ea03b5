#![doc = include_str!("federated_subject.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "federated-credential-subject",
        title: "Federated credential trusts more tokens than one",
        severity: Severity::High,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("IAM-1"), Maps::Guidance("IAM-2"), Maps::Mcsb("IM-3")],
        page: include_str!("federated_subject.md"),
        source: file!(),
    },
    check: Check::Each(
        &["Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials"],
        check,
    ),
};

use ravelin_model::{Form, Piece, Value};

fn check(credential: &Node<'_>) -> Verdict {
    let subject = credential.prop("properties.subject");
    let pull = subject
        .ask_or(false, |value| says(value, |text| text.to_ascii_lowercase().ends_with(":pull_request")));
    let star = subject.ask_or(false, |value| says(value, |text| text.contains('*')));
    let expression = credential.prop("properties.claimsMatchingExpression.value");
    let star = star.or(expression.ask_or(false, |value| says(value, |text| text.contains('*'))));
    let message = if pull.holds() {
        "trusts every pull request of a repository"
    } else {
        "trusts tokens by a wildcard"
    };
    pull.or(star).then_fail(message)
}

/// Asks the known text of a value; what is unknown of it leaves a *no* undecided.
fn says(value: &Value, question: impl Fn(&str) -> bool) -> Option<bool> {
    match value.as_unknown().map(|unknown| &unknown.form) {
        None => Some(value.as_str().is_some_and(question)),
        Some(Form::Pattern(pieces)) => {
            let hit = pieces.iter().any(|piece| matches!(piece, Piece::Text(text) if question(text)));
            // A known end is what tells what the token is for; holes before it name the repository.
            let settled = matches!(pieces.last(), Some(Piece::Text(_)));
            if hit {
                Some(true)
            } else if settled {
                Some(false)
            } else {
                None
            }
        }
        Some(Form::Any | Form::OneOf(_) | Form::Holding(_)) => None,
    }
}
