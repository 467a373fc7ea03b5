#![doc = include_str!("https_actions.md")]
use super::shared::{Step, WORKFLOWS, steps};
use crate::prelude::*;
use crate::secrets::detect::starts_with;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "logic-app-https-actions",
        title: "Action calls over plain HTTP",
        severity: Severity::High,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("ENC-3"), Maps::Mcsb("DP-3"), Maps::Cwe(319)],
        page: include_str!("https_actions.md"),
        source: file!(),
    },
    check: Check::Each(WORKFLOWS, check),
};

fn check(workflow: &Node<'_>) -> Verdict {
    let steps = steps(workflow);
    let calls = steps.known.iter().any(|step| !step.input(&["uri"]).is_absent());
    if !calls && steps.unread.is_empty() {
        return Verdict::not_applicable();
    }
    let shown = steps.named(in_the_clear);
    let message = if shown.is_empty() {
        "calls over plain HTTP".to_owned()
    } else {
        format!("calls over plain HTTP in {shown}")
    };
    steps.any(in_the_clear).then_fail(message)
}

fn in_the_clear(step: &Step) -> Test {
    step.input(&["uri"]).ask_or(false, |value| starts_with(value, "http://"))
}
