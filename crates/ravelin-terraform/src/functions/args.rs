//! The arguments of a call, and what functions have in common.

use super::{Answer, Context};
use ravelin_model::{Array, ArrayKind, Data, Form, MAX_ALTERNATIVES, MAX_STRING, Reason, Unknown, Value};
use std::sync::Arc;

/// The arguments, converted to what the function takes.
pub(super) struct Args<'a> {
    pub(super) values: &'a [Value],
    pub(super) context: &'a dyn Context,
}

impl<'a> Args<'a> {
    /// The argument; null where it was left out.
    pub(super) fn get(&self, at: usize) -> &'a Value {
        self.values.get(at).unwrap_or(&Value::NULL)
    }

    /// The string; `None` when it is not known.
    pub(super) fn text(&self, at: usize) -> Option<&'a str> {
        self.get(at).as_str()
    }

    /// The whole number; `None` when it is not known.
    pub(super) fn int(&self, at: usize) -> Result<Option<i64>, String> {
        int(self.get(at))
    }

    /// The items of a sequence; `None` when it is not known which there are.
    pub(super) fn items(&self, at: usize) -> Option<&'a [Value]> {
        self.get(at).as_array()
    }

    /// The arguments from this one on.
    pub(super) fn from(&self, at: usize) -> &'a [Value] {
        self.values.get(at..).unwrap_or_default()
    }
}

/// The whole number that a value is; `None` when it is not known.
pub(super) fn int(value: &Value) -> Result<Option<i64>, String> {
    match (&value.data, value.as_int()) {
        (_, Some(number)) => Ok(Some(number)),
        (Data::Unknown(_), None) => Ok(None),
        (Data::Int(_) | Data::Float(_) | Data::Decimal(_), None) => {
            Err("a whole number of a usual size is needed".to_owned())
        }
        _ => Err("a whole number is needed".to_owned()),
    }
}

/// The known result.
pub(super) fn found(value: impl Into<Value>) -> Answer {
    Ok(Some(value.into()))
}

/// A list of one type.
pub(super) fn list(items: Vec<Value>) -> Value {
    Array::of_kind(items, ArrayKind::List).into()
}

/// May a string of so many bytes be made?
pub(super) fn fits(length: usize) -> Result<(), String> {
    if length > MAX_STRING { Err("the string would be too long".to_owned()) } else { Ok(()) }
}

/// May a collection of so many items be made?
pub(super) fn few(items: usize) -> Result<(), String> {
    if items > 1_000_000 { Err("the result would have too many elements".to_owned()) } else { Ok(()) }
}

/// What can't be known here, whatever the arguments are.
pub(super) fn never(name: &str, why: &str, args: &[Value]) -> Answer {
    let reason = Reason::new(format!("{name}()"), format!("`{name}()` {why}"), None);
    let reasons = std::iter::once(reason).chain(args.iter().flat_map(Value::reasons));
    found(Value::from(Unknown::new(super::residual(name, args), reasons, Form::Any)))
}

/// The arguments of which each is one of a few values.
pub(super) struct Choices {
    names: Vec<Arc<str>>,
    values: Vec<Arc<[Value]>>,
}

impl Choices {
    /// The choices among the arguments; `None` when there are none, or too many combinations.
    pub(super) fn of(args: &[Value]) -> Option<Self> {
        let mut found = Self { names: Vec::new(), values: Vec::new() };
        let mut product = 1usize;
        for unknown in args.iter().filter_map(Value::as_unknown) {
            let Form::OneOf(values) = &unknown.form else { continue };
            // The same unknown twice has the same value twice: a product would invent combinations.
            if found.names.contains(&unknown.residual) {
                continue;
            }
            product = product.saturating_mul(values.len());
            if product > MAX_ALTERNATIVES {
                return None;
            }
            found.names.push(Arc::clone(&unknown.residual));
            found.values.push(Arc::clone(values));
        }
        (!found.names.is_empty()).then_some(found)
    }

    pub(super) fn combinations(&self) -> usize {
        self.values.iter().map(|values| values.len()).product()
    }

    /// The arguments with each choice replaced by one of its values, as the digits of `number` say.
    pub(super) fn combination(&self, args: &[Value], mut number: usize) -> Vec<Value> {
        let mut picked = Vec::with_capacity(self.values.len());
        for values in &self.values {
            let count = values.len().max(1);
            picked.push(values.get(number % count));
            number /= count;
        }
        let replace = |arg: &Value| {
            let unknown = arg.as_unknown()?;
            let at = self.names.iter().position(|name| *name == unknown.residual)?;
            Some((*picked.get(at)?)?.clone().marked(arg.secret))
        };
        args.iter().map(|arg| replace(arg).unwrap_or_else(|| arg.clone())).collect()
    }
}
