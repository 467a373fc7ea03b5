#![doc = include_str!("secure_default.md")]
use super::detect::hidden;
use super::told::once;
use crate::prelude::*;
use ravelin_model::{Data, Value};

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "parameter-secure-default",
        title: "Secure parameter has its secret as default",
        severity: Severity::High,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("ENC-5"), Maps::Mcsb("IM-8"), Maps::Cwe(798)],
        page: include_str!("secure_default.md"),
        source: file!(),
    },
    check: Check::Template(check),
};

fn check(template: &TemplateNode<'_>) -> Vec<Verdict> {
    let secure = template.deployed.parameters.iter().filter(|parameter| parameter.secure);
    once(secure.map(|parameter| {
        let fact = TemplateNode::fact(
            format!("parameters.{}.defaultValue", parameter.name),
            parameter.default.clone(),
            parameter.place,
            None,
        );
        let told = parameter.default.as_ref().map_or(Some(false), |default| is_told(default, 0));
        let test = match told {
            Some(true) => Test::yes(),
            Some(false) => Test::no(),
            None => Test::unknown(parameter.default.iter().flat_map(Value::reasons)),
        };
        test.with(hidden(fact))
            .then_fail(format!("tells the default of the secure parameter `{}`", parameter.name))
    }))
}

/// Does the code say what the value is, so that everyone who reads it knows? A new GUID is told to nobody.
fn is_told(default: &Value, depth: usize) -> Option<bool> {
    match &default.data {
        Data::String(text) => Some(!text.is_empty()),
        Data::Null | Data::Bool(_) | Data::Int(_) | Data::Float(_) | Data::Decimal(_) => Some(false),
        Data::Unknown(unknown) if unknown.residual.to_ascii_lowercase().contains("newguid(") => Some(false),
        Data::Unknown(_) => None,
        _ if depth > 8 => None,
        Data::Array(array) => either(array.items().iter().map(|item| is_told(item, depth + 1))),
        Data::Object(object) => either(object.entries().iter().map(|entry| is_told(&entry.value, depth + 1))),
    }
}

fn either(answers: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let answers: Vec<Option<bool>> = answers.collect();
    if answers.contains(&Some(true)) {
        Some(true)
    } else {
        answers.iter().all(Option::is_some).then_some(false)
    }
}
