//! Functions that make or read objects: `createObject`, `items`, `objectKeys`.

use super::args::{Kinds, arg, expect, fail, reasons, residual, unknown};
use super::{Answer, Function, MANY, casing};
use ravelin_model::{Data, Entry, Form, Object, ObjectBuilder, Open, Reason, Unknown, Value};
use std::cell::OnceCell;
use std::cmp::Ordering;
use std::sync::Arc;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::values("createObject", 0, MANY, create_object),
    Function::values("items", 1, 1, items),
    Function::values("objectKeys", 1, 1, object_keys),
];

/// Keys and values by turns. A key that is not known may be that of another member.
fn create_object(args: &[Value]) -> Answer {
    if !args.len().is_multiple_of(2) {
        return fail("`createObject()` takes keys and values by turns, but the last key has no value");
    }
    let mut object = ObjectBuilder::with_capacity(args.len() / 2);
    let mut opened = false;
    let call = OnceCell::new();
    for pair in args.chunks_exact(2) {
        let [key, value] = pair else { continue };
        expect("createObject", key, Kinds::STRING)?;
        if let Some(key) = key.as_str() {
            object.put(key, value.clone());
            continue;
        }
        opened = true;
        let clashes: Vec<Entry> = object
            .entries()
            .iter()
            .filter(|entry| key.same_ignoring_case(&entry.key) != Some(false))
            .cloned()
            .collect();
        for entry in clashes {
            let (residual, reasons) = call.get_or_init(|| (residual("createObject", args), reasons(args)));
            let member = format!("{residual}.{}", entry.key);
            let either = Value::one_of(vec![entry.value, value.clone()], member, reasons.iter().cloned());
            object.insert(Entry { value: either, ..entry });
        }
        if let Some(shown) = key.display().filter(|shown| is_partly_known(shown)) {
            object.put(shown, value.clone());
        }
    }
    let object = object.build();
    Ok(Some(if opened { opened_by("createObject", args, &object) } else { object }.into()))
}

/// Is it the name of a member that is known in part? A member named by such a resource id is there, and its name shows the
/// unknown parts in braces, which no id has.
pub(super) fn is_partly_known(key: &str) -> bool {
    key.starts_with('/') && key.contains('{')
}

/// The object, open for members that the call may add.
pub(super) fn opened_by(name: &str, args: &[Value], object: &Object) -> Object {
    let Data::Unknown(rest) = unknown(name, args, Form::Any).data else { return object.clone() };
    object.opened(Some(Arc::new(Open { rest, deep: false })))
}

fn items(args: &[Value]) -> Answer {
    listed("items", args, |entry| {
        let mut item = ObjectBuilder::with_capacity(2);
        item.put("key", &*entry.key);
        item.put("value", entry.value.clone());
        item.build().into()
    })
}

fn object_keys(args: &[Value]) -> Answer {
    listed("objectKeys", args, |entry| (&*entry.key).into())
}

/// The members in order of their keys, without regard to case: <https://github.com/Azure/bicep/issues/14057>. No source says
/// whether by code points or as a culture orders; where this makes a difference, either may stand at a place.
fn listed(name: &str, args: &[Value], make: fn(&Entry) -> Value) -> Answer {
    let value = arg(args, 0);
    expect(name, value, Kinds::OBJECT)?;
    let Some(object) = value.as_object() else { return Ok(None) };
    let mut entries: Vec<&Entry> =
        object.entries().iter().filter(|entry| !is_partly_known(&entry.key)).collect();
    entries.sort_by(|a, b| casing::ordinal(&a.key, &b.key));
    let mut others = entries.clone();
    others.sort_by(|a, b| by_culture(&a.key, &b.key));
    let make = |entry: &Entry| make(entry).marked(value.secret);
    let settled = entries.iter().zip(&others).all(|(a, b)| a.key == b.key);
    if object.open().is_some() {
        let known = if settled { entries.into_iter().map(make).collect() } else { Vec::new() };
        return Ok(Some(unknown(name, args, Form::Holding(known.into()))));
    }
    if settled {
        return Ok(Some(entries.into_iter().map(make).collect::<Vec<_>>().into()));
    }
    let why = format!("whether `{name}()` orders punctuation before letters is not documented");
    let reason = Reason::new(format!("{name}()"), why, None);
    let residual = residual(name, args);
    let pairs = entries.into_iter().zip(others).enumerate();
    let result = pairs.map(|(at, (a, b))| {
        if a.key == b.key {
            return make(a);
        }
        let secret = value.secret || a.value.is_secret() || b.value.is_secret();
        let either = Form::OneOf([make(a), make(b)].into());
        Value::from(Unknown::new(format!("{residual}[{at}]"), [Arc::clone(&reason)], either)).marked(secret)
    });
    Ok(Some(result.collect::<Vec<_>>().into()))
}

/// Order by a culture's rules as far as they differ from code points for what is used in keys: punctuation comes first.
fn by_culture(a: &str, b: &str) -> Ordering {
    let key = |text: &str| -> Vec<(bool, char)> {
        text.chars().map(casing::upper).map(|character| (character.is_alphanumeric(), character)).collect()
    };
    key(a).cmp(&key(b))
}
