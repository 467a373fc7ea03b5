//! An instance's attributes as a table reads them: by path, under their present names, with the provider's defaults and
//! in the types that its schema gives them.

use super::path::{Path, Step};
use super::table::{Condition, Resource};
use crate::Instance;
use ravelin_finding::Place;
use ravelin_model::{Data, Form, Lookup, Unknown, Value};
use std::sync::Arc;

/// Which item or entry was taken, at one `[]` or `{}` of a path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    /// What it is an item of: items of different sources follow one another where they go to one array.
    pub(super) source: Arc<str>,
    pub(super) at: usize,
    /// The entry's key.
    pub(super) name: Option<Arc<str>>,
}

impl Key {
    /// An item of its own.
    pub(super) fn fixed(at: usize) -> Self {
        Self { source: "".into(), at, name: None }
    }
}

/// A value that a path leads to.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) value: Value,
    pub(super) place: Option<Place>,
    pub(super) keys: Vec<Key>,
    /// `value` is not an item, but why there may be others at the `[]` or `{}` after `keys`.
    pub(super) rest: bool,
}

/// The attributes of an instance, as a major version of the provider reads them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Attributes<'i> {
    pub(super) instance: &'i Instance,
    pub(super) row: &'static Resource,
    pub(super) major: u32,
    /// The id of the resource that the instance becomes, where it is known already.
    pub(super) id: Option<&'i Value>,
}

impl Attributes<'_> {
    /// Everything that a path leads to; the first `bound` steps through items are taken as given.
    pub(super) fn all(&self, path: &Path, bound: &[Key]) -> Vec<Found> {
        let mut out = Vec::new();
        let root =
            Found { value: self.instance.attributes.clone(), place: None, keys: Vec::new(), rest: false };
        self.walk(root, path, 0, "", bound, &mut out);
        out
    }

    /// What a path leads to for these items.
    pub(super) fn one(&self, path: &Path, keys: &[Key]) -> Option<Found> {
        self.all(path, keys).into_iter().next()
    }

    /// Is an attribute given, under this very name, in any block?
    pub(super) fn given(&self, path: &Path) -> bool {
        given(&self.instance.attributes, &path.steps)
    }

    /// Does a condition hold? `None` where what is unknown decides it.
    pub(super) fn holds(&self, condition: &Condition, keys: &[Key]) -> Result<bool, Value> {
        let found = self.all(&condition.path, keys);
        let mut open = None;
        let mut holds = false;
        for one in found {
            match self.decides(condition, &one.value) {
                Some(true) => holds = true,
                Some(false) => {}
                None => open = Some(one.value),
            }
        }
        match (holds, open) {
            (false, Some(unknown)) => Err(unknown),
            (holds, _) => Ok(holds != condition.negated),
        }
    }

    fn decides(&self, condition: &Condition, value: &Value) -> Option<bool> {
        if let Some(Form::OneOf(values)) = value.as_unknown().map(|unknown| &unknown.form) {
            let mut answers = values.iter().map(|one| self.decides(condition, one));
            let first = answers.next()??;
            return answers.all(|other| other == Some(first)).then_some(first);
        }
        if condition.values.is_empty() {
            return match &value.data {
                Data::Unknown(unknown) => match &unknown.form {
                    Form::Pattern(_) | Form::Holding(_) => Some(true),
                    _ => None,
                },
                _ => Some(!is_zero(value)),
            };
        }
        let mut undecided = false;
        for wanted in &condition.values {
            match &value.data {
                Data::Bool(yes) if wanted == if *yes { "true" } else { "false" } => return Some(true),
                Data::Int(number) if *wanted == number.to_string() => return Some(true),
                Data::Bool(_) | Data::Int(_) => {}
                _ => match value.same_ignoring_case(wanted) {
                    Some(true) => return Some(true),
                    Some(false) => {}
                    None => undecided = true,
                },
            }
        }
        (!undecided).then_some(false)
    }

    fn walk(&self, from: Found, path: &Path, at: usize, prefix: &str, bound: &[Key], out: &mut Vec<Found>) {
        let Some(step) = path.steps.get(at) else {
            let value = self.typed(from.value, &path.text);
            if !value.is_null() {
                out.push(Found { value, ..from });
            }
            return;
        };
        match step {
            Step::Member(name) => self.member(from, name, path, at, prefix, bound, out),
            Step::Item(number) => {
                if let Some(item) = from.value.as_array().and_then(|items| items.get(*number)) {
                    let place = place_of(item).or(from.place);
                    let next = Found { value: item.clone().marked(from.value.secret), place, ..from };
                    self.walk(next, path, at + 1, prefix, bound, out);
                }
            }
            Step::Items | Step::Entries => {
                for next in steps_through(&from, prefix) {
                    let taken = from.keys.len();
                    let other = |key: &Key| !next.rest && next.keys.get(taken) != Some(key);
                    if bound.get(taken).is_some_and(other) {
                        continue;
                    }
                    if next.rest {
                        out.push(next);
                    } else {
                        self.walk(next, path, at + 1, &format!("{prefix}[]"), bound, out);
                    }
                }
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one step of a walk, with the walk's state")]
    fn member(
        &self,
        from: Found,
        name: &Arc<str>,
        path: &Path,
        at: usize,
        prefix: &str,
        bound: &[Key],
        out: &mut Vec<Found>,
    ) {
        let block = only_item(&from.value);
        if block.is_null() {
            return;
        }
        let here = if prefix.is_empty() { name.to_string() } else { format!("{prefix}.{name}") };
        let none = Vec::new();
        let aliases = self.row.aliases.get(&here).unwrap_or(&none);
        let mut got = Lookup::Absent;
        let mut place = None;
        for name in std::iter::once(&**name).chain(aliases.iter().map(String::as_str)) {
            let found = block.get(name);
            if matches!(&found, Lookup::Found(value) if !value.is_null())
                || matches!(found, Lookup::Unknown(_))
            {
                place = block.as_object().and_then(|object| object.entry(name)).and_then(|entry| entry.place);
                got = found;
                break;
            }
        }
        let place = place.or_else(|| place_of(&block)).or(from.place);
        let last = at + 1 == path.steps.len();
        let value = match got {
            Lookup::Found(value) => value,
            Lookup::Unknown(unknown) => unknown.into(),
            Lookup::Absent => match self.default(&here) {
                Some(value) => value,
                None => return,
            },
        };
        // A block that may be left out has, left out, no members at all.
        let value = if last { self.or_default(value, &here) } else { value };
        self.walk(Found { value, place, ..from }, path, at + 1, &here, bound, out);
    }

    /// The default of an attribute.
    pub(super) fn default(&self, path: &str) -> Option<Value> {
        let versions = self.row.defaults.get(path)?;
        let (_, value) =
            versions.iter().filter(|(from, _)| *from <= self.major).max_by_key(|(from, _)| *from)?;
        Some(value.clone())
    }

    /// A value that may be null is, where it is null, the default.
    fn or_default(&self, value: Value, path: &str) -> Value {
        let Some(unknown) = value.as_unknown() else { return value };
        let (Form::OneOf(values), Some(default)) = (&unknown.form, self.default(path)) else { return value };
        if !values.iter().any(Value::is_null) {
            return value;
        }
        let filled = values.iter().map(|one| if one.is_null() { default.clone() } else { one.clone() });
        Value::one_of(filled.collect(), &unknown.residual, unknown.reasons.iter().cloned())
            .marked(value.secret)
    }

    fn typed(&self, value: Value, path: &str) -> Value {
        let path = path.trim_end_matches("[]").trim_end_matches("{}");
        let secret = self.row.secrets.contains(path);
        let value = if self.row.numbers.contains(path) {
            converted(&value, &number)
        } else if self.row.booleans.contains(path) {
            converted(&value, &boolean)
        } else {
            value
        };
        value.marked(secret)
    }
}

fn given(value: &Value, steps: &[Step]) -> bool {
    match (&value.data, steps.split_first()) {
        (Data::Array(array), _) => array.items().iter().any(|item| given(item, steps)),
        (_, Some((Step::Member(name), rest))) => match value.get(name) {
            Lookup::Found(next) => given(&next, rest),
            Lookup::Unknown(_) => value.as_object().is_none(),
            Lookup::Absent => false,
        },
        (_, Some((_, rest))) => given(value, rest),
        (_, None) => !is_zero(value),
    }
}

fn number(value: &Value) -> Option<Value> {
    let text = value.as_str()?;
    text.parse::<i64>().map(Value::from).or_else(|_| text.parse::<f64>().map(Value::from)).ok()
}

fn boolean(value: &Value) -> Option<Value> {
    match value.as_str()? {
        "true" => Some(true.into()),
        "false" => Some(false.into()),
        _ => None,
    }
}

/// A value, or its items, converted where they can be.
fn converted(value: &Value, conversion: &impl Fn(&Value) -> Option<Value>) -> Value {
    if let Data::Array(array) = &value.data {
        let items = array.items().iter().map(|item| converted(item, conversion)).collect::<Vec<_>>();
        return Value { origin: value.origin.clone(), ..Value::from(items) }.marked(value.secret);
    }
    match conversion(value) {
        Some(data) => Value { data: data.data, origin: value.origin.clone(), secret: value.secret },
        None => value.clone(),
    }
}

/// Is it what Go takes for nothing?
pub(super) fn is_zero(value: &Value) -> bool {
    match &value.data {
        Data::Null => true,
        Data::Bool(yes) => !yes,
        Data::Int(number) => *number == 0,
        Data::Float(number) => *number == 0.0,
        Data::String(text) => text.is_empty(),
        Data::Array(array) => array.items().is_empty(),
        Data::Object(object) => object.entries().is_empty() && object.open().is_none(),
        Data::Decimal(_) | Data::Unknown(_) => false,
    }
}

/// The block, where a value is a list of one; null where there is none.
fn only_item(value: &Value) -> Value {
    match &value.data {
        Data::Array(array) => array.items().first().cloned().unwrap_or(Value::NULL).marked(value.secret),
        Data::Unknown(unknown) => match &unknown.form {
            Form::Holding(items) => items.first().cloned().unwrap_or_else(|| value.clone()),
            Form::OneOf(values) => {
                let blocks = values.iter().map(only_item).collect();
                Value::one_of(blocks, &unknown.residual, unknown.reasons.iter().cloned()).marked(value.secret)
            }
            Form::Any | Form::Pattern(_) => value.clone(),
        },
        _ => value.clone(),
    }
}

fn place_of(value: &Value) -> Option<Place> {
    value.origin.as_ref().map(|origin| origin.place)
}

/// The items of a list or the entries of a map, and at last why there may be others.
fn steps_through(from: &Found, prefix: &str) -> Vec<Found> {
    let source: Arc<str> = prefix.into();
    let next = |at: usize, name: Option<&Arc<str>>, value: &Value, place: Option<Place>| {
        let key = Key { source: Arc::clone(&source), at, name: name.cloned() };
        let keys = from.keys.iter().cloned().chain([key]).collect();
        let value = value.clone().marked(from.value.secret);
        Found { value, place: place.or(from.place), keys, rest: false }
    };
    let items = |items: &[Value]| -> Vec<Found> {
        let numbered = items.iter().enumerate();
        numbered.map(|(at, item)| next(at, None, item, place_of(item))).collect()
    };
    let rest = |unknown: &Arc<Unknown>| Found {
        value: Value::from(Arc::clone(unknown)).marked(from.value.secret),
        rest: true,
        ..from.clone()
    };
    match &from.value.data {
        Data::Array(array) => items(array.items()),
        Data::Object(object) => {
            let entries = object.entries().iter().enumerate();
            let mut all: Vec<Found> =
                entries.map(|(at, entry)| next(at, Some(&entry.key), &entry.value, entry.place)).collect();
            all.extend(object.open().map(|open| rest(&open.rest)));
            all
        }
        Data::Unknown(unknown) => {
            let mut all = match &unknown.form {
                Form::Holding(held) => items(held),
                Form::Any | Form::Pattern(_) | Form::OneOf(_) => Vec::new(),
            };
            all.push(rest(unknown));
            all
        }
        _ => Vec::new(),
    }
}
