//! Rows applied to an instance: attributes become a body.

use super::attributes::{Attributes, Found, Key, is_zero};
use super::body::Node;
use super::ops;
use super::path::Path;
use super::table::{Condition, Row};
use ravelin_finding::Place;
use ravelin_model::{Data, Form, Object, ObjectBuilder, Reason, Unknown, Value};
use std::sync::Arc;

/// Whether something is sent.
pub(super) enum Sent {
    Yes,
    No,
    /// It is sent if what is unknown here allows it.
    Perhaps(Value),
}

/// Do all conditions hold?
pub(super) fn sent(attributes: &Attributes<'_>, conditions: &[Condition], keys: &[Key]) -> Sent {
    let mut perhaps = None;
    for condition in conditions {
        match attributes.holds(condition, keys) {
            Ok(true) => {}
            Ok(false) => return Sent::No,
            Err(unknown) => perhaps = Some(unknown),
        }
    }
    perhaps.map_or(Sent::Yes, Sent::Perhaps)
}

/// Applies rows for the items that `keys` name.
pub(super) fn apply(attributes: &Attributes<'_>, rows: &[Row], keys: &[Key], body: &mut Node) {
    for row in rows {
        let Some((first, others)) = row.from.split_first() else {
            let value = row.value.clone().unwrap_or(Value::NULL);
            write(
                attributes,
                row,
                &Found { value, place: None, keys: keys.to_vec(), rest: false },
                keys,
                body,
            );
            continue;
        };
        for mut found in attributes.all(first, keys) {
            if let (Some(path), false) = (&row.named, found.rest) {
                name(attributes, path, &mut found.keys, keys.len());
            }
            if found.rest {
                rest(row, &found, keys.len(), body);
                continue;
            }
            let further: Vec<Value> = others
                .iter()
                .map(|path| attributes.one(path, &found.keys).map_or(Value::NULL, |found| found.value))
                .collect();
            let value = match &row.value {
                Some(_) if is_zero(&found.value) && !is_block(&found.value) => continue,
                Some(value) => value.clone(),
                None => below(attributes, row, ops::apply(&row.ops, &found.value, &further)),
            };
            write(attributes, row, &Found { value, ..found }, keys, body);
        }
    }
}

/// The last `{}` of a target is named by this attribute.
fn name(attributes: &Attributes<'_>, path: &Path, keys: &mut Vec<Key>, outer: usize) {
    let name = attributes.one(path, keys).and_then(|found| found.value.display());
    let name = Some(name.unwrap_or_default().into());
    match keys.last_mut().filter(|_| path.text.contains("[]")) {
        Some(key) => key.name = name,
        None => keys.insert(outer, Key { name, ..Key::fixed(0) }),
    }
}

/// The id of the part of the resource that a value names.
fn below(attributes: &Attributes<'_>, row: &Row, value: Value) -> Value {
    let (Some(kind), Some(id)) = (&row.below, attributes.id) else { return value };
    ops::each(&value, &|name| {
        if is_zero(name) {
            Value::NULL
        } else {
            Value::join(&[id.clone(), format!("/{kind}/").into(), name.clone()])
        }
    })
}

fn is_block(value: &Value) -> bool {
    matches!(value.data, Data::Object(_))
}

/// Says that there may be more items than are known.
fn rest(row: &Row, found: &Found, outer: usize, body: &mut Node) {
    let Some(unknown) = found.value.as_unknown() else { return };
    let own = found.keys.get(outer..).unwrap_or_default();
    for to in &row.to {
        // A target without an item of its own for each item is unknown as a whole.
        body.rest(&to.steps, own, unknown);
    }
}

fn write(attributes: &Attributes<'_>, row: &Row, found: &Found, outer: &[Key], body: &mut Node) {
    let value = match sent(attributes, &row.conditions, &found.keys) {
        Sent::No => return,
        Sent::Yes => found.value.clone(),
        Sent::Perhaps(_) if row.value.is_some() && is_zero(&found.value) => found.value.clone(),
        Sent::Perhaps(condition) => perhaps(&found.value, &condition),
    };
    let value = kept(row, &value);
    if value.is_null() {
        return;
    }
    // The keys of the items that a child is made for are no part of its body.
    let own = found.keys.get(outer.len()..).unwrap_or_default();
    for to in &row.to {
        match &row.setting {
            Some(name) => {
                // `*`: the entry's own key is the name.
                let entry = own.last().and_then(|key| key.name.clone()).filter(|_| &**name == "*");
                let outer =
                    if entry.is_some() { own.split_last().map_or(own, |(_, outer)| outer) } else { own };
                setting(
                    body,
                    to,
                    outer,
                    &entry.unwrap_or_else(|| Arc::clone(name)),
                    value.clone(),
                    found.place,
                );
            }
            None => body.set(&to.steps, own, value.clone(), found.place),
        }
    }
}

/// An item with `name` and `value` of the list at a path.
fn setting(body: &mut Node, to: &Path, keys: &[Key], name: &Arc<str>, value: Value, place: Option<Place>) {
    let key = Key { source: "setting".into(), at: 0, name: Some(Arc::clone(name)) };
    let keys: Vec<Key> = keys.iter().cloned().chain([key]).collect();
    let mut item = ObjectBuilder::default();
    item.put("name", Arc::clone(name));
    item.insert(ravelin_model::Entry { key: "value".into(), value, place });
    body.set(&to.steps, &keys, item.build().into(), place);
}

/// The value, or nothing.
pub(super) fn perhaps(value: &Value, condition: &Value) -> Value {
    let residual = format!("if({}, {}, null)", condition.residual(), value.residual());
    let mut made = Value::one_of(vec![value.clone(), Value::NULL], residual, condition.reasons());
    made.origin.clone_from(&value.origin);
    made.marked(value.secret)
}

/// What of a value is sent: null where it is one that isn't.
fn kept(row: &Row, value: &Value) -> Value {
    if row.omit.is_empty() && !row.omit_zero {
        return value.clone();
    }
    ops::each(value, &|one| {
        let omitted = row.omit.iter().any(|not| not.same(one) == Some(true)) || row.omit_zero && is_zero(one);
        if omitted { Value::NULL } else { one.clone() }
    })
}

/// Attributes that are given but not mapped: what they could set is not known. A further resource has those of the blocks
/// that its rows read.
pub(super) fn unmapped(attributes: &Attributes<'_>, child: Option<&[Row]>, body: &mut Node) {
    let instance = attributes.instance;
    let root = |path: &str| path.split(['.', '[', '{']).next().unwrap_or_default().to_owned();
    let reads = |name: &str, rows: &[Row]| {
        rows.iter()
            .flat_map(|row| &row.from)
            .any(|path| path.text.contains('.') && root(&path.text) == root(name))
    };
    for (name, paths) in &attributes.row.unmapped {
        if child.is_some_and(|rows| !reads(name, rows)) {
            continue;
        }
        let path = Path::parse(name);
        if !attributes.given(&path) {
            continue;
        }
        let place = attributes.all(&path, &[]).into_iter().find_map(|found| found.place);
        let why =
            format!("`{name}` of `{}` is not mapped to Azure Resource Manager yet (unmapped)", instance.ty);
        let reason = Reason::new(name.as_str(), why, place.or(Some(instance.header)));
        for path in paths {
            let unknown =
                Unknown::any(format!("unmapped({}, {})", instance.address, path.text), Arc::clone(&reason));
            body.blur(&path.steps, &unknown);
        }
    }
}

/// One body of those that several versions of the provider send.
pub(super) fn either(values: &[Value], reason: &Arc<Reason>, path: &str) -> Value {
    let Some((first, others)) = values.split_first() else { return Value::NULL };
    if others.iter().all(|other| first.same(other) == Some(true)) {
        return first.clone();
    }
    let objects: Option<Vec<&Object>> = values.iter().map(Value::as_object).collect();
    if let Some(objects) = objects {
        return either_object(&objects, reason, path);
    }
    let residual = format!("azurermVersion({path})");
    Value::one_of(values.to_vec(), residual, [Arc::clone(reason)])
}

fn either_object(objects: &[&Object], reason: &Arc<Reason>, path: &str) -> Value {
    let mut made = ObjectBuilder::default();
    let all = objects.iter().flat_map(|object| object.entries());
    let mut keys: Vec<Arc<str>> = Vec::new();
    for entry in all {
        if !keys.iter().any(|key| key.eq_ignore_ascii_case(&entry.key)) {
            keys.push(Arc::clone(&entry.key));
        }
    }
    for key in keys {
        let members = objects.iter().map(|object| object.entry(&key));
        let place = members.clone().flatten().find_map(|entry| entry.place);
        let values: Vec<Value> =
            members.map(|entry| entry.map_or(Value::NULL, |entry| entry.value.clone())).collect();
        let value = either(&values, reason, &format!("{path}.{key}"));
        made.insert(ravelin_model::Entry { key, value, place });
    }
    let open = objects.iter().find_map(|object| object.open().cloned());
    Data::Object(made.build().opened(open)).into()
}

/// Is it an unknown of which nothing is known?
pub(super) fn is_open(value: &Value) -> bool {
    matches!(value.as_unknown().map(|unknown| &unknown.form), Some(Form::Any))
}
