//! Two values, part by part.

use super::pattern;
use ravelin_model::{Data, Form, Object, Unknown, Value};

/// The longest value that is shown whole.
const SHOWN: usize = 300;

/// Is told where two values differ, and how either is shown.
type Tell<'t> = dyn FnMut(&str, String, String) + 't;

/// Tells every place at which two values differ.
pub(super) fn compare(path: &str, direct: &Value, compiled: &Value, tell: &mut Tell<'_>) {
    part(path, direct, compiled, Secret::default(), tell);
}

/// Whether something around the value is secret, on each side: the mark may stand on the whole or on its parts.
#[derive(Clone, Copy, Default)]
struct Secret {
    direct: bool,
    compiled: bool,
}

fn part(path: &str, direct: &Value, compiled: &Value, secret: Secret, tell: &mut Tell<'_>) {
    let secret =
        Secret { direct: secret.direct || direct.secret, compiled: secret.compiled || compiled.secret };
    let same = match (&direct.data, &compiled.data) {
        (Data::Array(a), Data::Array(b)) if a.items().len() == b.items().len() => {
            for (at, (a, b)) in a.items().iter().zip(b.items()).enumerate() {
                part(&format!("{path}[{at}]"), a, b, secret, tell);
            }
            return;
        }
        (Data::Object(a), Data::Object(b)) => {
            objects(path, a, b, secret, tell);
            return;
        }
        (Data::Unknown(a), Data::Unknown(b)) => unknowns(a, b),
        (Data::Array(_) | Data::Unknown(_), _) | (_, Data::Unknown(_)) => false,
        (Data::String(a), Data::String(b)) => same_text(a, b),
        _ => direct.same(compiled) == Some(true),
    };
    let said = |secret: bool, value: &Value| {
        if secret { format!("{} (secret)", shown(&value.clone().marked(true))) } else { shown(value) }
    };
    // Nobody is harmed by `null` or `true`, and the marks on them are lost on the way.
    let plain = matches!(direct.data, Data::Null | Data::Bool(_));
    if !same || (secret.direct != secret.compiled && !plain) {
        tell(path, said(secret.direct, direct), said(secret.compiled, compiled));
    }
}

fn objects(path: &str, direct: &Object, compiled: &Object, secret: Secret, tell: &mut Tell<'_>) {
    for entry in direct.entries() {
        let path = format!("{path}.{}", entry.key);
        match compiled.entry(&entry.key) {
            Some(other) => part(&path, &entry.value, &other.value, secret, tell),
            None => tell(&path, shown(&entry.value), "absent".to_owned()),
        }
    }
    for entry in compiled.entries().iter().filter(|entry| direct.entry(&entry.key).is_none()) {
        tell(&format!("{path}.{}", entry.key), "absent".to_owned(), shown(&entry.value));
    }
    if direct.open().is_some() != compiled.open().is_some() {
        let said =
            |object: &Object| if object.open().is_some() { "other members, perhaps" } else { "no others" };
        tell(path, said(direct).to_owned(), said(compiled).to_owned());
    }
}

fn unknowns(direct: &Unknown, compiled: &Unknown) -> bool {
    match (&direct.form, &compiled.form) {
        (Form::Any, Form::Any) => true,
        (Form::Pattern(_), Form::Pattern(_)) => {
            let text = |unknown: &Unknown| pattern(&Value::from(unknown.with_form(unknown.form.clone())));
            same_text(&text(direct), &text(compiled))
        }
        (Form::OneOf(a), Form::OneOf(b)) => a.len() == b.len() && has_all(a, b) && has_all(b, a),
        (Form::Holding(a), Form::Holding(b)) => {
            a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| is_same(a, b))
        }
        _ => false,
    }
}

/// The compiler writes the types in ids as the catalogue of types spells them, and not as the source does.
fn same_text(direct: &str, compiled: &str) -> bool {
    let is_id = |text: &str| text.contains("/providers/");
    direct == compiled || (is_id(direct) && is_id(compiled) && direct.eq_ignore_ascii_case(compiled))
}

fn has_all(all: &[Value], of: &[Value]) -> bool {
    of.iter().all(|value| all.iter().any(|other| is_same(value, other)))
}

fn is_same(direct: &Value, compiled: &Value) -> bool {
    let mut same = true;
    compare("", direct, compiled, &mut |_, _, _| same = false);
    same
}

fn shown(value: &Value) -> String {
    let text = value.to_json().to_string();
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}
