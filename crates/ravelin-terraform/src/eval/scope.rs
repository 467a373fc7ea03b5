//! Names that are bound around an expression: by `for`, by a splat, by `count` and `for_each`, by `dynamic`, by a template.

use ravelin_model::{ObjectBuilder, ObjectKind, Value};
use std::sync::Arc;

/// The name under which a splat binds its item: no name that can be written.
pub(super) const SPLAT: &str = "[*]";

/// Names around an expression, the nearest first.
#[derive(Clone, Copy, Default)]
pub(super) struct Env<'e> {
    pub(super) own: &'e [(Arc<str>, Value)],
    pub(super) outer: Option<&'e Self>,
    /// Does it know nothing of the module around it, as a template that stands by itself?
    pub(super) closed: bool,
}

impl<'e> Env<'e> {
    /// These names and nothing around them but the module.
    pub(super) const fn of(own: &'e [(Arc<str>, Value)]) -> Self {
        Self { own, outer: None, closed: false }
    }

    /// These names, within others.
    pub(super) const fn within(own: &'e [(Arc<str>, Value)], outer: &'e Env<'e>) -> Self {
        Self { own, outer: Some(outer), closed: outer.closed }
    }

    pub(super) fn get(&self, name: &str) -> Option<&'e Value> {
        let mut env = Some(self);
        while let Some(here) = env {
            if let Some((_, value)) = here.own.iter().find(|(own, _)| &**own == name) {
                return Some(value);
            }
            env = here.outer;
        }
        None
    }
}

/// `each`, or the iterator of a `dynamic` block.
pub(super) fn each(name: &str, key: Value, value: Value) -> (Arc<str>, Value) {
    let mut object = ObjectBuilder::of_kind(ObjectKind::Exact);
    object.put("key", key);
    object.put("value", value);
    (name.into(), object.build().into())
}

/// `count`
pub(super) fn count(index: Value) -> (Arc<str>, Value) {
    let mut object = ObjectBuilder::of_kind(ObjectKind::Exact);
    object.put("index", index);
    ("count".into(), object.build().into())
}
