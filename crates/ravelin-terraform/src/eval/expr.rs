//! Expressions.

use super::access;
use super::alternatives::{self, Outcome};
use super::operators;
use super::scope::{Env, SPLAT};
use super::unit::Unit;
use super::world::{holding, unknown};
use crate::ir::{BinaryOperator, Expr, ExprKind, Part, UnaryOperator};
use crate::types::{self, Type};
use ravelin_finding::Place;
use ravelin_model::{
    Array, ArrayKind, Data, Entry, Form, ObjectBuilder, ObjectKind, Open, Origin, Reason, Step, Unknown,
    Value,
};
use std::rc::Rc;
use std::sync::Arc;

/// A step of a traversal.
#[derive(Clone, Copy)]
pub(super) enum Hop<'x> {
    /// `.name`
    Attribute(&'x Arc<str>, Place),
    /// `[key]`
    Index(&'x Expr),
}

impl Hop<'_> {
    /// The name that a step gives: `.name`, or `["name"]`.
    pub(super) fn name(&self) -> Option<&str> {
        match self {
            Self::Attribute(name, _) => Some(name),
            Self::Index(Expr { kind: ExprKind::Literal(value), .. }) => value.as_str(),
            Self::Index(_) => None,
        }
    }
}

impl<'w> Unit<'w> {
    /// The value of an expression. Never fails: a mistake is reported and its value unknown.
    pub(super) fn eval(self: &Rc<Self>, expr: &Expr, env: &Env<'_>) -> Value {
        if let ExprKind::Literal(value) = &expr.kind {
            return value.clone().with_origin(Origin::written(expr.place));
        }
        if self.world.enter().is_none() {
            return self.world.refusal(expr.place);
        }
        let value = self.eval_kind(expr, env);
        self.world.leave();
        value
    }

    fn eval_kind(self: &Rc<Self>, expr: &Expr, env: &Env<'_>) -> Value {
        let place = expr.place;
        match &expr.kind {
            ExprKind::Literal(value) => value.clone(),
            ExprKind::Template(parts) => self.template(parts, place, env),
            ExprKind::Tuple(items) => {
                let items = items.iter().map(|item| self.eval(item, env)).collect::<Vec<_>>();
                self.world.made(place, Value::from(items).with_origin(Origin::written(place)))
            }
            ExprKind::Object(members) => self.object(members, place, env),
            ExprKind::Name(_) | ExprKind::Attribute(..) | ExprKind::Index(..) => self.traversal(expr, env),
            ExprKind::Splat(base, each) => self.splat(base, each, place, env),
            ExprKind::SplatItem => env.get(SPLAT).cloned().unwrap_or(Value::NULL),
            ExprKind::Call { name, args, expand } => self.call(name, args, *expand, place, env),
            ExprKind::For(each) => self.for_(each, place, env),
            ExprKind::Conditional(condition, yes, no) => self.conditional(condition, yes, no, place, env),
            ExprKind::Unary(operator, operand) => {
                let value = self.eval(operand, env);
                self.unary(*operator, &value, place)
            }
            ExprKind::Binary(operator, left, right) => self.binary(*operator, left, right, place, env),
            // The reader has said what is wrong.
            ExprKind::Error => {
                let why = "the expression can't be read";
                unknown(format!("error@{}:{}", place.file.0, place.span.start), "error", why, Some(place))
            }
        }
    }

    /// What can't fail, or fails in words: reported here.
    pub(super) fn settled(&self, outcome: Result<Outcome, String>, place: Place) -> Value {
        match outcome {
            Ok(outcome) => {
                if outcome.doubtful {
                    self.world.doubt();
                }
                outcome.value
            }
            Err(message) => self.world.fail(place, &message),
        }
    }

    /// Applies a pure operation, to each combination of what the operands may be where these are few.
    pub(super) fn apply(
        &self,
        args: &[Value],
        residual: impl Fn() -> String,
        place: Place,
        call: impl Fn(&[Value]) -> Result<Value, String>,
    ) -> Value {
        let outcome = match alternatives::over(args, &residual, &call) {
            Some(outcome) => outcome,
            None => call(args).map(|value| Outcome { value, doubtful: false }),
        };
        let value = self.settled(outcome, place);
        self.world.made(place, computed(value, args, place))
    }

    fn object(self: &Rc<Self>, members: &[(Expr, Expr)], place: Place, env: &Env<'_>) -> Value {
        let mut object = ObjectBuilder::of_kind(ObjectKind::Exact);
        let mut open: Option<Arc<Unknown>> = None;
        let mut secret = false;
        for (key_expr, value) in members {
            let at = Place { file: key_expr.place.file, span: key_expr.place.span.to(value.place.span) };
            let key = self.eval(key_expr, env);
            secret |= key.is_secret();
            match self.key_text(&key, key_expr.place) {
                Key::Text(key) => {
                    object.insert(Entry { key, value: self.eval(value, env), place: Some(at) });
                }
                Key::Unknown(unknown) => {
                    self.eval(value, env);
                    open = Some(unknown);
                }
                Key::Wrong(failed) => {
                    if let Data::Unknown(unknown) = failed.data {
                        open = Some(unknown);
                    }
                }
            }
        }
        let mut object = object.build();
        if let Some(rest) = open {
            object = object.opened(Some(Arc::new(Open { rest, deep: false })));
        }
        let value = Value::from(object).with_origin(Origin::written(place)).marked(secret);
        self.world.made(place, value)
    }

    /// A value as the key of an object.
    pub(super) fn key_text(&self, key: &Value, place: Place) -> Key {
        if key.is_null() {
            return Key::Wrong(self.world.fail(place, "null is no key of an object"));
        }
        match types::convert(key, &Type::String) {
            Ok(text) => match &text.data {
                Data::String(text) => Key::Text(Arc::clone(text)),
                Data::Unknown(unknown) => Key::Unknown(Arc::clone(unknown)),
                _ => Key::Wrong(self.world.fail(place, "the key of an object must be a string")),
            },
            Err(_) => {
                let message = format!("{} is no key of an object", access::kind(key));
                Key::Wrong(self.world.fail(place, &message))
            }
        }
    }

    /// `a.b[c]`, with references to what the module declares followed to what is asked of it.
    fn traversal(self: &Rc<Self>, expr: &Expr, env: &Env<'_>) -> Value {
        let mut hops: Vec<Hop<'_>> = Vec::new();
        let mut root = expr;
        loop {
            match &root.kind {
                ExprKind::Attribute(base, name, place) => {
                    hops.push(Hop::Attribute(name, *place));
                    root = base;
                }
                ExprKind::Index(base, key) => {
                    hops.push(Hop::Index(key));
                    root = base;
                }
                _ => break,
            }
        }
        hops.reverse();
        let (mut value, used) = match &root.kind {
            ExprKind::Name(name) => match env.get(name) {
                Some(value) => (value.clone(), 0),
                None => self.reference(name, &hops, root.place, env),
            },
            _ => (self.eval(root, env), 0),
        };
        for hop in hops.iter().skip(used) {
            value = self.hop(&value, *hop, env);
        }
        value
    }

    /// One step of a traversal.
    pub(super) fn hop(self: &Rc<Self>, base: &Value, hop: Hop<'_>, env: &Env<'_>) -> Value {
        let (outcome, place) = match hop {
            Hop::Attribute(name, place) => (access::attribute(base, name), place),
            Hop::Index(key) => {
                let value = self.eval(key, env);
                (access::index(base, &value), key.place)
            }
        };
        let value = self.settled(outcome, place);
        if value.origin.is_none() {
            return value.with_origin(Origin::step(place, Step::Computed, base.origin.as_ref()));
        }
        value
    }

    /// Of what is null, a splat gives nothing; what is no list is taken for a list of one.
    /// <https://developer.hashicorp.com/terraform/language/expressions/splat#single-values-as-lists>
    fn splat(self: &Rc<Self>, base: &Expr, each: &Expr, place: Place, env: &Env<'_>) -> Value {
        let base = self.eval(base, env);
        self.splat_of(&base, each, place, env)
    }

    fn splat_of(self: &Rc<Self>, base: &Value, each: &Expr, place: Place, env: &Env<'_>) -> Value {
        let item = |value: &Value| {
            let own = [(Arc::from(SPLAT), value.clone().marked(base.secret))];
            self.eval(each, &Env::within(&own, env))
        };
        let residual = || format!("{}[*]@{}", base.residual(), place.span.start);
        match &base.data {
            Data::Null => Value::from(Vec::new()),
            Data::Array(array) => {
                let kind = match array.kind() {
                    ArrayKind::Tuple => ArrayKind::Tuple,
                    ArrayKind::List | ArrayKind::Set => ArrayKind::List,
                };
                let items = self.each_of(array.items(), place, item);
                let value = Value::from(Data::Array(Array::of_kind(items, kind))).marked(base.secret);
                self.world.made(place, computed(value, std::slice::from_ref(base), place))
            }
            Data::Unknown(unknown) => match &unknown.form {
                Form::OneOf(values) if values.len() <= 8 => {
                    let results = values.iter().map(|one| self.splat_of(one, each, place, env)).collect();
                    Value::one_of(results, residual(), base.reasons()).marked(base.secret)
                }
                Form::Holding(items) => {
                    let items = self.each_of(items, place, item);
                    holding(residual(), items, &[base]).marked(base.secret)
                }
                Form::Pattern(_) => vec![item(base)].into(),
                Form::Any | Form::OneOf(_) => holding(residual(), Vec::new(), &[base]).marked(base.secret),
            },
            _ => vec![item(base)].into(),
        }
    }

    fn each_of(&self, items: &[Value], place: Place, mut work: impl FnMut(&Value) -> Value) -> Vec<Value> {
        let mut results = Vec::with_capacity(items.len().min(4096));
        for item in items {
            if self.world.stopped() {
                self.world.refusal(place);
                break;
            }
            results.push(work(item));
        }
        results
    }

    fn unary(&self, operator: UnaryOperator, value: &Value, place: Place) -> Value {
        let sign = match operator {
            UnaryOperator::Not => "!",
            UnaryOperator::Minus => "-",
        };
        let residual = || format!("{sign}({})", value.residual());
        self.apply(std::slice::from_ref(value), residual, place, |args| match args {
            [value] => operators::unary(operator, value),
            _ => Ok(Value::NULL),
        })
    }

    fn binary(
        self: &Rc<Self>,
        operator: BinaryOperator,
        left: &Expr,
        right: &Expr,
        place: Place,
        env: &Env<'_>,
    ) -> Value {
        let a = self.eval(left, env);
        if let BinaryOperator::And | BinaryOperator::Or = operator {
            return self.and_or(operator, &a, right, place, env);
        }
        let b = self.eval(right, env);
        let residual = || format!("({} {} {})", a.residual(), operators::sign(operator), b.residual());
        self.apply(&[a.clone(), b.clone()], residual, place, |args| match args {
            [a, b] => operators::binary(operator, a, b),
            _ => Ok(Value::NULL),
        })
    }

    /// `a && b`, `a || b`: where one side decides, the other is of no matter. Terraform before 1.12 reports mistakes in the
    /// right side even then; we take what every version from there on takes.
    fn and_or(
        self: &Rc<Self>,
        operator: BinaryOperator,
        a: &Value,
        right: &Expr,
        place: Place,
        env: &Env<'_>,
    ) -> Value {
        let decisive = operator == BinaryOperator::Or;
        let sign = operators::sign(operator);
        let a = self.boolean(a, sign, place);
        let decided = |value: &Value| value.as_bool() == Some(decisive);
        if decided(&a) {
            return a;
        }
        // After an unknown one, the right side may never be reached.
        let b = if a.as_bool().is_some() {
            let b = self.eval(right, env);
            self.boolean(&b, sign, right.place)
        } else {
            self.world
                .speculate(|| {
                    let b = self.eval(right, env);
                    self.boolean(&b, sign, right.place)
                })
                .value
        };
        let secret = a.is_secret() || b.is_secret();
        if decided(&b) || a.as_bool().is_some() {
            return computed(b.marked(secret), &[a], place);
        }
        if b.as_bool().is_some() {
            return computed(a.marked(secret), &[b], place);
        }
        let residual = format!("({} {sign} {})", a.residual(), b.residual());
        either(residual, &[&a, &b])
    }

    /// A value as a boolean.
    pub(super) fn boolean(&self, value: &Value, what: &str, place: Place) -> Value {
        if value.is_null() {
            return self.world.fail(place, &format!("`{what}` takes true or false, and this is null"));
        }
        let args = std::slice::from_ref(value);
        self.apply(
            args,
            || value.residual(),
            place,
            |args| match args {
                [value] if value.is_null() => Err(format!("`{what}` takes true or false, and this is null")),
                [value] => types::convert(value, &Type::Bool).map_err(|_| {
                    format!("`{what}` takes true or false, and this is {}", access::kind(value))
                }),
                _ => Ok(Value::NULL),
            },
        )
    }

    /// `a ? b : c`: only mistakes of the branch that is taken count; both are evaluated, since the result has a type that
    /// fits both.
    fn conditional(
        self: &Rc<Self>,
        condition: &Expr,
        yes: &Expr,
        no: &Expr,
        place: Place,
        env: &Env<'_>,
    ) -> Value {
        let asked = self.eval(condition, env);
        let asked = self.boolean(&asked, "?", condition.place);
        let secret = asked.is_secret();
        match asked.as_bool() {
            Some(answer) => {
                let (taken, other) = if answer { (yes, no) } else { (no, yes) };
                let value = self.eval(taken, env);
                let other = self.world.speculate(|| self.eval(other, env));
                let value = if other.failed { value } else { operators::fitting(&value, &other.value) };
                value.marked(secret)
            }
            None => {
                let yes = self.world.speculate(|| self.eval(yes, env));
                let no = self.world.speculate(|| self.eval(no, env));
                // A branch that can only fail is not the one that a working configuration takes.
                match (yes.failed && is_error(&yes.value), no.failed && is_error(&no.value)) {
                    (true, false) => return no.value.marked(secret),
                    (false, true) => return yes.value.marked(secret),
                    (true, true) => return self.world.fail(place, "both branches fail"),
                    (false, false) => {}
                }
                let (yes, no) =
                    (operators::fitting(&yes.value, &no.value), operators::fitting(&no.value, &yes.value));
                let residual = format!("({} ? {} : {})", asked.residual(), yes.residual(), no.residual());
                let reasons: Vec<Arc<Reason>> =
                    asked.reasons().into_iter().chain(yes.reasons()).chain(no.reasons()).collect();
                let value = Value::one_of(vec![yes, no], residual, reasons).marked(secret);
                if value.origin.is_none() {
                    let origin = Origin::step(place, Step::Computed, asked.origin.as_ref());
                    return value.with_origin(origin);
                }
                value
            }
        }
    }

    /// A string with holes. One hole alone is its value, whatever type that has.
    fn template(self: &Rc<Self>, parts: &[Part], place: Place, env: &Env<'_>) -> Value {
        if let [Part::Hole(only)] = parts {
            return self.eval(only, env);
        }
        let mut texts = Vec::with_capacity(parts.len());
        self.parts(parts, &mut texts, env);
        self.joined(&texts, place)
    }

    /// Strings joined to one.
    pub(super) fn joined(&self, texts: &[Value], place: Place) -> Value {
        let length: usize = texts.iter().filter_map(Value::as_str).map(str::len).sum();
        if length > ravelin_model::MAX_STRING {
            return self.world.fail(place, "the string is too long");
        }
        let value = Value::join(texts);
        self.world.made(place, computed(value, texts, place))
    }

    /// The parts of a template as strings.
    pub(super) fn parts(self: &Rc<Self>, parts: &[Part], out: &mut Vec<Value>, env: &Env<'_>) {
        for part in parts {
            match part {
                Part::Text(text) => out.push(Arc::clone(text).into()),
                Part::Hole(expr) => {
                    let value = self.eval(expr, env);
                    out.push(self.text(&value, expr.place));
                }
                Part::If(condition, yes, no) => self.template_if(condition, yes, no, out, env),
                Part::For { key, item, collection, body } => {
                    let over = self.eval(collection, env);
                    let secret = over.secret;
                    let turns = match self.turns_of(&over, "a template's `for`", collection.place) {
                        Ok(turns) => turns,
                        Err(unknown) => {
                            out.push(unknown);
                            continue;
                        }
                    };
                    for (index, value) in turns {
                        if self.world.stopped() {
                            return;
                        }
                        let mut own = vec![(Arc::clone(item), value.marked(secret))];
                        own.extend(key.iter().map(|key| (Arc::clone(key), index.clone())));
                        self.parts(body, out, &Env::within(&own, env));
                    }
                }
            }
        }
    }

    fn template_if(
        self: &Rc<Self>,
        condition: &Expr,
        yes: &[Part],
        no: &[Part],
        out: &mut Vec<Value>,
        env: &Env<'_>,
    ) {
        let asked = self.eval(condition, env);
        let asked = self.boolean(&asked, "if", condition.place);
        match asked.as_bool() {
            Some(answer) => self.parts(if answer { yes } else { no }, out, env),
            None => {
                let branch = |parts: &[Part]| {
                    let work = || {
                        let mut texts = Vec::new();
                        self.parts(parts, &mut texts, env);
                        self.joined(&texts, condition.place)
                    };
                    self.world.speculate(work).value
                };
                let (yes, no) = (branch(yes), branch(no));
                let residual = format!("({} ? {} : {})", asked.residual(), yes.residual(), no.residual());
                let reasons: Vec<Arc<Reason>> =
                    asked.reasons().into_iter().chain(yes.reasons()).chain(no.reasons()).collect();
                out.push(Value::one_of(vec![yes, no], residual, reasons));
            }
        }
    }

    /// A value as it stands in a string.
    fn text(&self, value: &Value, place: Place) -> Value {
        if value.as_str().is_some() {
            return value.clone();
        }
        let residual = || format!("tostring({})", value.residual());
        let outcome = alternatives::over(std::slice::from_ref(value), residual, |args| match args {
            [value] => in_string(value),
            _ => Ok(Value::NULL),
        });
        let outcome = match outcome {
            Some(outcome) => outcome,
            None => in_string(value).map(|value| Outcome { value, doubtful: false }),
        };
        let text = self.settled(outcome, place).marked(value.secret);
        match (&text.origin, &value.origin) {
            (None, Some(origin)) => text.with_origin(Arc::clone(origin)),
            _ => text,
        }
    }
}

fn in_string(value: &Value) -> Result<Value, String> {
    if value.is_null() {
        return Err("the value is null, which can't stand in a string".to_owned());
    }
    types::convert(value, &Type::String)
        .map_err(|_| format!("{} can't stand in a string", access::kind(value)))
}

/// What a value is as a key.
pub(super) enum Key {
    Text(Arc<str>),
    Unknown(Arc<Unknown>),
    /// None; the value stands for what depends on it.
    Wrong(Value),
}

/// A boolean that is not known.
pub(super) fn either(residual: String, from: &[&Value]) -> Value {
    let reasons: Vec<Arc<Reason>> = from.iter().flat_map(|value| value.reasons()).collect();
    let secret = from.iter().any(|value| value.is_secret());
    Value::one_of(vec![true.into(), false.into()], residual, reasons).marked(secret)
}

/// Is this what stands in the stead of a value that could not be computed?
pub(super) fn is_error(value: &Value) -> bool {
    value.as_unknown().is_some_and(|unknown| unknown.residual.starts_with("error@"))
}

/// The result of an operation, with its place and the way of the first operand that has one.
pub(super) fn computed(value: Value, arguments: &[Value], place: Place) -> Value {
    // What hands on one of its operands hands on its origin as well.
    if value.origin.is_some() {
        return value;
    }
    let mut traced = arguments.iter().filter_map(|argument| argument.origin.as_ref());
    let from = traced.find(|origin| !matches!(origin.step, Step::Written));
    let origin = Origin::step(place, Step::Computed, from);
    value.with_origin(origin)
}
