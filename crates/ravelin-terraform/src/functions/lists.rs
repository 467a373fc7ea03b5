//! Lists and tuples. Of a list with unknown elements, or other elements that may be there, what is certain is kept.

use super::args::{Args, few, found, int, list};
use super::{Answer, Function, Want, residual};
use crate::types::{Type, convert, equal, number, type_of, unify};
use ravelin_model::{Array, ArrayKind, Data, Form, Reason, Unknown, Value};
use std::cmp::Ordering;
use std::collections::HashSet;
use std::sync::Arc;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::values("chunklist", &[Want::List, Want::Number], chunk),
    Function::text("compact", &[Want::Strings], compact),
    Function::values("concat", &[], concat).and_more(Want::Some),
    Function::text("distinct", &[Want::List], distinct),
    Function::values("element", &[Want::Some, Want::Number], element),
    Function::values("flatten", &[Want::Some], flatten),
    Function::text("index", &[Want::Some, Want::Some], index),
    Function::text("matchkeys", &[Want::List, Want::List, Want::List], match_keys),
    Function::text("range", &[], range).and_more(Want::Number),
    Function::values("reverse", &[Want::Some], reverse),
    Function::values("slice", &[Want::Some, Want::Number, Want::Number], slice),
    Function::text("sort", &[Want::Strings], sort),
];

/// The array, where it is known which elements there are.
fn array<'a>(args: &Args<'a>, what: &str) -> Result<Option<&'a Array>, String> {
    match &args.get(0).data {
        Data::Array(array) => Ok(Some(array)),
        Data::Unknown(_) => Ok(None),
        _ => Err(format!("{what} is needed")),
    }
}

fn size(number: i64) -> Option<usize> {
    usize::try_from(number).ok()
}

/// A list that has these elements, and perhaps others between them.
pub(super) fn holding(name: &str, args: &[Value], items: Vec<Value>) -> Answer {
    if items.is_empty() {
        return Ok(None);
    }
    let reasons: Vec<Arc<Reason>> = args.iter().flat_map(Value::reasons).collect();
    found(Value::from(Unknown::new(residual(name, args), reasons, Form::Holding(items.into()))))
}

fn chunk(args: &Args<'_>) -> Answer {
    let (Some(items), Some(count)) = (args.items(0), args.int(1)?) else { return Ok(None) };
    let count = size(count).ok_or("the size must not be negative")?;
    if items.is_empty() {
        return found(list(Vec::new()));
    }
    let count = if count == 0 { items.len() } else { count };
    found(list(items.chunks(count).map(|part| list(part.to_vec())).collect()))
}

fn compact(args: &Args<'_>) -> Answer {
    let Some(items) = args.items(0) else { return Ok(None) };
    let mut unsure = false;
    let mut kept = Vec::new();
    for item in items {
        match &item.data {
            Data::Null => {}
            Data::String(text) if text.is_empty() => {}
            Data::Unknown(unknown) if !matches!(unknown.form, Form::Pattern(_)) => unsure = true,
            _ => kept.push(item.clone()),
        }
    }
    if unsure { holding("compact", args.values, kept) } else { found(list(kept)) }
}

fn concat(args: &Args<'_>) -> Answer {
    if args.values.is_empty() {
        return Err("at least one argument is needed".to_owned());
    }
    let (mut items, mut unsure, mut lists) = (Vec::new(), false, true);
    for value in args.values {
        let inner = value.secret;
        match &value.data {
            Data::Array(array) if array.kind() != ArrayKind::Set => {
                lists &= array.kind() == ArrayKind::List;
                items.extend(array.items().iter().map(|item| item.clone().marked(inner)));
            }
            Data::Unknown(unknown) => {
                unsure = true;
                if let Form::Holding(some) = &unknown.form {
                    items.extend(some.iter().map(|item| item.clone().marked(inner)));
                }
            }
            _ => return Err("the arguments must be lists or tuples".to_owned()),
        }
        few(items.len())?;
    }
    if unsure {
        return holding("concat", args.values, items);
    }
    if !lists {
        return found(Array::new(items));
    }
    let types: Vec<Type> = items.iter().map(type_of).collect();
    match unify(&types) {
        Some(ty) => {
            let items: Result<Vec<Value>, String> = items.iter().map(|item| convert(item, &ty)).collect();
            found(list(items?))
        }
        None => found(Array::new(items)),
    }
}

/// Values seen so far; scalars are found without going through all.
#[derive(Default)]
struct Seen {
    texts: HashSet<String>,
    others: Vec<Value>,
}

impl Seen {
    /// Is it new? `None` when what is unknown decides it.
    fn insert(&mut self, value: &Value) -> Option<bool> {
        match &value.data {
            Data::String(text) => Some(self.texts.insert(format!("\"{text}"))),
            Data::Null | Data::Bool(_) | Data::Int(_) | Data::Float(_) | Data::Decimal(_) => {
                let text = number::text(value).map_or_else(|| value.residual(), |text| text.to_string());
                Some(self.texts.insert(text))
            }
            Data::Unknown(_) => None,
            Data::Array(_) | Data::Object(_) => {
                let mut new = Some(true);
                for other in &self.others {
                    match equal(other, value) {
                        Some(true) => return Some(false),
                        Some(false) => {}
                        None => new = None,
                    }
                }
                self.others.push(value.clone());
                new
            }
        }
    }
}

fn distinct(args: &Args<'_>) -> Answer {
    let Some(items) = args.items(0) else { return Ok(None) };
    let mut seen = Seen::default();
    let (mut kept, mut unsure) = (Vec::new(), false);
    for item in items {
        match seen.insert(item) {
            Some(true) => kept.push(item.clone()),
            Some(false) => {}
            None => unsure = true,
        }
        if seen.others.len() > 3000 {
            return Err("there are too many elements that are no strings or numbers".to_owned());
        }
    }
    if unsure { holding("distinct", args.values, kept) } else { found(list(kept)) }
}

fn element(args: &Args<'_>) -> Answer {
    let Some(array) = array(args, "a list or tuple")? else { return Ok(None) };
    if array.kind() == ArrayKind::Set {
        return Err("a set has no order, so that it has no numbered elements".to_owned());
    }
    let items = array.items();
    if items.is_empty() {
        return Err("the list is empty".to_owned());
    }
    let Some(at) = args.int(1)? else {
        if args.get(1).as_unknown().is_none() {
            return Ok(None);
        }
        let reasons = args.get(1).reasons();
        return found(Value::one_of(items.to_vec(), residual("element", args.values), reasons));
    };
    if at < 0 {
        return Err("the index must not be negative".to_owned());
    }
    let at = i64::try_from(items.len()).ok().and_then(|length| at.checked_rem(length));
    found(at.and_then(size).and_then(|at| items.get(at)).cloned().unwrap_or(Value::NULL))
}

fn flatten(args: &Args<'_>) -> Answer {
    let Some(array) = array(args, "a list, set or tuple")? else { return Ok(None) };
    let (mut items, mut unsure) = (Vec::new(), false);
    flatten_into(array, false, &mut items, &mut unsure);
    few(items.len())?;
    if unsure { holding("flatten", args.values, items) } else { found(Array::new(items)) }
}

fn flatten_into(array: &Array, secret: bool, items: &mut Vec<Value>, unsure: &mut bool) {
    for item in array.items() {
        match &item.data {
            Data::Array(inner) => flatten_into(inner, secret || item.secret, items, unsure),
            Data::Unknown(unknown) => match &unknown.form {
                Form::Pattern(_) => items.push(item.clone().marked(secret)),
                Form::Holding(some) => {
                    *unsure = true;
                    items.extend(some.iter().map(|item| item.clone().marked(secret)));
                }
                Form::OneOf(values) if values.iter().all(|value| value.as_array().is_none()) => {
                    items.push(item.clone().marked(secret));
                }
                // It may be a list.
                Form::OneOf(_) | Form::Any => *unsure = true,
            },
            _ => items.push(item.clone().marked(secret)),
        }
    }
}

fn index(args: &Args<'_>) -> Answer {
    let Some(array) = array(args, "a list or tuple")? else { return Ok(None) };
    if array.kind() == ArrayKind::Set {
        return Err("a set has no order, so that its elements have no index".to_owned());
    }
    for (at, item) in (0i64..).zip(array.items()) {
        match equal(item, args.get(1)) {
            Some(true) => return found(at),
            Some(false) => {}
            None => return Ok(None),
        }
    }
    Err("the list has no such element".to_owned())
}

fn match_keys(args: &Args<'_>) -> Answer {
    let (Some(values), Some(keys), Some(wanted)) = (args.items(0), args.items(1), args.items(2)) else {
        return Ok(None);
    };
    if values.len() != keys.len() {
        return Err("there must be as many keys as values".to_owned());
    }
    let ty = unify(&[type_of(args.get(1)), type_of(args.get(2))])
        .ok_or("the keys and what is searched must be of the same type")?;
    let keys = convert(args.get(1), &ty)?;
    let wanted_list = convert(args.get(2), &ty)?;
    let wanted = wanted_list.as_array().unwrap_or(wanted);
    if keys.as_array().unwrap_or_default().len().saturating_mul(wanted.len()) > 4_000_000 {
        return Err("there is too much to compare".to_owned());
    }
    let (mut kept, mut unsure) = (Vec::new(), false);
    for (value, key) in values.iter().zip(keys.as_array().unwrap_or_default()) {
        let mut answers = wanted.iter().map(|wanted| equal(wanted, key));
        if answers.clone().any(|answer| answer == Some(true)) {
            kept.push(value.clone());
        } else {
            unsure |= answers.any(|answer| answer.is_none());
        }
    }
    if unsure { holding("matchkeys", args.values, kept) } else { found(list(kept)) }
}

fn range(args: &Args<'_>) -> Answer {
    if args.values.iter().any(|value| value.as_unknown().is_some()) {
        return Ok(None);
    }
    let (zero, one) = (Value::from(0i64), Value::from(1i64));
    let minus = Value::from(-1i64);
    let (start, limit, step) = match args.values {
        [limit] => (&zero, limit, None),
        [start, limit] => (start, limit, None),
        [start, limit, step] => (start, limit, Some(step)),
        _ => return Err("one, two or three numbers are needed".to_owned()),
    };
    let down = number::compare(limit, start) == Ordering::Less;
    let step = step.unwrap_or(if down { &minus } else { &one });
    let towards = number::compare(step, &zero);
    if towards == Ordering::Equal {
        return Err("the step must not be zero".to_owned());
    }
    if (towards == Ordering::Less) != down && number::compare(start, limit) != Ordering::Equal {
        return Err("the step leads away from the limit".to_owned());
    }
    let mut items = Vec::new();
    let mut at = start.clone();
    while number::compare(&at, limit) == towards.reverse() {
        if items.len() >= 1024 {
            return Err("there would be more than 1024 numbers".to_owned());
        }
        items.push(at.clone());
        at = number::add(&at, step)?;
    }
    found(list(items))
}

fn reverse(args: &Args<'_>) -> Answer {
    let Some(array) = array(args, "a list or tuple")? else { return Ok(None) };
    let items = array.items().iter().rev().cloned().collect();
    let kind = if array.kind() == ArrayKind::Tuple { ArrayKind::Tuple } else { ArrayKind::List };
    found(Array::of_kind(items, kind))
}

fn slice(args: &Args<'_>) -> Answer {
    let Some(array) = array(args, "a list or tuple")? else { return Ok(None) };
    if array.kind() == ArrayKind::Set {
        return Err("a set has no order, so that it can't be cut".to_owned());
    }
    let (Some(start), Some(end)) = (int(args.get(1))?, int(args.get(2))?) else { return Ok(None) };
    let wrong = "the indexes must lie in the list, the first one not behind the second";
    let (start, end) = size(start).zip(size(end)).ok_or(wrong)?;
    let items = array.items().get(start..end).ok_or(wrong)?;
    found(Array::of_kind(items.to_vec(), array.kind()))
}

fn sort(args: &Args<'_>) -> Answer {
    let Some(items) = args.items(0) else { return Ok(None) };
    let mut known: Vec<Value> = items.iter().filter(|item| item.as_str().is_some()).cloned().collect();
    if items.iter().any(Value::is_null) {
        return Err("an element is null".to_owned());
    }
    known.sort_by(|a, b| a.as_str().cmp(&b.as_str()));
    if known.len() < items.len() { holding("sort", args.values, known) } else { found(list(known)) }
}
