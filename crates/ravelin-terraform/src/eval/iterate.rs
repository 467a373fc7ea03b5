//! `for` expressions.

use super::access;
use super::expr::Key;
use super::scope::Env;
use super::unit::Unit;
use super::world::{derived, holding};
use crate::ir::For;
use ravelin_finding::Place;
use ravelin_model::{
    ArrayKind, Data, Entry, Form, Object, ObjectBuilder, ObjectKind, Open, Origin, Reason, Unknown, Value,
};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

/// Keys and values in the order of iteration.
pub(super) type Pairs = Vec<(Value, Value)>;

/// The members of an object in the order in which Terraform goes through them: that of their keys.
pub(super) fn members(object: &Object) -> Pairs {
    let mut entries: Vec<&Entry> = object.entries().iter().collect();
    entries.sort_by(|a, b| a.key.cmp(&b.key));
    entries.into_iter().map(|entry| (Value::from(Arc::clone(&entry.key)), entry.value.clone())).collect()
}

/// The turns of a collection that is known; `None` for what is none, or unknown.
pub(super) fn pairs(collection: &Value) -> Option<Pairs> {
    match &collection.data {
        Data::Array(array) if array.kind() == ArrayKind::Set => {
            Some(array.items().iter().map(|item| (item.clone(), item.clone())).collect())
        }
        Data::Array(array) => {
            Some((0i64..).zip(array.items()).map(|(at, item)| (at.into(), item.clone())).collect())
        }
        Data::Object(object) => Some(members(object)),
        _ => None,
    }
}

impl<'w> Unit<'w> {
    /// The turns of a collection; an unknown where they can't be had.
    pub(super) fn turns_of(&self, over: &Value, what: &str, place: Place) -> Result<Pairs, Value> {
        let open = over.as_object().is_some_and(|object| object.open().is_some());
        if over.as_unknown().is_some() || open {
            return Err(derived(format!("for({})@{}", over.residual(), place.span.start), &[over]));
        }
        pairs(over)
            .ok_or_else(|| self.world.fail(place, &format!("{what} can't go through {}", access::kind(over))))
    }

    pub(super) fn for_(self: &Rc<Self>, each: &For, place: Place, env: &Env<'_>) -> Value {
        let over = self.eval(&each.collection, env);
        self.for_over(each, &over, place, env)
    }

    fn for_over(self: &Rc<Self>, each: &For, over: &Value, place: Place, env: &Env<'_>) -> Value {
        let residual = || format!("for({})@{}", over.residual(), place.span.start);
        let value = match &over.data {
            Data::Unknown(unknown) => match &unknown.form {
                Form::OneOf(values) if values.len() <= 8 => {
                    let results =
                        values.iter().map(|one| self.for_over(each, one, place, env)).collect::<Vec<_>>();
                    Value::one_of(results, residual(), over.reasons())
                }
                Form::Holding(items) if each.key_result.is_none() && each.key.is_none() => {
                    let turns = items.iter().map(|item| (Value::NULL, item.clone())).collect();
                    let certain = self.sequence(each, turns, over.secret, place, env);
                    let items = match &certain.data {
                        Data::Array(array) => array.items().to_vec(),
                        Data::Unknown(unknown) => match &unknown.form {
                            Form::Holding(items) => items.to_vec(),
                            _ => Vec::new(),
                        },
                        _ => Vec::new(),
                    };
                    holding(residual(), items, &[over])
                }
                Form::Pattern(_) => self.world.fail(place, "`for` can't go through a string"),
                _ if each.key_result.is_none() => holding(residual(), Vec::new(), &[over]),
                _ => derived(residual(), &[over]),
            },
            _ => match pairs(over) {
                Some(turns) => {
                    let rest = over.as_object().and_then(|object| object.open()).map(|open| &open.rest);
                    let rest = rest.map(|rest| Value::from(Arc::clone(rest)));
                    let value = match &each.key_result {
                        Some(_) => self.mapping(each, turns, over.secret, place, env),
                        None => self.sequence(each, turns, over.secret, place, env),
                    };
                    match rest {
                        Some(rest) => opened(value, &rest, residual()),
                        None => value,
                    }
                }
                None if over.is_null() => self.world.fail(place, "`for` can't go through null"),
                None => self.world.fail(place, &format!("`for` can't go through {}", access::kind(over))),
            },
        };
        value.marked(over.secret)
    }

    /// The names of one turn.
    fn own(each: &For, key: &Value, item: &Value, secret: bool) -> Vec<(Arc<str>, Value)> {
        let mut own = vec![(Arc::clone(&each.item), item.clone().marked(secret))];
        own.extend(each.key.iter().map(|name| (Arc::clone(name), key.clone().marked(secret))));
        own
    }

    /// Does the turn take place? An unknown condition says `None`, and itself.
    fn taken(self: &Rc<Self>, each: &For, env: &Env<'_>, unsure: &mut Vec<Value>) -> Option<bool> {
        let Some(condition) = &each.condition else { return Some(true) };
        let value = self.eval(condition, env);
        let value = self.boolean(&value, "if", condition.place);
        let answer = value.as_bool();
        if answer.is_none() {
            unsure.push(value);
        }
        answer
    }

    fn sequence(
        self: &Rc<Self>,
        each: &For,
        turns: Pairs,
        secret: bool,
        place: Place,
        env: &Env<'_>,
    ) -> Value {
        let mut items = Vec::with_capacity(turns.len().min(4096));
        let mut unsure: Vec<Value> = Vec::new();
        for (key, item) in &turns {
            let own = Self::own(each, key, item, secret);
            let inner = Env::within(&own, env);
            match self.taken(each, &inner, &mut unsure) {
                Some(true) => items.push(self.eval(&each.result, &inner)),
                Some(false) => {}
                None => {
                    self.world.speculate(|| self.eval(&each.result, &inner));
                }
            }
            if self.world.stopped() {
                return self.world.refusal(place);
            }
        }
        let value = if unsure.is_empty() {
            Value::from(items)
        } else {
            let known = Value::from(items.clone());
            let residuals: Vec<String> = unsure.iter().map(Value::residual).collect();
            let residual =
                format!("concat({}, {})@{}", known.residual(), residuals.join(", "), place.span.start);
            holding(residual, items, &unsure.iter().collect::<Vec<_>>())
        };
        self.world.made(place, value.with_origin(Origin::written(place)))
    }

    fn mapping(
        self: &Rc<Self>,
        each: &For,
        turns: Pairs,
        secret: bool,
        place: Place,
        env: &Env<'_>,
    ) -> Value {
        let Some(key_result) = &each.key_result else { return Value::NULL };
        let mut object = ObjectBuilder::of_kind(ObjectKind::Exact);
        let mut groups: Vec<(Arc<str>, Vec<Value>)> = Vec::new();
        let mut group_at: HashMap<Arc<str>, usize> = HashMap::new();
        let mut unsure: Vec<Value> = Vec::new();
        let mut hidden = false;
        for (key, item) in &turns {
            let own = Self::own(each, key, item, secret);
            let inner = Env::within(&own, env);
            let Some(taken) = self.taken(each, &inner, &mut unsure) else { continue };
            if !taken {
                continue;
            }
            let name = self.eval(key_result, &inner);
            hidden |= name.is_secret();
            let value = self.eval(&each.result, &inner);
            if self.world.stopped() {
                return self.world.refusal(place);
            }
            let name = match self.key_text(&name, key_result.place) {
                Key::Text(name) => name,
                Key::Unknown(unknown) => {
                    unsure.push(unknown.into());
                    continue;
                }
                Key::Wrong(failed) => {
                    unsure.push(failed);
                    continue;
                }
            };
            if each.grouping {
                let at = *group_at.entry(Arc::clone(&name)).or_insert_with(|| {
                    groups.push((Arc::clone(&name), Vec::new()));
                    groups.len() - 1
                });
                if let Some((_, group)) = groups.get_mut(at) {
                    group.push(value);
                }
            } else if object.get(&name).is_some() {
                let shown = if hidden { "a key".to_owned() } else { format!("the key `{name}`") };
                let help = "`...` after the value groups what has the same key";
                let message = format!("{shown} comes twice in this `for`");
                unsure.push(self.world.fail_with(key_result.place, &message, Some(help.to_owned())));
            } else {
                object.put(name, value);
            }
        }
        groups.into_iter().for_each(|(name, items)| object.put(name, items));
        let mut value = Value::from(object.build());
        if let Some(first) = unsure.first() {
            let from: Vec<&Value> = unsure.iter().collect();
            let rest = derived(format!("for({})@{}", first.residual(), place.span.start), &from);
            value = opened(value, &rest, String::new());
        }
        self.world.made(place, value.with_origin(Origin::written(place)).marked(hidden))
    }
}

/// The value with members or items beside the known ones that follow from an unknown.
fn opened(value: Value, rest: &Value, residual: String) -> Value {
    let (origin, secret) = (value.origin.clone(), value.secret);
    let reasons: Vec<Arc<Reason>> = rest.reasons();
    let data = match value.data {
        Data::Object(object) => {
            let rest = Unknown::new(rest.residual(), reasons, Form::Any);
            Data::Object(object.opened(Some(Arc::new(Open { rest, deep: false }))))
        }
        Data::Array(array) => {
            Data::Unknown(Unknown::new(residual, reasons, Form::Holding(array.items().to_vec().into())))
        }
        other => other,
    };
    Value { data, origin, secret }
}
