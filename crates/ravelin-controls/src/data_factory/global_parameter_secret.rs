#![doc = include_str!("global_parameter_secret.md")]
use crate::prelude::*;
use crate::secrets::detect;
use ravelin_model::{Object, Value};

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "data-factory-global-parameter-secret",
        title: "Global parameter holds a secret",
        severity: Severity::High,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("ENC-5"), Maps::Mcsb("IM-8")],
        page: include_str!("global_parameter_secret.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.DataFactory/factories"], check),
};

fn check(factory: &Node<'_>) -> Verdict {
    let parameters = factory.prop("properties.globalParameters");
    let entries = parameters.value().and_then(Value::as_object).map(Object::entries).unwrap_or_default();
    let unread = super::unread(&parameters);
    if entries.is_empty() && unread.fails() {
        return Verdict::not_applicable();
    }
    let tests: Vec<(&str, Test)> = entries
        .iter()
        .map(|entry| {
            let value = parameters.prop(&entry.key).prop("value");
            (&*entry.key, detect::secret_test(&value, |value| detect::is_open_secret(&entry.key, value)))
        })
        .collect();
    let culprit = tests.iter().find(|(_, test)| test.holds()).map(|(name, _)| *name);
    let message = culprit.map_or("holds a secret in a global parameter".to_owned(), |name| {
        format!("holds a secret in the global parameter `{name}`")
    });
    any(tests.into_iter().map(|(_, test)| test).chain([unread])).then_fail(message)
}
