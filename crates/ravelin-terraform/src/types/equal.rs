//! `==`: values of different types are never equal, and nothing is converted.

use super::number;
use ravelin_model::{Array, Data, Form, Object, ObjectKind, Unknown, Value};

/// Are both the same value of the same type? `None` when what is unknown decides it.
#[must_use]
pub fn equal(a: &Value, b: &Value) -> Option<bool> {
    match (&a.data, &b.data) {
        (Data::Unknown(x), Data::Unknown(y)) if x.residual == y.residual => Some(true),
        (Data::Unknown(unknown), _) => unknown_equal(unknown, a, b),
        (_, Data::Unknown(unknown)) => unknown_equal(unknown, b, a),
        (Data::Null, Data::Null) => Some(true),
        (Data::Bool(a), Data::Bool(b)) => Some(a == b),
        (Data::String(a), Data::String(b)) => Some(a == b),
        (
            Data::Int(_) | Data::Float(_) | Data::Decimal(_),
            Data::Int(_) | Data::Float(_) | Data::Decimal(_),
        ) => Some(number::compare(a, b).is_eq()),
        (Data::Array(a), Data::Array(b)) => arrays(a, b),
        (Data::Object(a), Data::Object(b)) => objects(a, b),
        _ => Some(false),
    }
}

/// An unknown against any value.
fn unknown_equal(unknown: &Unknown, value: &Value, other: &Value) -> Option<bool> {
    match &unknown.form {
        Form::OneOf(values) => {
            let mut answers = values.iter().map(|value| equal(value, other));
            let first = answers.next()??;
            answers.all(|answer| answer == Some(first)).then_some(first)
        }
        Form::Holding(items) => match &other.data {
            Data::Array(array) if array.items().len() >= items.len() => None,
            Data::Unknown(_) => None,
            _ => Some(false),
        },
        Form::Pattern(_) | Form::Any => value.same(other),
    }
}

/// All true: true. One false: false. Otherwise not decided.
fn all(answers: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut result = Some(true);
    for answer in answers {
        match answer {
            Some(false) => return Some(false),
            None => result = None,
            Some(true) => {}
        }
    }
    result
}

fn arrays(a: &Array, b: &Array) -> Option<bool> {
    if a.kind() != b.kind() {
        return Some(false);
    }
    if a.kind() == ravelin_model::ArrayKind::Set {
        // An element that is not known may be one of the others.
        let known = |array: &Array| array.items().iter().all(Value::is_known);
        if !known(a) || !known(b) {
            return None;
        }
    }
    if a.items().len() != b.items().len() {
        return Some(false);
    }
    if a.ptr_eq(b) {
        return Some(true);
    }
    all(a.items().iter().zip(b.items()).map(|(a, b)| equal(a, b)))
}

fn objects(a: &Object, b: &Object) -> Option<bool> {
    if (a.kind() == ObjectKind::Map) != (b.kind() == ObjectKind::Map) {
        return Some(false);
    }
    let closed = a.open().is_none() && b.open().is_none();
    if closed && a.entries().len() != b.entries().len() {
        return Some(false);
    }
    if closed && a.ptr_eq(b) {
        return Some(true);
    }
    let members = a.entries().iter().map(|entry| match b.entry(&entry.key) {
        Some(other) => equal(&entry.value, &other.value),
        None if b.open().is_none() => Some(false),
        None => None,
    });
    let missing = b.entries().iter().any(|entry| a.entry(&entry.key).is_none());
    if missing && a.open().is_none() {
        return Some(false);
    }
    all(members.chain((!closed).then_some(None)))
}
