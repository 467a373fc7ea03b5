#![doc = include_str!("output_secret.md")]
use super::detect::{hidden, holds_secret};
use super::told::once;
use crate::prelude::*;
use ravelin_model::Object;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "output-secret",
        title: "Output shows a secret",
        severity: Severity::High,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("ENC-5"), Maps::Guidance("ENC-2"), Maps::Mcsb("IM-8"), Maps::Cwe(532)],
        page: include_str!("output_secret.md"),
        source: file!(),
    },
    check: Check::Template(check),
};

fn check(template: &TemplateNode<'_>) -> Vec<Verdict> {
    let plain = template.deployed.outputs.iter().filter(|output| !output.secure);
    once(plain.map(|output| {
        let fact = TemplateNode::fact(
            format!("outputs.{}", output.name),
            Some(output.value.clone()),
            output.place,
            None,
        );
        let shown = match (holds_secret(&output.value), output.value.as_object().and_then(Object::open)) {
            (false, _) => Test::no(),
            (true, None) => Test::yes(),
            // What a deployed resource answers as a whole: services mostly keep the secrets they were given to themselves.
            (true, Some(open)) => Test::unknown(open.rest.reasons.iter().cloned()),
        };
        shown.with(hidden(fact)).then_fail(format!("shows a secret in its output `{}`", output.name))
    }))
}
