#![doc = include_str!("secret_to_plain.md")]
use super::detect::{hidden, holds_secret};
use super::told::once;
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "parameter-plain-gets-secret",
        title: "Secret is given to a plain parameter",
        severity: Severity::High,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("ENC-5"), Maps::Mcsb("IM-8"), Maps::Cwe(532)],
        page: include_str!("secret_to_plain.md"),
        source: file!(),
    },
    check: Check::Template(check),
};

fn check(template: &TemplateNode<'_>) -> Vec<Verdict> {
    // A number or switch that comes out of a secure object is none of its secrets.
    let text = |ty: &str| ty.eq_ignore_ascii_case("string");
    let plain =
        template.deployed.parameters.iter().filter(|parameter| !parameter.secure && text(&parameter.ty));
    once(plain.map(|parameter| {
        let fact = TemplateNode::fact(
            format!("parameters.{}", parameter.name),
            Some(parameter.value.clone()),
            parameter.place,
            None,
        );
        let given = if holds_secret(&parameter.value) { Test::yes() } else { Test::no() };
        given
            .with(hidden(fact))
            .then_fail(format!("takes a secret as the plain parameter `{}`", parameter.name))
    }))
}
