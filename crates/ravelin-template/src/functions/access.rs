//! Members of objects and items of arrays: `a.b`, `a['b']`, `a[0]`, `tryGet`, `indexFromEnd`, `tryIndexFromEnd`.

use super::args::{Kinds, arg, array, doubtful, expect, fail, int, reasons};
use super::{Answer, Failure, Function, MANY, alternatives};
use ravelin_model::{Data, Form, Lookup, Object, Unknown, Value};
use std::sync::Arc;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::values("indexFromEnd", 2, 2, index_from_end),
    Function::values("tryGet", 2, MANY, try_get),
    Function::values("tryIndexFromEnd", 2, 2, try_index_from_end),
];

/// How many names a message lists.
const MAX_NAMES: usize = 12;

/// `base[key]`. Where there is nothing: null if `safe`, otherwise a failure. Null itself has nothing.
pub fn property(base: &Value, key: &Value, safe: bool) -> Answer {
    if base.is_null() {
        return if safe { Ok(Some(Value::NULL)) } else { fail(format!("null has no {}", named(key))) };
    }
    let one_of =
        |value: &Value| value.as_unknown().is_some_and(|unknown| matches!(unknown.form, Form::OneOf(_)));
    if one_of(key) || (one_of(base) && key.as_str().is_none()) {
        let args = [base.clone(), key.clone()];
        let call = |args: &[Value]| property(arg(args, 0), arg(args, 1), safe);
        return alternatives::over(&args, || path(base, key), call);
    }
    match &base.data {
        Data::Object(object) => member(base, object, key, safe),
        Data::Array(array) => item(base, array.items(), key, safe),
        Data::Unknown(unknown) => of_unknown(base, unknown, key, safe),
        Data::Null | Data::Bool(_) | Data::Int(_) | Data::Float(_) | Data::Decimal(_) | Data::String(_) => {
            if safe && !has_keys(Kinds::of(base), key) {
                Ok(Some(Value::NULL))
            } else {
                no_container(Kinds::of(base), key)
            }
        }
    }
}

/// May a value of these kinds be an object or array, or is the key none of an object's? What has no members at all has none
/// of any name: `action.?actionGroupId ?? action` of a string gives the string, in
/// <https://github.com/Azure/bicep-registry-modules/blob/main/avm/res/insights/metric-alert/main.bicep>.
fn has_keys(kinds: Kinds, key: &Value) -> bool {
    kinds.meets(Kinds::OBJECT.or(Kinds::ARRAY)) || !Kinds::of(key).meets(Kinds::STRING)
}

fn no_container(what: Kinds, key: &Value) -> Answer {
    fail(format!("{} has no {}", what.words(), named(key)))
}

/// "property `x`" or "item 3".
fn named(key: &Value) -> String {
    match &key.data {
        Data::String(_) if key.secret => "such property".to_owned(),
        Data::String(name) => format!("property `{name}`"),
        Data::Int(index) => format!("item {index}"),
        _ => "such property".to_owned(),
    }
}

/// The canonical expression of one step.
fn path(base: &Value, key: &Value) -> String {
    match key.as_str() {
        Some(name) => format!("{}.{name}", base.residual()),
        None => format!("{}[{}]", base.residual(), key.residual()),
    }
}

fn member(base: &Value, object: &Object, key: &Value, safe: bool) -> Answer {
    let name = match &key.data {
        Data::String(name) => name,
        Data::Unknown(_) => return member_of_unknown_name(base, object, key, safe),
        _ => return fail(format!("an object has no {}", named(key))),
    };
    match base.get(name) {
        Lookup::Found(value) => Ok(Some(value)),
        Lookup::Unknown(unknown) => Ok(Some(Value::from(unknown).marked(base.secret))),
        Lookup::Absent if safe => Ok(Some(Value::NULL)),
        Lookup::Absent => fail(format!("there is no {}; there is {}", named(key), names(object))),
    }
}

fn names(object: &Object) -> String {
    let entries = object.entries();
    if entries.is_empty() {
        return "none at all".to_owned();
    }
    let names: Vec<String> = entries.iter().take(MAX_NAMES).map(|entry| format!("`{}`", entry.key)).collect();
    let more = if entries.len() > MAX_NAMES { ", …" } else { "" };
    format!("{}{more}", names.join(", "))
}

/// A member whose name is not known: one of those it may be.
fn member_of_unknown_name(base: &Value, object: &Object, key: &Value, safe: bool) -> Answer {
    expect("[]", key, Kinds::STRING)?;
    if object.open().is_some() {
        return Ok(None);
    }
    let matching = object.entries().iter().filter(|entry| key.same_ignoring_case(&entry.key) != Some(false));
    let mut values: Vec<Value> = matching.map(|entry| entry.value.clone().marked(base.secret)).collect();
    if safe {
        values.push(Value::NULL);
    }
    if values.is_empty() {
        return fail(format!("there is no such property; there is {}", names(object)));
    }
    Ok(Some(Value::one_of(values, path(base, key), reasons(&[base.clone(), key.clone()]))))
}

fn item(base: &Value, items: &[Value], key: &Value, safe: bool) -> Answer {
    match &key.data {
        Data::Int(index) => match usize::try_from(*index).ok().and_then(|index| items.get(index)) {
            Some(item) => Ok(Some(item.clone().marked(base.secret))),
            None if safe => Ok(Some(Value::NULL)),
            None => fail(format!("there is no item {index} in an array of {}", items.len())),
        },
        Data::Unknown(_) => {
            expect("[]", key, Kinds::INT)?;
            let mut values: Vec<Value> = items.iter().map(|item| item.clone().marked(base.secret)).collect();
            if safe {
                values.push(Value::NULL);
            }
            if values.is_empty() {
                return fail("there is no item in an empty array");
            }
            Ok(Some(Value::one_of(values, path(base, key), reasons(&[base.clone(), key.clone()]))))
        }
        _ => fail(format!("an array has no {}", named(key))),
    }
}

fn of_unknown(base: &Value, unknown: &Arc<Unknown>, key: &Value, safe: bool) -> Answer {
    let kinds = Kinds::of(base);
    let wanted = match Kinds::of(key) {
        Kinds::STRING => Kinds::OBJECT,
        Kinds::INT => Kinds::ARRAY,
        _ => Kinds::OBJECT.or(Kinds::ARRAY),
    };
    if safe && !has_keys(kinds, key) {
        return Ok(Some(Value::NULL));
    }
    if !kinds.meets(if safe { wanted.or(Kinds::NULL) } else { wanted }) {
        return no_container(kinds, key);
    }
    let Some(name) = key.as_str() else { return Ok(None) };
    if let Form::OneOf(_) = unknown.form {
        let call = |args: &[Value]| property(arg(args, 0), key, safe);
        let decided = alternatives::over(std::slice::from_ref(base), || path(base, key), call);
        if let Some(value) = decided? {
            return Ok(Some(value));
        }
    }
    match base.get(name) {
        Lookup::Found(value) => Ok(Some(value)),
        Lookup::Unknown(unknown) => Ok(Some(Value::from(unknown).marked(base.secret))),
        Lookup::Absent if safe => Ok(Some(Value::NULL)),
        Lookup::Absent => fail(format!("there is no {}", named(key))),
    }
}

/// One key after the other; where one leads to nothing, the result is null:
/// <https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-object#tryget>
fn try_get(args: &[Value]) -> Answer {
    let Some((base, keys)) = args.split_first().filter(|_| !alternatives::feasible(args)) else {
        return Ok(None);
    };
    let mut value = base.clone();
    for key in keys {
        if !fitting(&value, key) {
            return doubtful("tryGet", args, "a key is not of the kind that the value has");
        }
        match property(&value, key, true)? {
            Some(next) => value = next,
            None if keys.len() == 1 => return Ok(None),
            None => value = super::args::unknown("tryGet", &[value, key.clone()], Form::Any),
        }
    }
    Ok(Some(value))
}

/// Has a value of this kind keys of that one, or none at all?
fn fitting(value: &Value, key: &Value) -> bool {
    let (value, key) = (Kinds::of(value), Kinds::of(key));
    value.meets(Kinds::NULL)
        || (!value.meets(Kinds::OBJECT.or(Kinds::ARRAY)) && key == Kinds::STRING)
        || (value.meets(Kinds::OBJECT) && key.meets(Kinds::STRING))
        || (value.meets(Kinds::ARRAY) && key.meets(Kinds::INT))
}

/// Counted from the end, the last is 1: <https://learn.microsoft.com/azure/azure-resource-manager/bicep/operators-access>
fn index_from_end(args: &[Value]) -> Answer {
    let found = from_end("indexFromEnd", args)?;
    match found {
        Some(Some(value)) => Ok(Some(value)),
        Some(None) => fail("`indexFromEnd()` is given a position that the array does not have"),
        None => Ok(None),
    }
}

fn try_index_from_end(args: &[Value]) -> Answer {
    if arg(args, 0).is_null() {
        return Ok(Some(Value::NULL));
    }
    Ok(from_end("tryIndexFromEnd", args)?.map(|item| item.unwrap_or(Value::NULL)))
}

/// The item, where it is known whether there is one.
fn from_end(name: &str, args: &[Value]) -> Result<Option<Option<Value>>, Failure> {
    let Some(items) = array(name, arg(args, 0))? else { return Ok(None) };
    let Some(position) = int(name, arg(args, 1))? else { return Ok(None) };
    let at = usize::try_from(position).ok().filter(|position| *position > 0);
    Ok(Some(at.and_then(|position| items.len().checked_sub(position)).and_then(|at| items.get(at).cloned())))
}
