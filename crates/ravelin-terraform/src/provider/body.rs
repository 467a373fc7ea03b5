//! A body while it is being put together: rows set values at paths in it, in any order.

use super::attributes::Key;
use super::path::Step;
use ravelin_finding::Place;
use ravelin_model::{Data, Entry, Form, ObjectBuilder, Open, Unknown, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A part of a body: an array or an object once something in it was set, a value otherwise.
#[derive(Clone, Debug, Default)]
pub(super) struct Node {
    /// Where it is written.
    place: Option<Place>,
    leaf: Option<Value>,
    object: Option<Box<Members>>,
    array: Option<Box<Items>>,
}

/// An object being put together.
#[derive(Clone, Debug, Default)]
struct Members {
    /// By key in lower case: the order of writing, the key as written, and what it holds.
    members: BTreeMap<String, (usize, Arc<str>, Node)>,
    /// Why there may be others.
    open: Option<Arc<Unknown>>,
}

/// An array being put together.
#[derive(Clone, Debug, Default)]
struct Items {
    items: BTreeMap<Key, (usize, Node)>,
    /// Why there may be others.
    rest: Option<Arc<Unknown>>,
}

impl Members {
    fn member(&mut self, key: &Arc<str>) -> &mut Node {
        let order = self.members.len();
        let new = || (order, Arc::clone(key), Node::default());
        &mut self.members.entry(key.to_ascii_lowercase()).or_insert_with(new).2
    }
}

impl Items {
    fn item(&mut self, key: Key) -> &mut Node {
        let order = self.items.len();
        &mut self.items.entry(key).or_insert_with(|| (order, Node::default())).1
    }
}

impl Node {
    /// Sets a value at a path; `keys` says which items are meant.
    pub(super) fn set(&mut self, steps: &[Step], keys: &[Key], value: Value, place: Option<Place>) {
        let Some((step, steps)) = steps.split_first() else {
            self.place = place;
            return self.put(value);
        };
        let (next, keys) = self.step(step, keys);
        next.set(steps, keys, value, place);
    }

    /// Says that there may be others at the `[]` or `{}` of a path that comes after `keys`.
    pub(super) fn rest(&mut self, steps: &[Step], keys: &[Key], unknown: &Arc<Unknown>) {
        match (steps.split_first(), keys) {
            (None, _) => self.put(Arc::clone(unknown).into()),
            (Some((Step::Items, _)), []) => self.items().rest = Some(Arc::clone(unknown)),
            (Some((Step::Entries, _)), []) => self.members().open = Some(Arc::clone(unknown)),
            (Some((step, steps)), _) => {
                let (next, keys) = self.step(step, keys);
                next.rest(steps, keys, unknown);
            }
        }
    }

    /// Says that what stands at a path is not known; what is there of it already stays.
    pub(super) fn blur(&mut self, steps: &[Step], unknown: &Arc<Unknown>) {
        match steps.split_first() {
            None if self.array.is_some() => self.items().rest = Some(Arc::clone(unknown)),
            None if self.object.is_some() => self.members().open = Some(Arc::clone(unknown)),
            None => self.leaf = Some(Arc::clone(unknown).into()),
            Some((step @ Step::Member(_), steps)) => self.step(step, &[]).0.blur(steps, unknown),
            Some(_) => self.items().rest = Some(Arc::clone(unknown)),
        }
    }

    /// Takes over what another body has: items come after those that are there, members beside them.
    pub(super) fn absorb(&mut self, other: Self, tag: &str) {
        if let Some(leaf) = other.leaf {
            self.put(leaf);
        }
        if let Some(object) = other.object {
            let members = self.members();
            members.open = members.open.take().or(object.open);
            let mut all: Vec<(usize, Arc<str>, Self)> = object.members.into_values().collect();
            all.sort_by_key(|(order, ..)| *order);
            for (_, key, node) in all {
                let member = members.member(&key);
                member.place = member.place.or(node.place);
                member.absorb(node, tag);
            }
        }
        if let Some(array) = other.array {
            let items = self.items();
            items.rest = items.rest.take().or(array.rest);
            for (key, (_, node)) in array.items {
                let source = format!("{tag} {}", key.source).into();
                items.item(Key { source, ..key }).absorb(node, tag);
            }
        }
    }

    /// Every value in it is only perhaps there.
    pub(super) fn perhaps(&mut self, condition: &Value) {
        if let Some(leaf) = &mut self.leaf {
            *leaf = super::engine::perhaps(leaf, condition);
        }
        for (_, _, node) in self.object.iter_mut().flat_map(|object| object.members.values_mut()) {
            node.perhaps(condition);
        }
        if let Some(array) = &mut self.array {
            let residual = format!("if({}, items)", condition.residual());
            let rest = Unknown::new(residual, condition.reasons(), Form::Any);
            **array = Items { items: BTreeMap::new(), rest: Some(rest) };
        }
    }

    /// What a step leads to, made where it is not there.
    fn step<'k>(&mut self, step: &Step, keys: &'k [Key]) -> (&mut Self, &'k [Key]) {
        let (key, rest) = match keys.split_first() {
            Some((key, rest)) => (key.clone(), rest),
            None => (Key::fixed(0), keys),
        };
        match step {
            Step::Member(name) => (self.members().member(name), keys),
            Step::Entries => (self.members().member(&key.name.unwrap_or_else(|| "".into())), rest),
            Step::Items => (self.items().item(key), rest),
            Step::Item(at) => (self.items().item(Key::fixed(*at)), keys),
        }
    }

    /// A value here: members of an object come beside those that are there, anything else replaces what is there.
    fn put(&mut self, value: Value) {
        match &value.data {
            Data::Object(object) if object.open().is_none() => {
                self.array = None;
                let members = self.members();
                for entry in object.entries() {
                    let member = members.member(&entry.key);
                    member.place = entry.place;
                    member.put(entry.value.clone());
                }
            }
            Data::Array(array) if array.items().is_empty() => {
                self.items();
            }
            Data::Unknown(unknown) if self.array.is_some() => self.items().rest = Some(Arc::clone(unknown)),
            Data::Unknown(unknown) if self.object.is_some() => {
                self.members().open = Some(Arc::clone(unknown))
            }
            _ => *self = Self { place: self.place, leaf: Some(value), ..Self::default() },
        }
    }

    fn members(&mut self) -> &mut Members {
        let leaf = self.leaf.take();
        self.object.get_or_insert_with(|| {
            let mut members = Members::default();
            match leaf.map(|leaf| leaf.data) {
                Some(Data::Object(object)) => {
                    members.open = object.open().map(|open| Arc::clone(&open.rest));
                    for entry in object.entries() {
                        let member = members.member(&entry.key);
                        member.place = entry.place;
                        member.put(entry.value.clone());
                    }
                }
                Some(Data::Unknown(unknown)) => members.open = Some(unknown),
                _ => {}
            }
            Box::new(members)
        })
    }

    fn items(&mut self) -> &mut Items {
        let leaf = self.leaf.take();
        self.object = None;
        self.array.get_or_insert_with(|| {
            let mut items = Items::default();
            match leaf.map(|leaf| leaf.data) {
                Some(Data::Array(array)) => {
                    for (at, item) in array.items().iter().enumerate() {
                        let key = Key { source: "value".into(), at, name: None };
                        items.item(key).put(item.clone());
                    }
                }
                Some(Data::Unknown(unknown)) => items.rest = Some(unknown),
                _ => {}
            }
            Box::new(items)
        })
    }

    /// The value.
    pub(super) fn build(self) -> Value {
        if let Some(array) = self.array {
            return array.build();
        }
        match (self.object, self.leaf) {
            (Some(object), _) => object.build(),
            (None, Some(leaf)) => leaf,
            (None, None) => Value::NULL,
        }
    }
}

impl Members {
    fn build(self) -> Value {
        let mut members: Vec<(usize, Arc<str>, Node)> = self.members.into_values().collect();
        members.sort_by_key(|(order, ..)| *order);
        let mut object = ObjectBuilder::with_capacity(members.len());
        for (_, key, node) in members {
            let place = node.place;
            object.insert(Entry { key, value: node.build(), place });
        }
        let open = self.open.map(|rest| Arc::new(Open { rest, deep: false }));
        Data::Object(object.build().opened(open)).into()
    }
}

impl Items {
    fn build(self) -> Value {
        let mut items: Vec<(usize, Node)> = self.items.into_values().collect();
        items.sort_by_key(|(order, _)| *order);
        let values: Vec<Value> = items.into_iter().map(|(_, node)| node.build()).collect();
        match self.rest {
            None => values.into(),
            Some(rest) if values.is_empty() => rest.into(),
            Some(rest) => rest.with_form(Form::Holding(values.into())).into(),
        }
    }
}
