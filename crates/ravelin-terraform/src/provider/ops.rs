//! What happens to a value between an attribute and a property.

use super::table::Op;
use crate::functions;
use ravelin_model::{Array, Data, Entry, Form, Object, ObjectBuilder, Unknown, Value};
use std::sync::Arc;

/// A value after all of a row's operations; `others` are the further values that a format names.
pub(super) fn apply(ops: &[Op], value: &Value, others: &[Value]) -> Value {
    ops.iter().fold(plain(value), |value, op| each(&value, &|one| op_on(op, one, others)))
}

/// Applies an operation to each alternative of a value that is one of several.
pub(super) fn each(value: &Value, operation: &dyn Fn(&Value) -> Value) -> Value {
    let Some(unknown) = value.as_unknown() else { return operation(value) };
    let Form::OneOf(values) = &unknown.form else { return operation(value) };
    let changed = values.iter().map(|one| if one.is_null() { Value::NULL } else { operation(one) });
    let mut result = Value::one_of(changed.collect(), &unknown.residual, unknown.reasons.iter().cloned());
    result.origin.clone_from(&value.origin);
    result.marked(value.secret)
}

fn op_on(op: &Op, value: &Value, others: &[Value]) -> Value {
    let made = match op {
        Op::Format(pattern) => format(pattern, value, others),
        Op::Wrap => vec![value.clone()].into(),
        Op::First => value.as_array().and_then(<[Value]>::first).cloned().unwrap_or(Value::NULL),
        Op::Join(by) => join(value, by),
        Op::Json => json(value),
        Op::JsonText => json_text(value),
        Op::Identity => identity(value),
        _ => match &value.data {
            Data::Array(array) => {
                array.items().iter().map(|item| op_on(op, item, others)).collect::<Vec<_>>().into()
            }
            _ => scalar(op, value),
        },
    };
    Value { data: made.data, origin: value.origin.clone().or(made.origin), secret: made.secret }
        .marked(value.secret)
}

fn scalar(op: &Op, value: &Value) -> Value {
    if let Some(unknown) = value.as_unknown() {
        return unknown_scalar(op, value, unknown);
    }
    let text = || value.as_text();
    let map =
        |change: &dyn Fn(&str) -> String| text().map_or_else(|| value.clone(), |text| change(&text).into());
    match op {
        Op::Not => value.as_bool().map_or_else(|| value.clone(), |yes| (!yes).into()),
        Op::Bool(yes, no) => match value.as_bool() {
            Some(true) => yes.clone(),
            Some(false) => no.clone(),
            None => value.clone(),
        },
        Op::Enum(map) => {
            let text = scalar_text(value).unwrap_or_default();
            let found = map.iter().find(|(from, _)| from.eq_ignore_ascii_case(&text));
            found.map_or_else(|| value.clone(), |(_, to)| to.clone())
        }
        Op::Split(by, part) => {
            let text = scalar_text(value).unwrap_or_default();
            text.split(by.as_str()).nth(*part).map_or(Value::NULL, Value::from)
        }
        Op::Origin => map(&|text| text.splitn(4, '/').take(3).collect::<Vec<_>>().join("/")),
        Op::Last(by) => map(&|text| text.rsplit(by.as_str()).next().unwrap_or(text).to_owned()),
        Op::Text => scalar_text(value).map_or_else(|| value.clone(), Value::from),
        Op::Integer => {
            let number = value.as_str().and_then(|text| text.parse::<i64>().ok());
            number.map_or_else(|| value.clone(), Value::from)
        }
        Op::Location => map(&|text| text.replace(' ', "").to_lowercase()),
        Op::Lower => map(&str::to_lowercase),
        Op::Upper => map(&str::to_uppercase),
        Op::Base64 => map(&base64),
        Op::Role => role(value),
        _ => value.clone(),
    }
}

/// Operations keep what can be said of an unknown.
fn unknown_scalar(op: &Op, value: &Value, unknown: &Arc<Unknown>) -> Value {
    let one_of = |values: Vec<Value>| {
        let residual =
            format!("{}→{}", unknown.residual, values.iter().map(Value::residual).collect::<String>());
        Value::one_of(values, residual, unknown.reasons.iter().cloned())
    };
    let derived = |name: &str| {
        let residual = format!("{name}({})", unknown.residual);
        Value::from(Unknown::new(residual, unknown.reasons.iter().cloned(), Form::Any))
    };
    match op {
        Op::Bool(yes, no) => one_of(vec![yes.clone(), no.clone()]),
        Op::Not => derived("not"),
        Op::Enum(_) => derived("enum"),
        Op::Split(by, part) if by == "/" && matches!(unknown.form, Form::Pattern(_)) => {
            super::ids::split(value).get(*part).cloned().unwrap_or(Value::NULL)
        }
        Op::Split(_, part) => derived(&format!("part{part}")),
        Op::Origin if matches!(unknown.form, Form::Pattern(_)) => {
            let parts = super::ids::split(value);
            super::ids::with_slashes(parts.get(..3).unwrap_or(&parts))
        }
        Op::Origin => derived("origin"),
        Op::Last(by) => match unknown.pieces().pop() {
            Some(ravelin_model::Piece::Text(text)) if text.contains(by.as_str()) => {
                text.rsplit(by.as_str()).next().unwrap_or_default().into()
            }
            _ => derived("last"),
        },
        Op::Lower | Op::Upper | Op::Base64 => derived("text"),
        Op::Role => derived("roleDefinition"),
        _ => value.clone(),
    }
}

/// A scalar as Terraform writes it in a string.
pub(super) fn scalar_text(value: &Value) -> Option<String> {
    match &value.data {
        Data::Bool(yes) => Some(yes.to_string()),
        _ => value.as_text(),
    }
}

/// `{0}_{1}`: the value and the others by number; `{0!last}`: what comes after the last slash.
fn format(pattern: &str, value: &Value, others: &[Value]) -> Value {
    let mut parts: Vec<Value> = Vec::new();
    let mut rest = pattern;
    while let Some((text, tail)) = rest.split_once('{') {
        let Some((number, tail)) = tail.split_once('}') else { break };
        parts.push(text.into());
        let (number, last) = number.strip_suffix("!last").map_or((number, false), |number| (number, true));
        let number: usize = number.parse().unwrap_or(0);
        let part = if number == 0 { Some(value) } else { others.get(number - 1) };
        let part = part.map_or_else(|| "".into(), text_of);
        parts.push(if last { scalar(&Op::Last("/".to_owned()), &part) } else { part });
        rest = tail;
    }
    parts.push(rest.into());
    Value::join(&parts)
}

fn text_of(value: &Value) -> Value {
    match &value.data {
        Data::Bool(yes) => Value::from(yes.to_string()).marked(value.secret),
        Data::Null => "".into(),
        _ => value.clone(),
    }
}

fn join(value: &Value, by: &str) -> Value {
    let Data::Array(array) = &value.data else { return value.clone() };
    let mut parts = Vec::new();
    for (at, item) in array.items().iter().enumerate() {
        if at > 0 {
            parts.push(by.into());
        }
        parts.push(text_of(item));
    }
    Value::join(&parts)
}

/// A document as text, parsed, as far as the text is known.
fn json(value: &Value) -> Value {
    if let Some(unknown) = value.as_unknown() {
        return json_with_holes(value, unknown);
    }
    let Some(text) = value.as_str() else { return value.clone() };
    match serde_json::from_str::<serde_json::Value>(text) {
        Ok(document) => from_json(&document),
        Err(_) => value.clone(),
    }
}

/// What is left unknown has members that nobody has seen: it must not look like a text, which has none.
fn json_with_holes(value: &Value, unknown: &Unknown) -> Value {
    let opaque = |value: &Value| {
        value.as_unknown().is_some_and(|unknown| matches!(unknown.form, Form::Any | Form::Pattern(_)))
    };
    match functions::call("jsondecode", std::slice::from_ref(value), &NoFiles) {
        Ok(read) if !opaque(&read) => plain(&read),
        _ => Data::Unknown(unknown.with_form(Form::Any)).into(),
    }
}

/// `jsondecode()` reads no files.
struct NoFiles;

impl functions::Context for NoFiles {
    fn bytes(&self, path: &str) -> Result<Vec<u8>, String> {
        Err(format!("{path} is not read here"))
    }

    fn files_below(&self, path: &str) -> Result<Vec<String>, String> {
        Err(format!("{path} is not read here"))
    }
}

pub(super) fn from_json(document: &serde_json::Value) -> Value {
    match document {
        serde_json::Value::Null => Value::NULL,
        serde_json::Value::Bool(yes) => (*yes).into(),
        serde_json::Value::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(whole), _) => whole.into(),
            (None, Some(double)) => double.into(),
            (None, None) => Value::NULL,
        },
        serde_json::Value::String(text) => text.as_str().into(),
        serde_json::Value::Array(items) => items.iter().map(from_json).collect::<Vec<_>>().into(),
        serde_json::Value::Object(members) => {
            let mut object = ObjectBuilder::with_capacity(members.len());
            members.iter().for_each(|(key, member)| object.put(key.as_str(), from_json(member)));
            object.build().into()
        }
    }
}

fn json_text(value: &Value) -> Value {
    if !value.is_known() || value.as_str().is_some() {
        return value.clone();
    }
    serde_json::to_string(&value.plain()).map_or_else(|_| value.clone(), Value::from)
}

/// The `identity` block as Azure Resource Manager has it.
fn identity(value: &Value) -> Value {
    let block = match &value.data {
        Data::Array(array) => match array.items().first() {
            Some(block) => block.clone(),
            None => return Value::NULL,
        },
        _ => value.clone(),
    };
    let Data::Object(object) = &block.data else { return block };
    let mut made = ObjectBuilder::default();
    if let Some(ty) = object.entry("type") {
        // Nothing but the space after the comma differs.
        let spaced = each(&ty.value, &|ty| match ty.as_str() {
            Some(text) => text.split(',').map(str::trim).collect::<Vec<_>>().join(", ").into(),
            None => ty.clone(),
        });
        made.insert(Entry { key: "type".into(), value: spaced, place: ty.place });
    }
    if let Some(ids) = object.entry("identity_ids").filter(|ids| !super::attributes::is_zero(&ids.value)) {
        made.insert(Entry {
            key: "userAssignedIdentities".into(),
            value: keyed(&ids.value),
            place: ids.place,
        });
    }
    Value { data: Data::Object(made.build()), origin: block.origin.clone(), secret: block.secret }
}

/// An object with an empty object for each of these ids.
fn keyed(ids: &Value) -> Value {
    let (items, rest): (&[Value], _) = match &ids.data {
        Data::Array(array) => (array.items(), None),
        Data::Unknown(unknown) => match &unknown.form {
            Form::Holding(items) => (items, Some(unknown)),
            Form::Any | Form::Pattern(_) | Form::OneOf(_) => return ids.clone(),
        },
        _ => return ids.clone(),
    };
    let mut made = ObjectBuilder::default();
    for id in items {
        let key = id.display().unwrap_or_default();
        made.put(key, ObjectBuilder::default().build());
    }
    let open = rest.map(|rest| Arc::new(ravelin_model::Open { rest: Arc::clone(rest), deep: false }));
    Data::Object(made.build().opened(open)).into()
}

fn base64(text: &str) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(text)
}

/// The id of a built-in role by its name.
fn role(value: &Value) -> Value {
    let Some(name) = value.as_str() else { return value.clone() };
    match super::roles::guid(name) {
        Some(guid) => format!("/providers/Microsoft.Authorization/roleDefinitions/{guid}").into(),
        None => {
            let why = format!("role `{name}` is not one of the built-in ones that are known here");
            Value::unknown(format!("roleDefinition('{name}')"), ravelin_model::Reason::new(name, why, None))
        }
    }
}

/// A value of Terraform as one of Azure Resource Manager: keys without regard to case, one kind of array.
pub(super) fn plain(value: &Value) -> Value {
    let data = match &value.data {
        Data::Array(array) => Data::Array(Array::new(array.items().iter().map(plain).collect())),
        Data::Object(object) => Data::Object(plain_object(object)),
        Data::Unknown(unknown) => match &unknown.form {
            Form::OneOf(values) => {
                let values = values.iter().map(plain).collect::<Vec<_>>();
                Data::Unknown(unknown.with_form(Form::OneOf(values.into())))
            }
            Form::Holding(values) => {
                let values = values.iter().map(plain).collect::<Vec<_>>();
                Data::Unknown(unknown.with_form(Form::Holding(values.into())))
            }
            Form::Any | Form::Pattern(_) => return value.clone(),
        },
        _ => return value.clone(),
    };
    Value { data, origin: value.origin.clone(), secret: value.secret }
}

fn plain_object(object: &Object) -> Object {
    let mut made = ObjectBuilder::with_capacity(object.entries().len());
    for entry in object.entries() {
        made.insert(Entry { key: Arc::clone(&entry.key), value: plain(&entry.value), place: entry.place });
    }
    made.build().opened(object.open().cloned())
}
