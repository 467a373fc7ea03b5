//! Maps and objects. A map that may have other members than the known ones stays open in the result.

use super::args::{Args, found, list};
use super::lists::holding;
use super::{Answer, Function, Want, residual};
use crate::types::{Type, convert, type_of};
use ravelin_model::{
    Array, ArrayKind, Data, Entry, Form, Lookup, Object, ObjectBuilder, ObjectKind, Open, Reason, Unknown,
    Value,
};
use std::collections::BTreeMap;
use std::sync::Arc;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::values("keys", &[Want::Some], keys),
    Function::values("lookup", &[Want::Some, Want::String], lookup).and_more(Want::Any),
    Function::values("merge", &[], merge).and_more(Want::Any),
    Function::text("transpose", &[Want::StringLists], transpose),
    Function::values("values", &[Want::Some], values),
    Function::values("zipmap", &[Want::Strings, Want::Some], zip_map),
];

fn object<'a>(args: &Args<'a>) -> Result<Option<&'a Object>, String> {
    match &args.get(0).data {
        Data::Object(object) => Ok(Some(object)),
        Data::Unknown(_) => Ok(None),
        _ => Err("a map or an object is needed".to_owned()),
    }
}

/// The members in the order of their keys, as Terraform goes through them.
fn sorted(object: &Object) -> Vec<&Entry> {
    let mut entries: Vec<&Entry> = object.entries().iter().collect();
    entries.sort_by(|a, b| a.key.cmp(&b.key));
    entries
}

fn sequence(args: &Args<'_>, name: &str, object: &Object, items: Vec<Value>) -> Answer {
    if object.open().is_some() {
        return holding(name, args.values, items);
    }
    let kind = if object.kind() == ObjectKind::Map { ArrayKind::List } else { ArrayKind::Tuple };
    found(Array::of_kind(items, kind))
}

fn keys(args: &Args<'_>) -> Answer {
    let Some(object) = object(args)? else { return Ok(None) };
    let keys = sorted(object).into_iter().map(|entry| Value::from(Arc::clone(&entry.key)));
    sequence(args, "keys", object, keys.collect())
}

fn values(args: &Args<'_>) -> Answer {
    let Some(object) = object(args)? else { return Ok(None) };
    let values = sorted(object).into_iter().map(|entry| entry.value.clone());
    sequence(args, "values", object, values.collect())
}

fn lookup(args: &Args<'_>) -> Answer {
    let Some(object) = object(args)? else { return Ok(None) };
    let default = match args.from(2) {
        [] => None,
        [default] => Some(default),
        _ => return Err("two or three arguments are needed".to_owned()),
    };
    // The default is of the type that the elements of a map have.
    let element = || {
        let ty = object.entries().first().map_or(Type::Any, |entry| type_of(&entry.value));
        if object.kind() == ObjectKind::Map { ty } else { Type::Any }
    };
    let default = match default {
        Some(default) => Some(
            convert(default, &element()).map_err(|_| "the default must be of the type of the elements")?,
        ),
        None => None,
    };
    let Some(key) = args.text(1) else {
        if object.open().is_some() {
            return Ok(None);
        }
        let mut all: Vec<Value> = object.entries().iter().map(|entry| entry.value.clone()).collect();
        all.extend(default);
        let reasons = args.get(1).reasons();
        return if all.is_empty() {
            Ok(None)
        } else {
            found(Value::one_of(all, residual("lookup", args.values), reasons))
        };
    };
    match (object.get(key), default) {
        (Lookup::Found(value), _) => found(value),
        (Lookup::Absent, Some(default)) => found(default),
        (Lookup::Absent, None) => Err(format!("there is no member `{key}`")),
        (Lookup::Unknown(_), Some(_)) => Ok(None),
        (Lookup::Unknown(unknown), None) => found(unknown),
    }
}

fn merge(args: &Args<'_>) -> Answer {
    let all_maps = args.values.iter().all(|value| match &value.data {
        Data::Object(object) => object.kind() == ObjectKind::Map,
        Data::Null => true,
        _ => false,
    });
    let same = unify_kinds(args.values);
    let kind = if all_maps && same && !args.values.iter().all(Value::is_null) {
        ObjectKind::Map
    } else {
        ObjectKind::Exact
    };
    let mut merged = ObjectBuilder::of_kind(kind);
    let mut unsure = false;
    for value in args.values {
        match &value.data {
            Data::Null => {}
            Data::Object(object) => {
                if object.open().is_some() {
                    unsure = true;
                    merged = veiled(args, &merged, kind);
                }
                for entry in object.entries() {
                    merged.insert(Entry {
                        value: entry.value.clone().marked(value.secret),
                        key: Arc::clone(&entry.key),
                        place: entry.place,
                    });
                }
            }
            Data::Unknown(unknown) => match &unknown.form {
                Form::Pattern(_) | Form::Holding(_) => {
                    return Err("the arguments must be maps or objects".to_owned());
                }
                Form::Any | Form::OneOf(_) => {
                    unsure = true;
                    merged = veiled(args, &merged, kind);
                }
            },
            _ => return Err("the arguments must be maps or objects".to_owned()),
        }
    }
    let open = unsure.then(|| Arc::new(Open { rest: rest(args, ""), deep: false }));
    found(merged.build().opened(open))
}

/// Are all elements of one type, so that maps stay a map?
fn unify_kinds(values: &[Value]) -> bool {
    let mut types = values.iter().filter(|value| !value.is_null()).map(type_of).filter(|ty| !ty.has_any());
    match types.next() {
        Some(first) => types.all(|ty| ty == first),
        None => true,
    }
}

fn rest(args: &Args<'_>, member: &str) -> Arc<Unknown> {
    let reasons: Vec<Arc<Reason>> = args.values.iter().flat_map(Value::reasons).collect();
    Unknown::new(format!("{}{member}", residual("merge", args.values)), reasons, Form::Any)
}

/// What is merged over by something unknown: the members are there, their values may be others.
fn veiled(args: &Args<'_>, merged: &ObjectBuilder, kind: ObjectKind) -> ObjectBuilder {
    let mut veiled = ObjectBuilder::of_kind(kind);
    for entry in merged.entries() {
        let unknown = Value::from(rest(args, &format!(".{}", entry.key)));
        let value = unknown.marked(entry.value.is_secret());
        veiled.insert(Entry { key: Arc::clone(&entry.key), value, place: entry.place });
    }
    veiled
}

fn transpose(args: &Args<'_>) -> Answer {
    let Some(object) = object(args)? else { return Ok(None) };
    if !args.get(0).is_known() {
        return Ok(None);
    }
    let mut turned: BTreeMap<Arc<str>, Vec<Arc<str>>> = BTreeMap::new();
    for entry in object.entries() {
        let items = entry.value.as_array().ok_or("a list is null")?;
        for item in items {
            let Data::String(text) = &item.data else { return Err("an element is null".to_owned()) };
            turned.entry(Arc::clone(text)).or_default().push(Arc::clone(&entry.key));
        }
    }
    let mut map = ObjectBuilder::of_kind(ObjectKind::Map);
    for (key, mut names) in turned {
        names.sort();
        map.put(key, list(names.into_iter().map(Value::from).collect()));
    }
    found(map.build())
}

fn zip_map(args: &Args<'_>) -> Answer {
    let (Some(keys), Data::Array(values)) = (args.items(0), &args.get(1).data) else {
        return match args.get(1).data {
            Data::Array(_) | Data::Unknown(_) => Ok(None),
            _ => Err("the values must be a list or tuple".to_owned()),
        };
    };
    if keys.len() != values.items().len() {
        return Err(format!("there are {} keys and {} values", keys.len(), values.items().len()));
    }
    let kind = if values.kind() == ArrayKind::Tuple { ObjectKind::Exact } else { ObjectKind::Map };
    let mut map = ObjectBuilder::of_kind(kind);
    let mut open = None;
    for (key, value) in keys.iter().zip(values.items()) {
        match &key.data {
            Data::String(key) => map.put(Arc::clone(key), value.clone()),
            Data::Unknown(unknown) => {
                let reasons = unknown.reasons.iter().cloned();
                let rest = Unknown::new(residual("zipmap", args.values), reasons, Form::Any);
                open = Some(Arc::new(Open { rest, deep: false }));
            }
            _ => return Err("a key is null".to_owned()),
        }
    }
    found(map.build().opened(open))
}
