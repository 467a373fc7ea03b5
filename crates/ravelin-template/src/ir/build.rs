//! Builds expressions, folding what is constant into values on the way.

use super::{Expr, ExprId, Item, Kind, Member, Slot};
use crate::functions;
use ravelin_finding::Place;
use ravelin_model::{Array, Data, Entry, Object, ObjectBuilder, Origin, Value};
use std::sync::Arc;

/// Collects the expressions of one template.
#[derive(Debug, Default)]
pub struct Builder {
    /// The expressions so far.
    pub exprs: Vec<Expr>,
    slots: u32,
}

impl Builder {
    /// Adds an expression.
    pub fn add(&mut self, place: Place, kind: Kind) -> ExprId {
        let id = ExprId(u32::try_from(self.exprs.len()).unwrap_or(u32::MAX));
        self.exprs.push(Expr { place, kind });
        id
    }

    /// A fresh variable.
    pub fn slot(&mut self) -> Slot {
        self.slots += 1;
        Slot(self.slots - 1)
    }

    /// How many variables there are.
    #[must_use]
    pub const fn slots(&self) -> u32 {
        self.slots
    }

    /// The constant value of an expression, where it has one.
    #[must_use]
    pub fn constant(&self, id: ExprId) -> Option<&Value> {
        match &self.exprs.get(id.0 as usize)?.kind {
            Kind::Constant(value) => Some(value),
            _ => None,
        }
    }

    /// A literal, which knows its place.
    pub fn literal(&mut self, place: Place, value: impl Into<Value>) -> ExprId {
        let value = value.into().with_origin(Origin::written(place));
        self.add(place, Kind::Constant(value))
    }

    /// A call of a function by name; `None` when there is none of that name that needs only its arguments.
    pub fn call(&mut self, place: Place, name: &str, arguments: Vec<ExprId>) -> Option<ExprId> {
        let function = functions::find(name)?;
        Some(self.add(place, Kind::Call(function, arguments.into())))
    }

    /// An array; constant when all its items are.
    pub fn array(&mut self, place: Place, items: Vec<Item>) -> ExprId {
        let constants: Option<Vec<Value>> = items
            .iter()
            .map(|item| match item {
                Item::One(id) => self.constant(*id).cloned(),
                Item::Spread(_) => None,
            })
            .collect();
        match constants {
            Some(values) => self.literal(place, Data::Array(Array::new(values))),
            None => self.add(place, Kind::Array(items.into())),
        }
    }

    /// An object; constant when all its members are.
    pub fn object(&mut self, place: Place, members: Vec<Member>) -> ExprId {
        match self.constant_object(&members) {
            Some(object) => self.literal(place, Data::Object(object)),
            None => self.add(place, Kind::Object(members.into())),
        }
    }

    fn constant_object(&self, members: &[Member]) -> Option<Object> {
        let mut object = ObjectBuilder::with_capacity(members.len());
        for member in members {
            let Member::Named(key, id, place) = member else { return None };
            let value = self.constant(*id)?.clone();
            object.insert(Entry { key: Arc::clone(key), value, place: Some(*place) });
        }
        Some(object.build())
    }
}
