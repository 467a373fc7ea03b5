#![doc = include_str!("secret_settings.md")]
use super::shared::{SITES_AND_CONFIG, Setting, own_settings};
use crate::prelude::*;
use crate::secrets::detect::{is_open_secret, is_secret_name, secret_test};

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "web-secret-settings",
        title: "App setting holds a secret in the open",
        severity: Severity::High,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("ENC-5"), Maps::Mcsb("IM-8"), Maps::Cwe(312)],
        page: include_str!("secret_settings.md"),
        source: file!(),
    },
    check: Check::Each(SITES_AND_CONFIG, check),
};

fn check(node: &Node<'_>) -> Verdict {
    let (settings, unread) = own_settings(node);
    if settings.is_empty() && unread.is_empty() {
        return Verdict::not_applicable();
    }
    let tests: Vec<(&str, Test)> =
        settings.iter().map(|setting| (setting.name.as_str(), is_open(setting))).collect();
    let named = |wanted: fn(&Test) -> bool| -> Vec<String> {
        tests.iter().filter(|(_, test)| wanted(test)).map(|(name, _)| format!("`{name}`")).collect()
    };
    let open = named(Test::holds);
    let shown = if open.is_empty() { named(|test| !test.fails()) } else { open };
    let message = match shown.as_slice() {
        [] => "holds a secret in its settings".to_owned(),
        [one] => format!("holds a secret in its setting {one}"),
        several => format!("holds secrets in its settings {}", several.join(", ")),
    };
    let rest = if unread.is_empty() { Test::no() } else { Test::unknown(unread) };
    any(tests.into_iter().map(|(_, test)| test).chain([rest])).then_fail(message)
}

fn is_open(setting: &Setting) -> Test {
    secret_test(&setting.value, |value| {
        // What the app holds already, read by `list()` and merged in, isn't this code's to decide.
        let carried_over = value
            .as_unknown()
            .is_some_and(|unknown| unknown.reasons.iter().any(|why| &*why.name == "list()"));
        if carried_over {
            (!is_secret_name(&setting.name)).then_some(false)
        } else {
            is_open_secret(&setting.name, value)
        }
    })
}
