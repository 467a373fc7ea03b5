//! Expressions.

use super::deployment::{Deployment, Env, following};
use super::world::derived;
use crate::functions;
use crate::ir::{ExprId, Item, Kind, Loop, LoopOver, Member, Slot, Special};
use ravelin_finding::Place;
use ravelin_model::{
    Array, Data, Entry, Form, Lookup, ObjectBuilder, Open, Origin, Reason, Step, Unknown, Value,
};
use std::rc::Rc;
use std::sync::Arc;

/// The longest loop.
const MAX_TURNS: usize = 1_000_000;

/// One turn of a loop.
pub(super) struct Turn {
    pub(super) index: Value,
    pub(super) item: Value,
    /// What decides whether the turn takes place, when that is unknown.
    pub(super) condition: Option<Value>,
}

impl<'w> Deployment<'w> {
    /// The value of an expression. Never fails: a mistake is reported and its value unknown.
    pub(super) fn eval(self: &Rc<Self>, id: ExprId, env: &Env<'_>) -> Value {
        let Some(expr) = self.template.expr(id) else { return Value::NULL };
        if let Kind::Constant(value) = &expr.kind {
            return value.clone();
        }
        let place = expr.place;
        if self.world.enter().is_none() {
            return self.world.refusal(place);
        }
        let template = Arc::clone(&self.template);
        let value = match template.expr(id).map(|expr| &expr.kind) {
            Some(kind) => self.eval_kind(id, kind, place, env),
            None => Value::NULL,
        };
        self.world.leave();
        value
    }

    fn eval_kind(self: &Rc<Self>, id: ExprId, kind: &Kind, place: Place, env: &Env<'_>) -> Value {
        match kind {
            Kind::Constant(value) => value.clone(),
            Kind::Parameter(number) => self.parameter(*number),
            Kind::Variable(number) => self.variable(*number),
            Kind::Local(slot) => env.get(*slot).cloned().unwrap_or(Value::NULL),
            Kind::Call(function, arguments) => {
                let values = self.eval_all(arguments, env);
                self.apply(function, &values, place)
            }
            Kind::Special(special, arguments) => self.special(*special, arguments, place, env),
            Kind::User(number, arguments) => self.user(*number, arguments, place, env),
            Kind::Member { .. } | Kind::Resource(..) => self.member(id, place, env),
            Kind::ModuleOutput { module, index, name, safe } => {
                self.module_output(*module, *index, (name, *safe), place, env)
            }
            Kind::Object(members) => self.object(members, place, env),
            Kind::Array(items) => self.array(items, place, env),
            Kind::For { each, body } => self.for_each(each, *body, place, env),
            Kind::Lambda(..) => self.world.fail(place, "a lambda stands where a value is needed"),
        }
    }

    pub(super) fn eval_all(self: &Rc<Self>, ids: &[ExprId], env: &Env<'_>) -> Vec<Value> {
        ids.iter().map(|id| self.eval(*id, env)).collect()
    }

    /// Applies a function to values.
    pub(super) fn apply(
        &self,
        function: &'static functions::Function,
        values: &[Value],
        place: Place,
    ) -> Value {
        match functions::apply(function, values) {
            Ok(value) => self.world.made(place, computed(value, values, place)),
            Err(failure) => self.world.fail(place, &failure.message),
        }
    }

    /// Applies a function by its name.
    pub(super) fn call(&self, name: &str, values: &[Value], place: Place) -> Value {
        match functions::find(name) {
            Some(function) => self.apply(function, values, place),
            None => self.world.fail(place, &format!("there is no function `{name}`")),
        }
    }

    fn user(self: &Rc<Self>, number: u32, arguments: &[ExprId], place: Place, env: &Env<'_>) -> Value {
        let template = Arc::clone(&self.template);
        let Some(function) = template.functions.get(number as usize) else { return Value::NULL };
        if function.parameters.len() != arguments.len() {
            let (name, takes, given) = (&function.name, function.parameters.len(), arguments.len());
            return self
                .world
                .fail(place, &format!("`{name}` takes {takes} arguments, but {given} are given"));
        }
        let values = arguments.iter().map(|id| self.eval(*id, env));
        let own: Vec<(Slot, Value)> = function.parameters.iter().copied().zip(values).collect();
        self.eval(function.body, &Env { own: &own, outer: None })
    }

    fn object(self: &Rc<Self>, members: &[Member], place: Place, env: &Env<'_>) -> Value {
        let spreads = members.iter().filter(|member| matches!(member, Member::Spread(_))).count();
        if spreads == 0 {
            return self.object_with(members, &[], place, env);
        }
        let spread = members.iter().filter_map(|member| match member {
            Member::Spread(id) => Some(self.eval(*id, env)),
            Member::Named(..) | Member::Computed(..) => None,
        });
        let spread: Vec<Value> = spread.collect();
        // One object that is one of several makes the whole one of several.
        let several = spread.iter().position(|value| {
            matches!(value.as_unknown().map(|unknown| &unknown.form), Some(Form::OneOf(values)) if values.len() <= 8)
        });
        let Some(Form::OneOf(values)) = several.and_then(|at| Some(&spread.get(at)?.as_unknown()?.form))
        else {
            return self.object_with(members, &spread, place, env);
        };
        let alternatives = values.iter().map(|value| {
            let mut chosen = spread.clone();
            if let Some(slot) = several.and_then(|at| chosen.get_mut(at)) {
                *slot = value.clone();
            }
            self.object_with(members, &chosen, place, env)
        });
        let alternatives: Vec<Value> = alternatives.collect();
        let residuals: Vec<String> = spread.iter().map(Value::residual).collect();
        let reasons = spread.iter().flat_map(Value::reasons).collect::<Vec<_>>();
        Value::one_of(
            alternatives,
            format!("shallowMerge({})@{}", residuals.join(", "), place.span.start),
            reasons,
        )
    }

    /// An object with the values of its spreads worked out already.
    fn object_with(
        self: &Rc<Self>,
        members: &[Member],
        spread: &[Value],
        place: Place,
        env: &Env<'_>,
    ) -> Value {
        let mut spread = spread.iter();
        let mut object = ObjectBuilder::with_capacity(members.len());
        let mut open: Option<Arc<Unknown>> = None;
        for member in members {
            match member {
                Member::Named(key, id, at) => {
                    object.insert(Entry {
                        key: Arc::clone(key),
                        value: self.eval(*id, env),
                        place: Some(*at),
                    });
                }
                Member::Computed(key, id, at) => {
                    let key = self.eval(*key, env);
                    match (key.as_text(), key.as_unknown()) {
                        (Some(key), _) => {
                            object.insert(Entry {
                                key: key.into(),
                                value: self.eval(*id, env),
                                place: Some(*at),
                            });
                        }
                        // A member named by a resource id that is known in part is there; its name shows the unknown
                        // parts in braces, which no id has.
                        (None, Some(unknown)) => {
                            let value = self.eval(*id, env);
                            if let Some(shown) = key.display().filter(|shown| shown.starts_with('/')) {
                                object.insert(Entry { key: shown.into(), value, place: Some(*at) });
                            }
                            open = Some(Arc::clone(unknown));
                        }
                        (None, None) => {
                            self.world.fail(*at, "a member's name must be a string");
                        }
                    }
                }
                Member::Spread(_) => {
                    let Some(value) = spread.next() else { continue };
                    if let Some(unknown) = self.spread_object(&mut object, value, place) {
                        open = Some(unknown);
                    }
                }
            }
        }
        let mut object = object.build();
        if let Some(rest) = open {
            object = object.opened(Some(Arc::new(Open { rest, deep: false })));
        }
        self.world.made(place, Value::from(object).with_origin(Origin::written(place)))
    }

    /// Adds the members of another object; tells of members that may come beside them. What an unknown object may
    /// override is no longer known.
    fn spread_object(&self, object: &mut ObjectBuilder, value: &Value, place: Place) -> Option<Arc<Unknown>> {
        match &value.data {
            Data::Object(other) => {
                other.entries().iter().for_each(|entry| object.insert(entry.clone()));
                other.open().map(|open| Arc::clone(&open.rest))
            }
            Data::Null => None,
            Data::Unknown(unknown) => {
                let overridden: Vec<Entry> = object.entries().to_vec();
                for entry in overridden {
                    let residual = format!("{}.{}", unknown.residual, entry.key);
                    let value = match value.get(&entry.key) {
                        Lookup::Absent => continue,
                        Lookup::Found(found) => found,
                        Lookup::Unknown(_) => following(residual, unknown),
                    };
                    object.insert(Entry { value, ..entry });
                }
                Some(Arc::clone(unknown))
            }
            _ => {
                self.world.fail(place, "only an object can be spread into an object");
                None
            }
        }
    }

    fn array(self: &Rc<Self>, items: &[Item], place: Place, env: &Env<'_>) -> Value {
        let mut values = Vec::with_capacity(items.len());
        let mut rest: Vec<Value> = Vec::new();
        for item in items {
            match item {
                Item::One(id) => values.push(self.eval(*id, env)),
                Item::Spread(id) => {
                    let value = self.eval(*id, env);
                    match &value.data {
                        Data::Array(array) => values.extend_from_slice(array.items()),
                        Data::Null => {}
                        Data::Unknown(_) => rest.push(value),
                        _ => {
                            self.world.fail(place, "only an array can be spread into an array");
                        }
                    }
                }
            }
        }
        let value = if rest.is_empty() { Value::from(values) } else { holding(values, &rest) };
        self.world.made(place, value.with_origin(Origin::written(place)))
    }

    /// An array with an item for each turn of a loop.
    fn for_each(self: &Rc<Self>, each: &Loop, body: ExprId, place: Place, env: &Env<'_>) -> Value {
        let over = self.loop_over(each, place, env);
        if let Some(Form::OneOf(arrays)) = over.as_unknown().map(|unknown| &unknown.form)
            && arrays.len() <= 8
        {
            let results =
                arrays.iter().map(|array| self.for_known(each, body, array, place, env)).collect::<Vec<_>>();
            return Value::one_of(
                results,
                format!("for({})@{}", over.residual(), place.span.start),
                over.reasons(),
            );
        }
        self.for_known(each, body, &over, place, env)
    }

    fn for_known(
        self: &Rc<Self>,
        each: &Loop,
        body: ExprId,
        over: &Value,
        place: Place,
        env: &Env<'_>,
    ) -> Value {
        let Some(turns) = over.as_array() else {
            if over.is_null() {
                return self.world.fail(place, "the loop runs over null");
            }
            return match over.as_unknown() {
                Some(unknown) => {
                    following(format!("for({})@{}", unknown.residual, place.span.start), unknown)
                }
                None => self.world.fail(place, "the loop runs over something that is not an array"),
            };
        };
        let mut items = Vec::with_capacity(turns.len().min(4096));
        let mut unsure: Vec<Value> = Vec::new();
        for (index, item) in (0i64..).zip(turns) {
            let own = bind(each, index.into(), item.clone());
            let inner = Env { own: &own, outer: Some(env) };
            match each.condition.map(|condition| self.eval(condition, &inner)) {
                None => items.push(self.eval(body, &inner)),
                Some(condition) => match condition.as_bool() {
                    Some(true) => items.push(self.eval(body, &inner)),
                    Some(false) => {}
                    None => unsure.push(condition),
                },
            }
            if self.world.stopped() {
                return self.world.refusal(place);
            }
        }
        let value = if unsure.is_empty() { Value::from(items) } else { holding(items, &unsure) };
        self.world.made(place, value.with_origin(Origin::written(place)))
    }

    /// What a loop runs over, as an array; a count becomes that many nulls, which no item variable sees.
    fn loop_over(self: &Rc<Self>, each: &Loop, place: Place, env: &Env<'_>) -> Value {
        match each.over {
            LoopOver::Items(id) => self.eval(id, env),
            LoopOver::Count(id) => {
                let count = self.eval(id, env);
                self.counted(&count, place)
            }
        }
    }

    /// So many nulls.
    fn counted(&self, count: &Value, place: Place) -> Value {
        match (count.as_int(), count.as_unknown()) {
            (Some(count), _) => match usize::try_from(count) {
                Ok(count) if count <= MAX_TURNS => self.world.made(place, vec![Value::NULL; count].into()),
                Ok(_) => self.world.fail(place, "the loop has too many turns"),
                Err(_) => self.world.fail(place, "the loop has a negative number of turns"),
            },
            (None, Some(unknown)) => {
                let residual = format!("range(0, {})", unknown.residual);
                match &unknown.form {
                    Form::OneOf(counts) if counts.iter().all(|one| one.as_int().is_some()) => {
                        let arrays = counts.iter().map(|one| self.counted(one, place)).collect();
                        Value::one_of(arrays, residual, unknown.reasons.iter().cloned())
                    }
                    _ => following(residual, unknown),
                }
            }
            (None, None) => self.world.fail(place, "the number of turns must be an integer"),
        }
    }

    /// The turns of a resource's loop. Of a loop whose turns are unknown, one stands for all.
    pub(super) fn turns(self: &Rc<Self>, each: &Loop, place: Place, env: &Env<'_>) -> Vec<Turn> {
        let over = self.loop_over(each, place, env);
        if let Some(items) = over.as_array() {
            let certain = |(index, item): (i64, &Value)| Turn {
                index: index.into(),
                item: item.clone(),
                condition: None,
            };
            return (0i64..).zip(items).map(certain).collect();
        }
        let Some(unknown) = over.as_unknown() else { return Vec::new() };
        if let Form::OneOf(arrays) = &unknown.form
            && arrays.iter().all(|array| array.as_array().is_some() || array.is_null())
        {
            return alternative_turns(arrays, unknown);
        }
        let reason = unknown.reasons.iter().cloned();
        let index: Value = Unknown::new("copyIndex()", reason, Form::Any).into();
        let item = match each.over {
            LoopOver::Items(_) => following(format!("{}[copyIndex()]", unknown.residual), unknown),
            LoopOver::Count(_) => Value::NULL,
        };
        let condition = following(format!("length({}) > 0", unknown.residual), unknown);
        vec![Turn { index, item, condition: Some(condition) }]
    }

    /// `base.key` and `base[key]`, with references to resources followed to what is declared.
    fn member(self: &Rc<Self>, id: ExprId, place: Place, env: &Env<'_>) -> Value {
        let mut keys: Vec<(ExprId, bool, Place)> = Vec::new();
        let template = Arc::clone(&self.template);
        let mut root = id;
        while let Some((Kind::Member { base, key, safe }, at)) =
            template.expr(root).map(|expr| (&expr.kind, expr.place))
        {
            keys.push((*key, *safe, at));
            root = *base;
        }
        keys.reverse();
        let keys: Vec<(Value, bool, Place)> =
            keys.into_iter().map(|(key, safe, at)| (self.eval(key, env), safe, at)).collect();
        let (mut value, used) = match template.expr(root).map(|expr| &expr.kind) {
            Some(Kind::Resource(symbol, index)) => self.resource_path(*symbol, *index, &keys, place, env),
            Some(Kind::Special(Special::Reference, arguments)) => {
                self.reference_path(arguments, &keys, place, env)
            }
            _ => (self.eval(root, env), 0),
        };
        for (key, safe, at) in keys.iter().skip(used) {
            value = self.step(&value, key, *safe, *at);
        }
        value
    }

    /// One step of `base.key`.
    pub(super) fn step(&self, base: &Value, key: &Value, safe: bool, place: Place) -> Value {
        let value = match functions::property(base, key, safe) {
            Ok(Some(value)) => value,
            Ok(None) => derived(format!("{}[{}]", base.residual(), key.residual()), &[base, key]),
            Err(failure) => return self.world.fail(place, &failure.message),
        };
        // A part of a secret is secret.
        let value = value.marked(base.secret);
        if value.origin.is_none() {
            let origin = Origin::step(place, Step::Computed, base.origin.as_ref());
            return value.with_origin(origin);
        }
        value
    }
}

/// The variables of one turn.
pub(super) fn bind(each: &Loop, index: Value, item: Value) -> Vec<(Slot, Value)> {
    let mut own = vec![(each.index, index)];
    own.extend(each.item.map(|slot| (slot, item)));
    own
}

/// The turns of a loop over one of several arrays: those of all of them, certain where they all agree.
fn alternative_turns(arrays: &[Value], unknown: &Arc<Unknown>) -> Vec<Turn> {
    let mut turns: Vec<Turn> = Vec::new();
    for array in arrays {
        for (index, item) in (0i64..).zip(array.as_array().unwrap_or(&[])) {
            let known =
                |turn: &Turn| turn.index.as_int() == Some(index) && turn.item.same(item) == Some(true);
            if turns.iter().any(known) {
                continue;
            }
            let everywhere = usize::try_from(index).is_ok_and(|at| {
                arrays.iter().all(|other| {
                    other
                        .as_array()
                        .and_then(|items| items.get(at))
                        .is_some_and(|other| other.same(item) == Some(true))
                })
            });
            let condition =
                (!everywhere).then(|| following(format!("length({}) > {index}", unknown.residual), unknown));
            turns.push(Turn { index: index.into(), item: item.clone(), condition });
        }
    }
    turns
}

/// An array that holds at least these items; others depend on what is unknown.
fn holding(items: Vec<Value>, unsure: &[Value]) -> Value {
    let reasons: Vec<Arc<Reason>> = unsure.iter().flat_map(Value::reasons).collect();
    let residuals: Vec<String> = unsure.iter().map(Value::residual).collect();
    let known = Value::from(Data::Array(Array::new(items.clone())));
    let secret = known.is_secret();
    let residual = format!("concat({}, {})", known.residual(), residuals.join(", "));
    Value::from(Unknown::new(residual, reasons, Form::Holding(items.into()))).marked(secret)
}

/// The result of a function, with the place of the call and the way of the first argument that has one.
pub(super) fn computed(value: Value, arguments: &[Value], place: Place) -> Value {
    // A function that hands on one of its arguments hands on its origin as well.
    if value.origin.is_some() {
        return value;
    }
    let traced = arguments.iter().filter_map(|argument| argument.origin.as_ref());
    let from =
        traced.clone().find(|origin| !matches!(origin.step, Step::Written)).or_else(|| traced.clone().next());
    let from = from.filter(|origin| !matches!(origin.step, Step::Written));
    let origin = Origin::step(place, Step::Computed, from);
    value.with_origin(origin)
}
