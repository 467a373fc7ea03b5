#![doc = include_str!("parameter_not_secure.md")]
use super::detect::{is_connection_string_name, is_reference, is_secret_name};
use super::told::once;
use crate::prelude::*;
use ravelin_model::Value;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "parameter-secret-not-secure",
        title: "Parameter for a secret is not secure",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("ENC-5"), Maps::Mcsb("IM-8"), Maps::Cwe(532)],
        page: include_str!("parameter_not_secure.md"),
        source: file!(),
    },
    check: Check::Template(check),
};

fn check(template: &TemplateNode<'_>) -> Vec<Verdict> {
    let secrets = template.deployed.parameters.iter().filter(|parameter| {
        let named = is_secret_name(&parameter.name) || is_connection_string_name(&parameter.name);
        parameter.ty.eq_ignore_ascii_case("string") && named && !is_no_secret(&parameter.value)
    });
    once(secrets.map(|parameter| {
        let fact = TemplateNode::fact(format!("parameters.{}", parameter.name), None, parameter.place, None);
        let secure = if parameter.secure { Test::yes() } else { Test::no() };
        secure.with(fact).or_fail(format!("takes `{}` without marking it secure", parameter.name))
    }))
}

/// Is the value one that no secret has: an address of one, or a reference to one?
fn is_no_secret(value: &Value) -> bool {
    is_reference(value)
        || value.as_str().is_some_and(|text| text.is_empty() || text.contains(".vault.azure.net/"))
}
