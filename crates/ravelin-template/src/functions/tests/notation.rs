//! Values in text: JSON in single quotes, with objects that stand for what is not known.
//!
//! `{'$any': 'x'}` is unknown under the name `x`; `{'$oneOf': […], '$as': 'x'}` one of several; `{'$parts': ['a', {'$any': 'x'}]}` a
//! string with a hole; `{'$holding': […], '$as': 'x'}` an array with at least these items; `{'a': 1, '$rest': 'x'}` an open
//! object, with `$deep` those inside as well; `{'$secret': …}` a secret.

use crate::functions::json;
use ravelin_model::{Data, Form, ObjectBuilder, Open, Piece, Reason, Unknown, Value};
use std::sync::Arc;

/// The value that the text stands for.
pub(super) fn read(text: &str) -> Value {
    built(&json::read(text).unwrap_or_else(|| panic!("not in the notation: {text}")))
}

/// An unknown under this name.
pub(super) fn unknown(name: &str, form: Form) -> Value {
    Unknown::new(name, [Reason::new(name, format!("`{name}` has no value"), None)], form).into()
}

fn built(value: &Value) -> Value {
    match &value.data {
        Data::Array(array) => array.items().iter().map(built).collect::<Vec<_>>().into(),
        Data::Object(object) => {
            let get = |key: &str| object.entry(key).map(|entry| built(&entry.value));
            let name = get("$as").and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default();
            let items = |value: Value| -> Arc<[Value]> { value.as_array().expect("items").into() };
            if let Some(any) = get("$any") {
                return unknown(any.as_str().expect("a name"), Form::Any);
            }
            if let Some(values) = get("$oneOf") {
                return unknown(&name, Form::OneOf(items(values)));
            }
            if let Some(values) = get("$holding") {
                return unknown(&name, Form::Holding(items(values)));
            }
            if let Some(parts) = get("$parts") {
                return Value::join(&items(parts));
            }
            if let Some(secret) = get("$secret") {
                return secret.marked(true);
            }
            let mut members = ObjectBuilder::default();
            for entry in object.entries().iter().filter(|entry| !["$rest", "$deep"].contains(&&*entry.key)) {
                members.put(Arc::clone(&entry.key), built(&entry.value));
            }
            let members = members.build();
            let deep = get("$deep").is_some();
            match get("$rest").or_else(|| get("$deep")).as_ref().and_then(Value::as_str) {
                Some(rest) => {
                    let Data::Unknown(rest) = unknown(rest, Form::Any).data else { unreachable!() };
                    members.opened(Some(Arc::new(Open { rest, deep }))).into()
                }
                None => members.into(),
            }
        }
        _ => value.clone(),
    }
}

/// The value in short: `<x>` unknown, `a<x>b` in a string, `<1|2>` one of several, `<[1, …]>` at least these, `{…<x>}` open.
pub(super) fn show(value: &Value) -> String {
    let list = |items: &[Value], by: &str| items.iter().map(show).collect::<Vec<_>>().join(by);
    let text = match &value.data {
        Data::Null => "null".to_owned(),
        Data::Bool(value) => value.to_string(),
        Data::Int(number) => number.to_string(),
        Data::Decimal(digits) => digits.as_ref().to_owned(),
        Data::Float(number) => format!("{number:?}"),
        Data::String(text) => format!("'{text}'"),
        Data::Array(array) => format!("[{}]", list(array.items(), ",")),
        Data::Object(object) => {
            let members =
                object.entries().iter().map(|entry| format!("{}:{}", entry.key, show(&entry.value)));
            let open = object.open().map(|open| format!("...{}", open.rest.residual));
            format!("{{{}}}", members.chain(open).collect::<Vec<_>>().join(","))
        }
        Data::Unknown(unknown) => {
            assert!(!unknown.reasons.is_empty(), "{} is unknown for no reason", unknown.residual);
            match &unknown.form {
                Form::Any => format!("<{}>", unknown.residual),
                Form::OneOf(values) => format!("<{}>", list(values, "|")),
                Form::Holding(items) => format!("<[{}]>", list(items, ",")),
                Form::Pattern(pieces) => {
                    let parts = pieces.iter().map(|piece| match piece {
                        Piece::Text(text) => text.to_string(),
                        Piece::Hole(hole) => show(&Value::from(Arc::clone(hole))),
                    });
                    format!("'{}'", parts.collect::<String>())
                }
            }
        }
    };
    if value.secret { format!("secret {text}") } else { text }
}
