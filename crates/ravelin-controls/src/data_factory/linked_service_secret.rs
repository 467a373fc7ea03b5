#![doc = include_str!("linked_service_secret.md")]
use crate::prelude::*;
use crate::secrets::detect;
use ravelin_model::{Form, Object, Value};

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "data-factory-linked-service-secret",
        title: "Linked service keeps a secret of its own",
        severity: Severity::High,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("ENC-5"), Maps::Mcsb("IM-8")],
        page: include_str!("linked_service_secret.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.DataFactory/factories/linkedServices"], check),
};

/// How deep the settings of a linked service are looked into; they are flat but for references.
const DEPTH: usize = 6;

fn check(service: &Node<'_>) -> Verdict {
    let object = service.prop("properties.typeProperties");
    let settings = members(&object, DEPTH);
    let tests: Vec<(String, Test)> =
        settings.iter().map(|(name, setting)| (name.clone(), keeps_secret(name, setting))).collect();
    let culprit = tests.iter().find(|(_, test)| test.holds()).map(|(name, _)| name);
    let message = culprit.map_or("keeps a secret of its own".to_owned(), |name| {
        format!("keeps the secret in `{name}` itself")
    });
    any(tests.into_iter().map(|(_, test)| test).chain([super::unread(&object)])).then_fail(message)
}

/// Every setting with its name, those in objects as well; a typed secret is one setting.
fn members(object: &Prop, depth: usize) -> Vec<(String, Prop)> {
    let entries = object.value().and_then(Value::as_object).map(Object::entries).unwrap_or_default();
    let each = entries.iter().flat_map(|entry| {
        let setting = object.prop(&entry.key);
        let whole = depth == 0 || entry.value.as_object().is_none() || setting.prop("type").text().is_some();
        if whole { vec![(entry.key.to_string(), setting)] } else { members(&setting, depth - 1) }
    });
    each.collect()
}

/// A `SecureString` lives in the factory, wherever its value came from. So does an encrypted credential.
fn keeps_secret(name: &str, setting: &Prop) -> Test {
    let ty = setting.prop("type");
    if ty.text().is_some() {
        return ty.is("SecureString").map_facts(|fact| Fact { place: setting.place, ..fact });
    }
    if name.eq_ignore_ascii_case("encryptedCredential") {
        return setting.is_set().map_facts(detect::hidden);
    }
    detect::secret_test(setting, |value| match detect::is_open_secret(name, value) {
        // A text that the factory computes, `@{linkedService().password}`, is no secret by itself.
        Some(true) if !value.is_secret() && computed(value) => Some(false),
        Some(false)
            if detect::is_connection_string_name(name)
                && value.as_unknown().is_some_and(|it| matches!(it.form, Form::Any)) =>
        {
            None
        }
        answer => answer,
    })
}

/// Is what follows `password=` or its like an expression of the factory?
fn computed(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.contains("=@{"))
}
