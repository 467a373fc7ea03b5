//! Variables: what is given, or the default, as the declared type.

use super::expr::is_error;
use super::scope::Env;
use super::unit::{Unit, named};
use crate::ir::Variable;
use crate::syntax;
use crate::types::{self, Field, Type};
use ravelin_finding::Place;
use ravelin_model::{Form, ObjectBuilder, ObjectKind, Origin, Reason, Step, Unknown, Value};
use std::rc::Rc;
use std::sync::Arc;

/// How deep the shape of an unknown value is spelled out.
const MAX_SHAPE: u32 = 12;

/// A value given to a variable, with the place that is to blame where it does not fit.
struct Given {
    value: Value,
    place: Place,
}

impl<'w> Unit<'w> {
    /// The value of a variable.
    pub(super) fn variable(self: &Rc<Self>, number: usize) -> Value {
        let (Some(variable), Some(memo)) = (self.module.variables.get(number), self.variables.get(number))
        else {
            return Value::NULL;
        };
        let work = || {
            let value = self.world.node(self.certain(), || self.variable_value(variable));
            value.marked(variable.sensitive)
        };
        let circle =
            || self.world.fail(variable.header, &format!("`var.{}` depends on itself", variable.name));
        memo.get_or(work).unwrap_or_else(circle)
    }

    fn variable_value(self: &Rc<Self>, variable: &Variable) -> Value {
        let ty = self.declared_type(variable);
        let given = self.given(variable, ty.as_ref());
        match given {
            Some(given) => self.given_or_default(variable, given, ty.as_ref()),
            None => match self.default_value(variable, ty.as_ref()) {
                Some(value) => value,
                None => self.missing(variable, ty.as_ref()),
            },
        }
    }

    /// A variable that can't be null takes its default where null is given.
    fn given_or_default(self: &Rc<Self>, variable: &Variable, given: Given, ty: Option<&Type>) -> Value {
        if !variable.nullable {
            if given.value.is_null() {
                return self.default_value(variable, ty).unwrap_or_else(|| {
                    self.world.fail(given.place, &format!("`{}` can't be null", variable.name))
                });
            }
            if let Some(unknown) = given.value.as_unknown()
                && let Form::OneOf(values) = &unknown.form
                && values.iter().any(Value::is_null)
                && let Some(default) = self.default_value(variable, ty)
            {
                let mut values: Vec<Value> =
                    values.iter().filter(|value| !value.is_null()).cloned().collect();
                values.push(default);
                let value = Value::one_of(values, &unknown.residual, unknown.reasons.iter().cloned());
                return self.fitted(variable, value, ty, given.place);
            }
        }
        self.fitted(variable, given.value, ty, given.place)
    }

    fn default_value(self: &Rc<Self>, variable: &Variable, ty: Option<&Type>) -> Option<Value> {
        let default = variable.default.as_ref()?;
        let value = self.eval(default, &Env { closed: true, ..Env::default() });
        let value = named(value, variable.place, Step::Default(Arc::clone(&variable.name)));
        Some(self.fitted(variable, value, ty, default.place))
    }

    /// The declared type; what is wrong with it is reported.
    pub(super) fn declared_type(&self, variable: &Variable) -> Option<Type> {
        let expr = variable.ty.as_ref()?;
        match types::constraint(expr) {
            Ok(ty) => Some(ty),
            Err(problem) => {
                self.world.problem(problem.kind, problem.place, &problem.message, problem.help);
                None
            }
        }
    }

    /// The value as the declared type.
    fn fitted(&self, variable: &Variable, value: Value, ty: Option<&Type>, place: Place) -> Value {
        let Some(ty) = ty else { return value };
        if is_error(&value) {
            return value;
        }
        match types::convert(&value, ty) {
            Ok(fitted) => {
                let fitted = fitted.marked(value.secret);
                match (fitted.origin.is_some(), value.origin) {
                    (false, Some(origin)) => fitted.with_origin(origin),
                    _ => fitted,
                }
            }
            Err(why) => {
                let message = format!("the value of `{}` does not fit its type: {why}", variable.name);
                self.world.fail(place, &message)
            }
        }
    }

    fn given(self: &Rc<Self>, variable: &Variable, ty: Option<&Type>) -> Option<Given> {
        if let Some((parent, caller)) = self.parent() {
            let call = Self::call_of(&parent, caller)?;
            let argument = call.arguments.iter().find(|argument| argument.name == variable.name)?;
            let value = parent.eval(&argument.value, &Env::of(&caller.own));
            let value = named(value, argument.place, Step::Given(Arc::clone(&variable.name)));
            return Some(Given { value, place: argument.value.place });
        }
        let mut given = self.world.entry.variables.iter().rev();
        let given = given.find(|given| given.name == variable.name)?;
        let (place, step) = match given.place {
            Some(place) => (place, Step::Given(Arc::clone(&variable.name))),
            None => (variable.header, Step::Set(Arc::clone(&variable.name))),
        };
        let value = match given.place {
            Some(_) => given.value.clone(),
            None => self.set(&given.value, ty, place),
        };
        Some(Given { value: named(value, place, step), place })
    }

    /// A text from the command line: an expression where the variable is declared with a compound type.
    /// <https://developer.hashicorp.com/terraform/language/values/variables#complex-typed-values>
    fn set(self: &Rc<Self>, value: &Value, ty: Option<&Type>, place: Place) -> Value {
        let literal = matches!(ty, None | Some(Type::String | Type::Number | Type::Bool));
        let Some(text) = value.as_str().filter(|_| !literal) else { return value.clone() };
        match syntax::expression(place.file, text, 0) {
            Ok(expr) => {
                let read = self.eval(&expr, &Env { closed: true, ..Env::default() });
                Value { origin: None, ..read }
            }
            Err(_) if matches!(ty, Some(Type::Any)) => value.clone(),
            Err(problem) => self.world.fail(place, &problem.message),
        }
    }

    /// A variable without any value: an unknown of the declared shape.
    fn missing(&self, variable: &Variable, ty: Option<&Type>) -> Value {
        let name = &variable.name;
        let residual = self.address_of(&format!("var.{name}"));
        let reason =
            Reason::new(Arc::clone(name), format!("variable `{name}` has no value"), Some(variable.header));
        let value = shaped(ty.unwrap_or(&Type::Any), &residual, &reason, MAX_SHAPE);
        value.with_origin(Origin::written(variable.header))
    }

    /// What `var.x` is before anything is given, for a variable that a call must give and does not.
    pub(super) fn is_required(variable: &Variable) -> bool {
        variable.default.is_none()
    }
}

/// An unknown of this type.
pub(super) fn shaped(ty: &Type, residual: &str, reason: &Arc<Reason>, depth: u32) -> Value {
    let of = |form: Form| Value::from(Unknown::new(residual, [Arc::clone(reason)], form));
    match ty {
        _ if depth == 0 => of(Form::Any),
        Type::Bool => Value::one_of(vec![true.into(), false.into()], residual, [Arc::clone(reason)]),
        Type::Any | Type::String | Type::Number | Type::Map(_) => of(Form::Any),
        Type::List(_) | Type::Set(_) => of(Form::Holding(Arc::new([]))),
        Type::Tuple(types) => {
            let items = types.iter().enumerate();
            items
                .map(|(at, ty)| shaped(ty, &format!("{residual}[{at}]"), reason, depth - 1))
                .collect::<Vec<_>>()
                .into()
        }
        Type::Object(fields) => {
            let mut object = ObjectBuilder::of_kind(ObjectKind::Exact);
            for field in fields.iter() {
                object.put(
                    Arc::clone(&field.name),
                    member(field, &format!("{residual}.{}", field.name), reason, depth - 1),
                );
            }
            object.build().into()
        }
    }
}

/// A member of an unknown object; an optional one may be null.
fn member(field: &Field, residual: &str, reason: &Arc<Reason>, depth: u32) -> Value {
    match (&field.ty, field.optional && field.default.is_none()) {
        (Type::Bool, true) => {
            let values = vec![true.into(), false.into(), Value::NULL];
            Value::one_of(values, residual, [Arc::clone(reason)])
        }
        (_, true) => Unknown::any(residual, Arc::clone(reason)).into(),
        (ty, false) => shaped(ty, residual, reason, depth),
    }
}
