//! Lazy functions and functions that take lambdas.

use super::deployment::{Deployment, Env, following};
use super::world::derived;
use crate::ir::{ExprId, Kind, Slot};
use ravelin_finding::Place;
use ravelin_model::{Data, Entry, Form, ObjectBuilder, Reason, Unknown, Value};
use std::rc::Rc;
use std::sync::Arc;

/// A lambda: its variables and body.
#[derive(Clone)]
struct Lambda {
    slots: Box<[Slot]>,
    body: ExprId,
}

impl<'w> Deployment<'w> {
    /// `if(condition, a, b)`: only the branch that is taken is evaluated; where that is unknown, the value is one of both.
    pub(super) fn if_(self: &Rc<Self>, arguments: &[ExprId], place: Place, env: &Env<'_>) -> Value {
        let [condition, yes, no] = arguments else {
            return self.world.fail(place, "`if` takes a condition and two values");
        };
        let condition = self.eval(*condition, env);
        match (condition.as_bool(), condition.as_unknown()) {
            (Some(true), _) => self.eval(*yes, env),
            (Some(false), _) => self.eval(*no, env),
            (None, Some(unknown)) => {
                let (yes, yes_failed) = self.world.speculate(|| self.eval(*yes, env));
                let (no, no_failed) = self.world.speculate(|| self.eval(*no, env));
                let residual = format!("if({}, {}, {})", unknown.residual, yes.residual(), no.residual());
                // A branch that can only fail is not the one that a working deployment takes.
                match (yes_failed && is_error(&yes), no_failed && is_error(&no)) {
                    (true, false) => return no,
                    (false, true) => return yes,
                    _ => {}
                }
                let reasons = unknown.reasons.iter().cloned().chain(yes.reasons()).chain(no.reasons());
                Value::one_of(vec![yes, no], residual, reasons.collect::<Vec<_>>())
            }
            (None, None) => self.world.fail(place, "the condition must be true or false"),
        }
    }

    /// `and(…)` (`decisive` is false) and `or(…)` (`decisive` is true): later arguments are not evaluated once it is decided.
    pub(super) fn and_or(
        self: &Rc<Self>,
        arguments: &[ExprId],
        decisive: bool,
        place: Place,
        env: &Env<'_>,
    ) -> Value {
        let mut unsure: Vec<Value> = Vec::new();
        for id in arguments {
            // After an unknown one, this one may never be reached.
            let value = if unsure.is_empty() {
                self.eval(*id, env)
            } else {
                self.world.speculate(|| self.eval(*id, env)).0
            };
            match (value.as_bool(), value.as_unknown()) {
                (Some(answer), _) if answer == decisive => return decisive.into(),
                (Some(_), _) => {}
                (None, Some(_)) => unsure.push(value),
                (None, None) => return self.world.fail(place, "the operands must be true or false"),
            }
        }
        if unsure.is_empty() {
            return (!decisive).into();
        }
        if let [only] = unsure.as_slice() {
            return only.clone();
        }
        let residuals: Vec<String> = unsure.iter().map(Value::residual).collect();
        let name = if decisive { "or" } else { "and" };
        let from: Vec<&Value> = unsure.iter().collect();
        derived(format!("{name}({})", residuals.join(", ")), &from)
    }

    /// `coalesce(…)`: the first that is not null.
    pub(super) fn coalesce(self: &Rc<Self>, arguments: &[ExprId], env: &Env<'_>) -> Value {
        let Some((first, rest)) = arguments.split_first() else { return Value::NULL };
        let value = self.eval(*first, env);
        if rest.is_empty() {
            return value;
        }
        let Some(unknown) = value.as_unknown() else {
            return if value.is_null() { self.coalesce(rest, env) } else { value };
        };
        match &unknown.form {
            Form::Pattern(_) | Form::Holding(_) => value,
            Form::OneOf(values) => {
                if !values.iter().any(Value::is_null) {
                    return value;
                }
                let mut alternatives: Vec<Value> =
                    values.iter().filter(|value| !value.is_null()).cloned().collect();
                let (other, _) = self.world.speculate(|| self.coalesce(rest, env));
                let residual = format!("coalesce({}, {})", unknown.residual, other.residual());
                alternatives.push(other);
                Value::one_of(alternatives, residual, unknown.reasons.iter().cloned())
            }
            Form::Any => {
                let (other, _) = self.world.speculate(|| self.coalesce(rest, env));
                let residual = format!("coalesce({}, {})", unknown.residual, other.residual());
                following(residual, unknown).marked(value.secret || other.is_secret())
            }
        }
    }

    fn lambda(&self, id: Option<&ExprId>) -> Option<Lambda> {
        match &self.template.expr(*id?)?.kind {
            Kind::Lambda(slots, body) => Some(Lambda { slots: slots.clone(), body: *body }),
            _ => None,
        }
    }

    fn invoke(self: &Rc<Self>, lambda: &Lambda, values: &[Value], env: &Env<'_>) -> Value {
        let own: Vec<(Slot, Value)> = lambda.slots.iter().copied().zip(values.iter().cloned()).collect();
        self.eval(lambda.body, &Env { own: &own, outer: Some(env) })
    }

    /// Runs `work` on the array given as first argument, or on each of the arrays that it may be.
    fn with_items(
        self: &Rc<Self>,
        name: &str,
        array: &Value,
        place: Place,
        work: &mut dyn FnMut(&[Value]) -> Value,
    ) -> Value {
        if let Some(items) = array.as_array() {
            let value = work(items);
            return self.world.made(place, super::expr::computed(value, &[], place));
        }
        let Some(unknown) = array.as_unknown() else {
            return self.world.fail(place, &format!("`{name}` takes an array"));
        };
        let residual = format!("{name}({})@{}", unknown.residual, place.span.start);
        match &unknown.form {
            Form::OneOf(arrays) if arrays.len() <= 8 => {
                let results: Vec<Value> =
                    arrays.iter().map(|one| self.with_items(name, one, place, work)).collect();
                Value::one_of(results, residual, unknown.reasons.iter().cloned())
            }
            _ => following(residual, unknown),
        }
    }

    /// `map(array, lambda)`
    pub(super) fn map(self: &Rc<Self>, arguments: &[ExprId], place: Place, env: &Env<'_>) -> Value {
        let (array, Some(lambda)) = (self.first(arguments, env), self.lambda(arguments.get(1))) else {
            return self.world.fail(place, "`map` takes an array and a lambda");
        };
        self.with_items("map", &array, place, &mut |items| {
            let indexed = (0i64..).zip(items);
            indexed
                .map(|(at, item)| self.invoke(&lambda, &[item.clone(), at.into()], env))
                .collect::<Vec<_>>()
                .into()
        })
    }

    /// `filter(array, lambda)`
    pub(super) fn filter(self: &Rc<Self>, arguments: &[ExprId], place: Place, env: &Env<'_>) -> Value {
        let (array, Some(lambda)) = (self.first(arguments, env), self.lambda(arguments.get(1))) else {
            return self.world.fail(place, "`filter` takes an array and a lambda");
        };
        self.with_items("filter", &array, place, &mut |items| {
            let mut kept = Vec::new();
            let mut reasons: Vec<Arc<Reason>> = Vec::new();
            for (at, item) in (0i64..).zip(items) {
                let answer = self.invoke(&lambda, &[item.clone(), at.into()], env);
                match answer.as_bool() {
                    Some(true) => kept.push(item.clone()),
                    Some(false) => {}
                    None => reasons.extend(answer.reasons()),
                }
            }
            if reasons.is_empty() {
                return kept.into();
            }
            let residual = format!("filter({})@{}", array.residual(), place.span.start);
            Unknown::new(residual, reasons, Form::Holding(kept.into())).into()
        })
    }

    /// `reduce(array, initial, lambda)`
    pub(super) fn reduce(self: &Rc<Self>, arguments: &[ExprId], place: Place, env: &Env<'_>) -> Value {
        let (array, Some(lambda)) = (self.first(arguments, env), self.lambda(arguments.get(2))) else {
            return self.world.fail(place, "`reduce` takes an array, an initial value and a lambda");
        };
        let initial = arguments.get(1).map_or(Value::NULL, |id| self.eval(*id, env));
        self.with_items("reduce", &array, place, &mut |items| {
            let mut value = initial.clone();
            for (at, item) in (0i64..).zip(items) {
                value = self.invoke(&lambda, &[value, item.clone(), at.into()], env);
                if self.world.stopped() {
                    break;
                }
            }
            value
        })
    }

    /// `sort(array, (a, b) => a comes first)`
    pub(super) fn sort(self: &Rc<Self>, arguments: &[ExprId], place: Place, env: &Env<'_>) -> Value {
        let (array, Some(lambda)) = (self.first(arguments, env), self.lambda(arguments.get(1))) else {
            return self.world.fail(place, "`sort` takes an array and a lambda");
        };
        self.with_items("sort", &array, place, &mut |items| {
            let mut unsure = None;
            let sorted = merge_sort(items.to_vec(), &mut |a, b| {
                let answer = self.invoke(&lambda, &[a.clone(), b.clone()], env);
                match answer.as_bool() {
                    Some(before) => before,
                    None => {
                        unsure = Some(answer);
                        false
                    }
                }
            });
            match unsure {
                None => sorted.into(),
                Some(answer) => {
                    derived(format!("sort({})@{}", array.residual(), place.span.start), &[&answer])
                }
            }
        })
    }

    /// `toObject(array, key lambda[, value lambda])`
    pub(super) fn to_object(self: &Rc<Self>, arguments: &[ExprId], place: Place, env: &Env<'_>) -> Value {
        let (array, Some(key)) = (self.first(arguments, env), self.lambda(arguments.get(1))) else {
            return self.world.fail(place, "`toObject` takes an array and a lambda for the keys");
        };
        let value_of = self.lambda(arguments.get(2));
        self.with_items("toObject", &array, place, &mut |items| {
            let mut object = ObjectBuilder::with_capacity(items.len());
            for item in items {
                let name = self.invoke(&key, std::slice::from_ref(item), env);
                let Some(name) = name.as_text() else {
                    return derived(
                        format!("toObject({})@{}", array.residual(), place.span.start),
                        &[&name, item],
                    );
                };
                let value = value_of.as_ref().map_or_else(
                    || item.clone(),
                    |lambda| self.invoke(lambda, std::slice::from_ref(item), env),
                );
                object.put(name, value);
            }
            object.build().into()
        })
    }

    /// `groupBy(array, key lambda)`
    pub(super) fn group_by(self: &Rc<Self>, arguments: &[ExprId], place: Place, env: &Env<'_>) -> Value {
        let (array, Some(key)) = (self.first(arguments, env), self.lambda(arguments.get(1))) else {
            return self.world.fail(place, "`groupBy` takes an array and a lambda");
        };
        self.with_items("groupBy", &array, place, &mut |items| {
            let mut groups: Vec<(String, Vec<Value>)> = Vec::new();
            let mut places: std::collections::HashMap<String, usize> = std::collections::HashMap::new();
            for item in items {
                let name = self.invoke(&key, std::slice::from_ref(item), env);
                let Some(name) = name.as_text() else {
                    return derived(
                        format!("groupBy({})@{}", array.residual(), place.span.start),
                        &[&name, item],
                    );
                };
                let at = *places.entry(name.to_ascii_lowercase()).or_insert_with(|| {
                    groups.push((name, Vec::new()));
                    groups.len() - 1
                });
                if let Some((_, group)) = groups.get_mut(at) {
                    group.push(item.clone());
                }
            }
            let mut object = ObjectBuilder::with_capacity(groups.len());
            groups.into_iter().for_each(|(name, items)| object.put(name, items));
            object.build().into()
        })
    }

    /// `mapValues(object, lambda)`
    pub(super) fn map_values(self: &Rc<Self>, arguments: &[ExprId], place: Place, env: &Env<'_>) -> Value {
        let (value, Some(lambda)) = (self.first(arguments, env), self.lambda(arguments.get(1))) else {
            return self.world.fail(place, "`mapValues` takes an object and a lambda");
        };
        match &value.data {
            Data::Object(object) => {
                let mut mapped = ObjectBuilder::with_capacity(object.entries().len());
                for entry in object.entries() {
                    let value = self.invoke(&lambda, std::slice::from_ref(&entry.value), env);
                    mapped.insert(Entry { value, ..entry.clone() });
                }
                self.world.made(place, mapped.build().opened(object.open().cloned()).into())
            }
            Data::Unknown(unknown) => {
                following(format!("mapValues({})@{}", unknown.residual, place.span.start), unknown)
            }
            _ => self.world.fail(place, "`mapValues` takes an object"),
        }
    }

    fn first(self: &Rc<Self>, arguments: &[ExprId], env: &Env<'_>) -> Value {
        arguments.first().map_or(Value::NULL, |id| self.eval(*id, env))
    }
}

/// Is this what stands in the stead of a value that could not be computed?
fn is_error(value: &Value) -> bool {
    value.as_unknown().is_some_and(|unknown| unknown.residual.starts_with("error@"))
}

/// A stable sort by "comes first", which need not be consistent.
fn merge_sort(mut items: Vec<Value>, before: &mut dyn FnMut(&Value, &Value) -> bool) -> Vec<Value> {
    if items.len() <= 1 {
        return items;
    }
    let right = merge_sort(items.split_off(items.len() / 2), before);
    let left = merge_sort(items, before);
    let mut sorted = Vec::with_capacity(left.len() + right.len());
    let (mut left, mut right) = (left.into_iter().peekable(), right.into_iter().peekable());
    while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
        let from_right = before(b, a) && !before(a, b);
        sorted.extend(if from_right { right.next() } else { left.next() });
    }
    sorted.extend(left);
    sorted.extend(right);
    sorted
}
