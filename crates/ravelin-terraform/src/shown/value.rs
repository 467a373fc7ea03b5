//! Values of a plan or state: what is written, what is marked as unknown, what is marked as sensitive.

use ravelin_finding::{FileId, Place};
use ravelin_model::{Array, ArrayKind, Entry, ObjectBuilder, ObjectKind, Origin, Reason, Value};
use ravelin_template::json::{Kind, Node};
use std::collections::HashMap;
use std::sync::Arc;

/// A value with the trees that mirror its shape.
#[derive(Clone, Copy, Default)]
pub(super) struct Marked<'d, 's> {
    pub(super) value: Option<Node<'d, 's>>,
    /// `true` where it is unknown.
    pub(super) unknown: Option<Node<'d, 's>>,
    /// `true` where it is sensitive.
    pub(super) sensitive: Option<Node<'d, 's>>,
}

/// A member of an object: its place, and its trees.
type Member<'d, 's> = (Option<Place>, Marked<'d, 's>);

fn is_marked(node: Option<Node<'_, '_>>) -> bool {
    node.and_then(Node::as_bool) == Some(true)
}

/// The member with exactly this key.
pub(super) fn exact<'d, 's>(node: Node<'d, 's>, key: &str) -> Option<Node<'d, 's>> {
    node.members().filter(|(name, _)| name.text == key).last().map(|(_, value)| value)
}

/// The value; `name` is what an unknown part is called, `address.attribute`.
pub(super) fn value(file: FileId, marked: Marked<'_, '_>, name: &str) -> Value {
    let secret = is_marked(marked.sensitive);
    let place = marked.value.map(|node| node.span().in_file(file));
    if is_marked(marked.unknown) {
        let why = format!("`{name}` is known only after it is applied");
        return Value::unknown(name, Reason::new(name, why, place)).marked(secret);
    }
    // What is unknown in all its parts may not be written at all.
    let shape = marked.value.filter(|node| !node.is_null()).or(marked.unknown);
    let plain = match shape.map(Node::kind) {
        None | Some(Kind::Null | Kind::Invalid) => Value::NULL,
        Some(Kind::Bool(_)) if marked.value.is_none() => Value::NULL,
        Some(Kind::Bool(value)) => value.into(),
        Some(Kind::Integer(_) | Kind::Float(_)) => crate::syntax::number(shape.map_or("0", Node::source)),
        Some(Kind::String) => shape.and_then(Node::as_str).unwrap_or_default().into_owned().into(),
        Some(Kind::Array) => array(file, marked, name),
        Some(Kind::Object) => object(file, marked, name),
    };
    let plain = plain.marked(secret);
    match place {
        Some(place) => plain.with_origin(Origin::written(place)),
        None => plain,
    }
}

fn array(file: FileId, marked: Marked<'_, '_>, name: &str) -> Value {
    let mut items: Vec<Marked<'_, '_>> = Vec::new();
    items.extend(
        marked
            .value
            .into_iter()
            .flat_map(Node::items)
            .map(|node| Marked { value: Some(node), ..Marked::default() }),
    );
    for (at, node) in marked.unknown.into_iter().flat_map(Node::items).enumerate() {
        match items.get_mut(at) {
            Some(item) => item.unknown = Some(node),
            None => items.push(Marked { unknown: Some(node), ..Marked::default() }),
        }
    }
    for (item, node) in items.iter_mut().zip(marked.sensitive.into_iter().flat_map(Node::items)) {
        item.sensitive = Some(node);
    }
    let items = items.into_iter().enumerate().map(|(at, item)| value(file, item, &format!("{name}[{at}]")));
    Array::of_kind(items.collect(), ArrayKind::List).into()
}

fn object(file: FileId, marked: Marked<'_, '_>, name: &str) -> Value {
    let mut object = ObjectBuilder::of_kind(ObjectKind::Exact);
    for (key, (place, member)) in members(file, marked) {
        object.insert(Entry { value: value(file, member, &format!("{name}.{key}")), key, place });
    }
    object.build().into()
}

/// The members of an object, those written first.
pub(super) fn members<'d, 's>(file: FileId, marked: Marked<'d, 's>) -> Vec<(Arc<str>, Member<'d, 's>)> {
    let mut index: HashMap<Arc<str>, usize> = HashMap::new();
    let mut found: Vec<(Arc<str>, Member<'d, 's>)> = Vec::new();
    for (key, node) in marked.value.into_iter().flat_map(Node::members) {
        let name: Arc<str> = (*key.text).into();
        let place = Some(key.span.to(node.span()).in_file(file));
        index.insert(Arc::clone(&name), found.len());
        found.push((name, (place, Marked { value: Some(node), ..Marked::default() })));
    }
    for (key, node) in marked.unknown.into_iter().flat_map(Node::members) {
        match index.get(&*key.text).and_then(|at| found.get_mut(*at)) {
            Some((_, (_, member))) => member.unknown = Some(node),
            None => {
                found.push(((*key.text).into(), (None, Marked { unknown: Some(node), ..Marked::default() })))
            }
        }
    }
    for (key, node) in marked.sensitive.into_iter().flat_map(Node::members) {
        if let Some((_, (_, member))) = index.get(&*key.text).and_then(|at| found.get_mut(*at)) {
            member.sensitive = Some(node);
        }
    }
    found
}
