//! `count` and `for_each`: how often a resource or module is there, and under which keys.

use super::access;
use super::iterate;
use super::scope::{self, Env};
use super::unit::Unit;
use super::world::{derived, holding, unknown};
use crate::ir::{Expr, ExprKind};
use crate::types::{self, Type};
use ravelin_finding::Place;
use ravelin_model::{ArrayKind, Data, Form, Value};
use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::rc::Rc;
use std::sync::Arc;

/// The most turns.
const MAX_TURNS: usize = 1_000_000;

/// How a block is repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    Once,
    Count,
    Each,
}

/// The key of one turn.
#[derive(Clone, Debug)]
pub(super) enum Key {
    None,
    Number(i64),
    Text(Arc<str>),
    /// A key that is not known: of one that stands for all, or for one of them.
    Unknown(Value),
}

impl fmt::Display for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => Ok(()),
            Self::Number(number) => write!(out, "[{number}]"),
            Self::Text(text) => write!(out, "[{text:?}]"),
            Self::Unknown(value) => write!(out, "[{}]", value.residual()),
        }
    }
}

/// One turn.
#[derive(Clone, Debug)]
pub(super) struct Turn {
    pub(super) key: Key,
    /// `each` or `count`.
    pub(super) own: Vec<(Arc<str>, Value)>,
    /// What decides whether the turn takes place, when that is unknown.
    pub(super) condition: Option<Value>,
}

/// All turns.
#[derive(Clone, Debug)]
pub(super) struct Turns {
    pub(super) mode: Mode,
    pub(super) list: Vec<Turn>,
    /// What `for_each` or `count` says, where that is unknown in any part.
    pub(super) unknown: Option<Value>,
}

impl Turn {
    fn numbered(index: i64, condition: Option<Value>) -> Self {
        Self { key: Key::Number(index), own: vec![scope::count(index.into())], condition }
    }

    pub(super) fn keyed(key: &Arc<str>, value: Value, condition: Option<Value>) -> Self {
        let own = vec![scope::each("each", Arc::clone(key).into(), value)];
        Self { key: Key::Text(Arc::clone(key)), own, condition }
    }

    /// The turn for a key that is not known.
    pub(super) fn somewhere(mode: Mode, key: Value, over: &Value, condition: Option<Value>) -> Self {
        let own = match mode {
            Mode::Count => scope::count(key.clone()),
            Mode::Once | Mode::Each => {
                let value = match access::index(over, &key) {
                    // Of a set, the value is the key.
                    _ if is_set(over) => key.clone(),
                    Ok(outcome) => outcome.value,
                    Err(_) => derived(format!("{}[{}]", over.residual(), key.residual()), &[over]),
                };
                scope::each("each", key.clone(), value)
            }
        };
        Self { key: Key::Unknown(key), own: vec![own], condition }
    }
}

fn is_set(over: &Value) -> bool {
    matches!(&over.data, Data::Array(array) if array.kind() == ArrayKind::Set)
        || matches!(over.as_unknown().map(|unknown| &unknown.form), Some(Form::Holding(_)))
}

impl<'w> Unit<'w> {
    /// The turns of a block. Of one whose turns are unknown, one stands for all.
    pub(super) fn turns(
        self: &Rc<Self>,
        count: Option<&Expr>,
        for_each: Option<&Expr>,
        header: Place,
        env: &Env<'_>,
    ) -> Turns {
        match (count, for_each) {
            (None, None) => {
                let once = Turn { key: Key::None, own: Vec::new(), condition: None };
                Turns { mode: Mode::Once, list: vec![once], unknown: None }
            }
            (Some(count), None) => {
                let value = self.eval(count, env);
                self.counted(&value, count.place)
            }
            (None, Some(for_each)) => {
                let mut value = self.eval(for_each, env);
                // Of an unknown set it is known all the same that its values are its keys.
                let set = matches!(&for_each.kind, ExprKind::Call { name, .. } if &**name == "toset");
                if set && value.as_unknown().is_some_and(|unknown| matches!(unknown.form, Form::Any)) {
                    value = holding(value.residual(), Vec::new(), &[&value]);
                }
                self.each_of_map(&value, for_each.place)
            }
            (Some(_), Some(_)) => {
                let failed = self.world.fail(header, "`count` and `for_each` exclude each other");
                self.symbolic(Mode::Each, &failed)
            }
        }
    }

    /// One turn that stands for all.
    fn symbolic(&self, mode: Mode, over: &Value) -> Turns {
        let residual = over.residual();
        let (name, condition) = match mode {
            Mode::Count => ("count.index", derived(format!("{residual} > 0"), &[over])),
            Mode::Once | Mode::Each => ("each.key", derived(format!("length({residual}) > 0"), &[over])),
        };
        let key = derived(format!("{name}({residual})"), &[over]);
        let turn = Turn::somewhere(mode, key, over, Some(condition));
        Turns { mode, list: vec![turn], unknown: Some(over.clone()) }
    }

    fn refused(&self, mode: Mode, place: Place, message: &str) -> Turns {
        let failed = self.world.fail(place, message);
        self.symbolic(mode, &failed)
    }

    fn counted(&self, value: &Value, place: Place) -> Turns {
        let mode = Mode::Count;
        if value.is_null() {
            return self.refused(mode, place, "`count` is null");
        }
        if value.is_secret() {
            return self.refused(
                mode,
                place,
                "`count` is sensitive, and the number of instances would tell it",
            );
        }
        if let Some(Form::OneOf(counts)) = value.as_unknown().map(|unknown| &unknown.form) {
            let counts: Option<Vec<i64>> = counts.iter().map(whole).collect();
            if let Some(counts) = counts
                && counts.iter().all(|count| (0..=64).contains(count))
            {
                let (least, most) =
                    (counts.iter().min().copied().unwrap_or(0), counts.iter().max().copied().unwrap_or(0));
                let list = (0..most).map(|index| {
                    let condition = (index >= least)
                        .then(|| derived(format!("{} > {index}", value.residual()), &[value]));
                    Turn::numbered(index, condition)
                });
                return Turns { mode, list: list.collect(), unknown: Some(value.clone()) };
            }
        }
        if value.as_unknown().is_some() {
            return self.symbolic(mode, value);
        }
        match whole(value).map(usize::try_from) {
            Some(Ok(count)) if count <= MAX_TURNS => {
                let list = (0i64..).take(count).map(|index| Turn::numbered(index, None)).collect();
                Turns { mode, list, unknown: None }
            }
            Some(Ok(_)) => self.refused(mode, place, "`count` is too large"),
            Some(Err(_)) => self.refused(mode, place, "`count` is negative"),
            None => self.refused(
                mode,
                place,
                &format!("`count` takes a whole number, and this is {}", access::kind(value)),
            ),
        }
    }

    fn each_of_map(&self, value: &Value, place: Place) -> Turns {
        let mode = Mode::Each;
        if value.secret {
            return self.refused(
                mode,
                place,
                "`for_each` is sensitive, and the keys of instances would tell it",
            );
        }
        match &value.data {
            Data::Object(object) => {
                let keyed = iterate::members(object);
                let mut list: Vec<Turn> = keyed
                    .into_iter()
                    .filter_map(|(key, item)| match key.data {
                        Data::String(key) => Some(Turn::keyed(&key, item, None)),
                        _ => None,
                    })
                    .collect();
                let Some(open) = object.open() else { return Turns { mode, list, unknown: None } };
                let rest = Value::from(Arc::clone(&open.rest));
                list.extend(self.symbolic(mode, &rest).list);
                Turns { mode, list, unknown: Some(value.clone()) }
            }
            Data::Array(array) if array.kind() == ArrayKind::Set => {
                self.each_of_set(array.items(), value, place)
            }
            Data::Null => self.refused(mode, place, "`for_each` is null"),
            Data::Unknown(unknown) => match &unknown.form {
                Form::OneOf(values) => match alternative_turns(values, value) {
                    Some(list) => Turns { mode, list, unknown: Some(value.clone()) },
                    None => self.symbolic(mode, value),
                },
                Form::Pattern(_) => self.refused(
                    mode,
                    place,
                    "`for_each` takes a map or a set of strings, and this is a string",
                ),
                Form::Holding(items) => {
                    let known = items.iter().filter_map(|item| match &item.data {
                        Data::String(text) => Some(Turn::keyed(text, item.clone(), None)),
                        _ => None,
                    });
                    let mut list: Vec<Turn> = known.collect();
                    list.extend(self.symbolic(mode, value).list);
                    Turns { mode, list, unknown: Some(value.clone()) }
                }
                Form::Any => self.symbolic(mode, value),
            },
            Data::Array(_) => {
                let message = "`for_each` takes a map or a set of strings, and this is a list";
                let help = "`toset(…)` makes a set of a list of strings";
                let failed = self.world.fail_with(place, message, Some(help.to_owned()));
                self.symbolic(mode, &failed)
            }
            _ => {
                let message = format!(
                    "`for_each` takes a map or a set of strings, and this is {}",
                    access::kind(value)
                );
                self.refused(mode, place, &message)
            }
        }
    }

    fn each_of_set(&self, items: &[Value], value: &Value, place: Place) -> Turns {
        let mode = Mode::Each;
        let mut list = Vec::with_capacity(items.len());
        let mut open = None;
        for item in items {
            match &item.data {
                Data::String(text) if item.secret => {
                    let _ = text;
                    return self.refused(
                        mode,
                        place,
                        "`for_each` is sensitive, and the keys of instances would tell it",
                    );
                }
                Data::String(text) => list.push(Turn::keyed(text, item.clone(), None)),
                Data::Unknown(_) => {
                    // The item is there, under a key that is not known.
                    let own = vec![scope::each("each", item.clone(), item.clone())];
                    list.push(Turn { key: Key::Unknown(item.clone()), own, condition: None });
                    open = Some(value.clone());
                }
                _ => {
                    let message =
                        format!("`for_each` takes a set of strings, and here is {}", access::kind(item));
                    return self.refused(mode, place, &message);
                }
            }
        }
        Turns { mode, list, unknown: open }
    }
}

/// A whole number.
fn whole(value: &Value) -> Option<i64> {
    types::convert(value, &Type::Number).ok()?.as_int()
}

/// The turns for one of several maps or sets: those of all of them, certain where they all agree.
fn alternative_turns(values: &[Value], over: &Value) -> Option<Vec<Turn>> {
    let mut maps: Vec<HashMap<Arc<str>, Value>> = Vec::new();
    let mut keys: BTreeSet<Arc<str>> = BTreeSet::new();
    for value in values {
        let suitable = match &value.data {
            Data::Object(object) => object.open().is_none(),
            // What a conditional gives beside a set is a set too, when it is empty.
            Data::Array(array) => array.kind() == ArrayKind::Set || array.items().is_empty(),
            _ => false,
        };
        if !suitable || value.is_secret() {
            return None;
        }
        let pairs = iterate::pairs(value)?.into_iter().map(|(key, item)| match key.data {
            Data::String(key) => Some((key, item)),
            _ => None,
        });
        let pairs = pairs.collect::<Option<Vec<_>>>()?;
        keys.extend(pairs.iter().map(|(key, _)| Arc::clone(key)));
        maps.push(pairs.into_iter().collect());
    }
    let mut turns: Vec<Turn> = Vec::new();
    for key in &keys {
        let found: Vec<Value> = maps.iter().filter_map(|map| map.get(key).cloned()).collect();
        let everywhere = found.len() == maps.len();
        let residual = format!("{}[{key:?}]", over.residual());
        let condition =
            (!everywhere).then(|| derived(format!("contains(keys({}), {key:?})", over.residual()), &[over]));
        let item = Value::one_of(found, residual, over.reasons());
        turns.push(Turn::keyed(key, item, condition));
    }
    Some(turns)
}

/// What stands for the whole of a block that is repeated in an unknown way.
pub(super) fn whole_unknown(address: &str, over: &Value) -> Value {
    let reasons = over.reasons();
    match reasons.first() {
        Some(_) => derived(address, &[over]),
        None => {
            unknown(address, address, &format!("`{address}` is repeated in a way that is not known"), None)
        }
    }
}
