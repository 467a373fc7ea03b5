#![doc = include_str!("secure_parameters.md")]
use super::shared::{WORKFLOWS, members};
use crate::prelude::*;
use crate::secrets::detect::{holds_secret, is_secret_name, secret_test};

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "logic-app-secure-parameters",
        title: "Secret comes to a workflow as a plain parameter",
        severity: Severity::High,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("ENC-5"), Maps::Guidance("ENC-7"), Maps::Mcsb("IM-8"), Maps::Cwe(312)],
        page: include_str!("secure_parameters.md"),
        source: file!(),
    },
    check: Check::Each(WORKFLOWS, check),
};

fn check(workflow: &Node<'_>) -> Verdict {
    let mut unread = Vec::new();
    let declared = members(&workflow.prop("properties.definition").prop("parameters"), &mut unread);
    if declared.is_empty() && unread.is_empty() {
        return Verdict::not_applicable();
    }
    let given = workflow.prop("properties.parameters");
    let tests: Vec<(String, Test)> = declared
        .into_iter()
        .map(|(name, parameter)| {
            let test = in_the_open(&name, &parameter, &given.prop(&name).prop("value"));
            (name, test)
        })
        .collect();
    let shown: Vec<String> =
        tests.iter().filter(|(_, test)| test.holds()).map(|(name, _)| format!("`{name}`")).collect();
    let message = match shown.as_slice() {
        [] => "shows a secret to all who read it".to_owned(),
        names => format!("shows the secret {} to all who read it", names.join(", ")),
    };
    let rest = if unread.is_empty() { Test::no() } else { Test::unknown(unread) };
    any(tests.into_iter().map(|(_, test)| test).chain([rest])).then_fail(message)
}

fn in_the_open(name: &str, parameter: &Prop, given: &Prop) -> Test {
    let ty = parameter.prop("type");
    let secure = ty.is_any(&["SecureString", "SecureObject"]);
    let default = parameter.prop("defaultValue");
    let literal = secret_test(&default, |value| match value.as_str() {
        Some(text) => Some(!text.is_empty()),
        None => Some(value.is_secret()),
    });
    let text = ty.is("String");
    any([
        // A secure parameter's default is written in the definition all the same.
        secure.clone().and(literal),
        all([secure.clone().not(), secret_test(given, |value| Some(holds_secret(value)))]),
        all([
            secure.not(),
            text,
            if is_secret_name(name) { Test::yes().with(parameter.fact()) } else { Test::no() },
        ]),
    ])
}
