//! The order in which Terraform goes through a set, and which of its elements are the same.

use super::{equal, number};
use crate::functions::go;
use crate::types::number::Number;
use ravelin_model::{Array, ArrayKind, Data, Object, ObjectKind, Value};
use std::cmp::Ordering;

/// A set of these items: sorted, none of them twice. What is unknown stands behind what is known, null last.
#[must_use]
pub fn set_of(items: Vec<Value>) -> Array {
    let mut keyed: Vec<(String, Value)> = items.into_iter().map(|item| (key_of(&item), item)).collect();
    keyed.sort_by(|(a, x), (b, y)| order(a, x, b, y));
    let mut kept: Vec<(String, Value)> = Vec::with_capacity(keyed.len());
    for (key, item) in keyed {
        // Equal items have equal keys, so only those just before can be the same.
        let before = kept.iter().rev().take_while(|(other, _)| *other == key);
        if !before.take(16).any(|(_, other)| equal(other, &item) == Some(true)) {
            kept.push((key, item));
        }
    }
    Array::of_kind(kept.into_iter().map(|(_, item)| item).collect(), ArrayKind::Set)
}

fn rank(value: &Value) -> u8 {
    match value.data {
        Data::Null => 2,
        Data::Unknown(_) => 1,
        _ => 0,
    }
}

fn order(a: &str, x: &Value, b: &str, y: &Value) -> Ordering {
    rank(x).cmp(&rank(y)).then_with(|| match (&x.data, &y.data) {
        (Data::String(x), Data::String(y)) => x.cmp(y),
        (Data::Bool(x), Data::Bool(y)) => x.cmp(y),
        (
            Data::Int(_) | Data::Float(_) | Data::Decimal(_),
            Data::Int(_) | Data::Float(_) | Data::Decimal(_),
        ) => number::compare(x, y),
        _ => a.cmp(b),
    })
}

/// A text that is the same for equal values, and orders compound ones.
fn key_of(value: &Value) -> String {
    let mut out = String::new();
    match &value.data {
        // These have an order of their own.
        Data::String(text) => out.push_str(text),
        Data::Unknown(unknown) => out.push_str(&unknown.residual),
        _ => write_key(value, &mut out),
    }
    out
}

fn write_key(value: &Value, out: &mut String) {
    match &value.data {
        Data::Null => out.push('~'),
        Data::Unknown(_) => out.push('?'),
        Data::Bool(true) => out.push('T'),
        Data::Bool(false) => out.push('F'),
        Data::Int(_) | Data::Float(_) | Data::Decimal(_) => {
            let ten = Number::of(value).and_then(|number| go::general(&number, Some(10)));
            out.push_str(&ten.unwrap_or_default());
        }
        Data::String(text) => go::quote(text, out),
        Data::Array(array) => {
            let (open, close) = if array.kind() == ArrayKind::Tuple { ('<', '>') } else { ('[', ']') };
            out.push(open);
            for item in array.items() {
                write_key(item, out);
                out.push(';');
            }
            out.push(close);
        }
        Data::Object(object) => write_object(object, out),
    }
}

fn write_object(object: &Object, out: &mut String) {
    let map = object.kind() == ObjectKind::Map;
    let mut entries: Vec<_> = object.entries().iter().collect();
    entries.sort_by(|a, b| a.key.cmp(&b.key));
    out.push(if map { '{' } else { '<' });
    for entry in entries {
        if map {
            go::quote(&entry.key, out);
            out.push(':');
        }
        write_key(&entry.value, out);
        out.push(';');
    }
    out.push(if map { '}' } else { '>' });
}
