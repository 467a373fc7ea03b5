#![doc = include_str!("identity_authentication.md")]
use super::shared::{Step, WORKFLOWS, steps};
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "logic-app-identity-authentication",
        title: "Action signs in to Entra ID with a client secret",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("IAM-2"), Maps::Mcsb("IM-3")],
        page: include_str!("identity_authentication.md"),
        source: file!(),
    },
    check: Check::Each(WORKFLOWS, check),
};

fn check(workflow: &Node<'_>) -> Verdict {
    let steps = steps(workflow);
    let authenticated = steps.known.iter().any(|step| !step.input(&["authentication", "type"]).is_absent());
    if !authenticated && steps.unread.is_empty() {
        return Verdict::not_applicable();
    }
    let shown = steps.named(signs_in_with_a_secret);
    let message = if shown.is_empty() {
        "signs in to Entra ID with a client secret".to_owned()
    } else {
        format!("signs in to Entra ID with a client secret in {shown}")
    };
    steps.any(signs_in_with_a_secret).then_fail(message)
}

fn signs_in_with_a_secret(step: &Step) -> Test {
    let ty = step.input(&["authentication", "type"]);
    let secret = step.input(&["authentication", "secret"]).is_set();
    all([ty.ask_or(false, |value| value.same_ignoring_case("ActiveDirectoryOAuth")), secret])
}
