//! Items that are told apart, for `union`, `distinct` and `intersection`: known ones by a canonical text, the others one
//! by one, as far as this does not take too long.

use super::Failure;
use super::args::{array, held, unknown};
use super::search::any_same;
use ravelin_model::{Data, Form, Value};
use std::collections::HashSet;
use std::fmt::Write as _;

/// So many comparisons at most; what is not compared then is left open.
pub(super) const MAX_COMPARISONS: usize = 4_000_000;

/// The distinct items of several arrays, in order of their first occurrence, as `union` has them. Where what is unknown
/// decides whether items are the same, those that are certain to be in the result, in this order.
pub(super) fn merged(name: &'static str, arrays: &[Value], args: &[Value]) -> Result<Value, Failure> {
    let mut found = Distinct::default();
    for value in arrays {
        match array(name, value)? {
            Some(items) => items.into_iter().for_each(|item| found.add(item)),
            None => {
                found.opened = true;
                held(value).unwrap_or_default().into_iter().for_each(|item| found.add(item));
            }
        }
    }
    Ok(found.finish(name, args))
}

#[derive(Default)]
struct Distinct {
    certain: Vec<Value>,
    /// May be the same as another, and so stand elsewhere or nowhere.
    perhaps: Vec<Value>,
    /// After an array that is not known: certain to be there, but their order is not.
    later: Vec<Value>,
    opened: bool,
    /// Is one among the certain ones not known?
    vague: bool,
    seen: HashSet<String>,
    comparisons: usize,
}

impl Distinct {
    fn add(&mut self, item: Value) {
        if !(self.opened || self.vague)
            && let Some(key) = canonical(&item)
        {
            if self.seen.insert(key) {
                self.certain.push(item);
            }
            return;
        }
        self.comparisons += self.certain.len() + self.perhaps.len() + self.later.len();
        if self.comparisons > MAX_COMPARISONS {
            self.opened = true;
            return;
        }
        self.vague = true;
        match (any_same(&self.certain, &item), any_same(&self.perhaps, &item), any_same(&self.later, &item)) {
            (Some(true), ..) => {}
            (Some(false), Some(false), Some(false)) if self.opened => self.later.push(item),
            (Some(false), Some(false), _) if !self.opened => self.certain.push(item),
            _ if !self.opened => self.perhaps.push(item),
            _ => {}
        }
    }

    fn finish(mut self, name: &str, args: &[Value]) -> Value {
        if !self.opened && self.perhaps.is_empty() {
            return self.certain.into();
        }
        // One alone after the others has a place; of several the order is not known.
        if let [_] = self.later.as_slice() {
            self.certain.append(&mut self.later);
        }
        unknown(name, args, Form::Holding(self.certain.into()))
    }
}

/// A text that is the same for the same known values, objects without regard to the order and case of their keys; `None`
/// for values of which not all is known.
pub(super) fn canonical(value: &Value) -> Option<String> {
    let mut out = String::new();
    write(value, &mut out)?;
    Some(out)
}

fn write(value: &Value, out: &mut String) -> Option<()> {
    match &value.data {
        Data::Null => out.push('n'),
        Data::Bool(value) => out.push(if *value { 't' } else { 'f' }),
        Data::Int(number) => write!(out, "{number};").ok()?,
        Data::Float(number) => write!(out, "#{number};").ok()?,
        Data::Decimal(digits) => write!(out, "#{digits};").ok()?,
        Data::String(text) => write!(out, "{}:{text}", text.len()).ok()?,
        Data::Array(array) => {
            out.push('[');
            array.items().iter().try_for_each(|item| write(item, out))?;
            out.push(']');
        }
        Data::Object(object) if object.open().is_none() => {
            let mut keys: Vec<_> =
                object.entries().iter().map(|entry| (entry.key.to_ascii_lowercase(), entry)).collect();
            keys.sort_unstable_by(|a, b| a.0.cmp(&b.0));
            out.push('{');
            for (key, entry) in keys {
                write!(out, "{}:{key}", key.len()).ok()?;
                write(&entry.value, out)?;
            }
            out.push('}');
        }
        Data::Object(_) | Data::Unknown(_) => return None,
    }
    Some(())
}
