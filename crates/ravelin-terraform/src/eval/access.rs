//! Attributes and items of values: `a.b`, `a[0]`, `a["b"]`.
//!
//! Pure: the result, or in words what is wrong. What can't be decided is an unknown.

use super::alternatives::{self, Outcome};
use super::world::derived;
use crate::types::{self, Type};
use ravelin_model::{Data, Form, Lookup, Object, ObjectKind, Value};

/// How many names a message lists.
const MAX_NAMES: usize = 12;

fn certain(value: Value) -> Outcome {
    Outcome { value, doubtful: false }
}

/// `base.name`
pub(super) fn attribute(base: &Value, name: &str) -> Result<Outcome, String> {
    let residual = || format!("{}.{name}", base.residual());
    let one = |args: &[Value]| match args {
        [base] => attribute(base, name).map(|outcome| outcome.value),
        _ => Ok(Value::NULL),
    };
    if let Some(outcome) = alternatives::over(std::slice::from_ref(base), residual, one) {
        return outcome;
    }
    match &base.data {
        Data::Null => Err(format!("null has no attribute `{name}`")),
        Data::Object(object) => match base.get(name) {
            Lookup::Found(value) => Ok(certain(value)),
            Lookup::Unknown(unknown) => Ok(certain(Value::from(unknown).marked(base.secret))),
            Lookup::Absent => Err(absent(object, name)),
        },
        Data::Unknown(unknown) => match &unknown.form {
            Form::Any | Form::OneOf(_) => {
                Ok(Outcome { value: derived(residual(), &[base]).marked(base.secret), doubtful: true })
            }
            Form::Pattern(_) => Err(format!("a string has no attribute `{name}`")),
            Form::Holding(_) => Err(of_sequence(name)),
        },
        Data::Array(_) => Err(of_sequence(name)),
        Data::Bool(_) | Data::Int(_) | Data::Float(_) | Data::Decimal(_) | Data::String(_) => {
            Err(format!("{} has no attribute `{name}`", kind(base)))
        }
    }
}

fn of_sequence(name: &str) -> String {
    format!("a list has no attribute `{name}`; its items are `[0]`, `[1]`, …, all of them `[*].{name}`")
}

fn absent(object: &Object, name: &str) -> String {
    let what = if object.kind() == ObjectKind::Map { "key" } else { "attribute" };
    let entries = object.entries();
    if entries.is_empty() {
        return format!("there is no {what} `{name}`; there is none at all");
    }
    let names: Vec<String> = entries.iter().take(MAX_NAMES).map(|entry| format!("`{}`", entry.key)).collect();
    let more = if entries.len() > MAX_NAMES { ", …" } else { "" };
    format!("there is no {what} `{name}`; there is {}{more}", names.join(", "))
}

/// What kind of value it is, in words.
pub(super) fn kind(value: &Value) -> &'static str {
    match &value.data {
        Data::Null => "null",
        Data::Bool(_) => "a boolean",
        Data::Int(_) | Data::Float(_) | Data::Decimal(_) => "a number",
        Data::String(_) => "a string",
        Data::Array(_) => "a list",
        Data::Object(_) => "an object",
        Data::Unknown(_) => "this value",
    }
}

/// `base[key]`
pub(super) fn index(base: &Value, key: &Value) -> Result<Outcome, String> {
    let residual = || format!("{}[{}]", base.residual(), key.residual());
    let args = [base.clone(), key.clone()];
    let one = |args: &[Value]| match args {
        [base, key] => index(base, key).map(|outcome| outcome.value),
        _ => Ok(Value::NULL),
    };
    if let Some(outcome) = alternatives::over(&args, residual, one) {
        return outcome;
    }
    if key.is_null() {
        return Err("null is no key".to_owned());
    }
    let open = |secret: bool| {
        Ok(Outcome { value: derived(residual(), &[base, key]).marked(secret), doubtful: true })
    };
    match &base.data {
        Data::Null => Err("null has no items".to_owned()),
        Data::Object(object) => {
            let key = types::convert(key, &Type::String)
                .map_err(|_| format!("{} is no key of an object or map", kind(key)))?;
            match key.as_str() {
                Some(name) => attribute(base, name)
                    .map(|outcome| Outcome { value: outcome.value.marked(key.secret), ..outcome }),
                None => Ok(somewhere(object, &key, residual(), base)),
            }
        }
        Data::Array(array) => {
            let key = types::convert(key, &Type::Number)
                .map_err(|_| format!("{} is no index of a list", kind(key)))?;
            if array.kind() == ravelin_model::ArrayKind::Set {
                return Err("the items of a set have no index; `tolist` gives them one".to_owned());
            }
            if key.as_unknown().is_some() {
                return open(base.secret);
            }
            let items = array.items();
            let found = key.as_int().and_then(|at| usize::try_from(at).ok()).and_then(|at| items.get(at));
            match found {
                Some(item) => Ok(certain(item.clone().marked(base.secret || key.secret))),
                None => Err(format!("there is no item {} in a list of {}", shown(&key), items.len())),
            }
        }
        Data::Unknown(unknown) => match (&unknown.form, key.as_str()) {
            (Form::Pattern(_), _) => Err("a string has no items".to_owned()),
            // An index and an attribute of the same name are the same.
            (Form::Any, Some(name)) => attribute(base, name),
            _ => open(base.secret),
        },
        Data::Bool(_) | Data::Int(_) | Data::Float(_) | Data::Decimal(_) | Data::String(_) => {
            Err(format!("{} has no items", kind(base)))
        }
    }
}

fn shown(key: &Value) -> String {
    if key.secret { "of this number".to_owned() } else { key.as_text().unwrap_or_default() }
}

/// A member whose name is not known: one of those it may be.
fn somewhere(object: &Object, key: &Value, residual: String, base: &Value) -> Outcome {
    let matching = object.entries().iter().filter(|entry| key.same(&Value::from(&*entry.key)) != Some(false));
    let values: Vec<Value> = matching.map(|entry| entry.value.clone().marked(base.secret)).collect();
    if object.open().is_some() || values.is_empty() {
        return Outcome { value: derived(residual, &[base, key]).marked(base.secret), doubtful: true };
    }
    Outcome { value: Value::one_of(values, residual, key.reasons()), doubtful: true }
}
