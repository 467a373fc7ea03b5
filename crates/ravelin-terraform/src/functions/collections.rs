//! What takes lists, sets and maps alike: `length`, `contains`, `alltrue`, `anytrue`, `coalesce`, `one`.

use super::args::{Args, found};
use super::{Answer, Function, Want};
use crate::types::{convert, equal, type_of, unify};
use ravelin_model::{ArrayKind, Data, Form, Piece, Value};
use unicode_segmentation::UnicodeSegmentation;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::text("alltrue", &[Want::Bools], all_true),
    Function::text("anytrue", &[Want::Bools], any_true),
    Function::text("coalesce", &[], coalesce).and_more(Want::Any),
    Function::text("coalescelist", &[], coalesce_list).and_more(Want::Any),
    Function::text("contains", &[Want::Some, Want::Some], contains),
    Function::values("length", &[Want::Some], length),
    Function::text("one", &[Want::Some], one),
];

fn all_true(args: &Args<'_>) -> Answer {
    let Some(items) = args.items(0) else { return Ok(None) };
    for item in items {
        match item.data {
            Data::Bool(true) => {}
            Data::Unknown(_) => {
                // One that is false for certain decides.
                let wrong = |item: &Value| item.is_null() || item.as_bool() == Some(false);
                return if items.iter().any(wrong) { found(false) } else { Ok(None) };
            }
            _ => return found(false),
        }
    }
    found(true)
}

fn any_true(args: &Args<'_>) -> Answer {
    let items = match args.get(0).as_unknown().map(|unknown| &unknown.form) {
        Some(Form::Holding(items)) if items.iter().any(|item| item.as_bool() == Some(true)) => {
            return found(true);
        }
        Some(_) => return Ok(None),
        None => args.items(0).unwrap_or_default(),
    };
    if items.iter().any(|item| item.as_bool() == Some(true)) {
        return found(true);
    }
    let unknown = items.iter().any(|item| item.as_unknown().is_some());
    if unknown { Ok(None) } else { found(false) }
}

/// Is it certainly something, neither null nor the empty string?
fn certain(value: &Value) -> Option<bool> {
    match &value.data {
        Data::Null => Some(false),
        Data::String(text) => Some(!text.is_empty()),
        Data::Unknown(unknown) => match &unknown.form {
            Form::Pattern(pieces) => {
                let text = |piece: &Piece| matches!(piece, Piece::Text(text) if !text.is_empty());
                pieces.iter().any(text).then_some(true)
            }
            Form::Holding(_) => Some(true),
            Form::Any | Form::OneOf(_) => None,
        },
        _ => Some(true),
    }
}

fn coalesce(args: &Args<'_>) -> Answer {
    let types: Vec<_> = args.values.iter().map(type_of).collect();
    let ty = unify(&types).ok_or("all arguments must be of the same type")?;
    for value in args.values {
        match certain(value) {
            Some(true) => return Ok(Some(convert(value, &ty)?)),
            Some(false) => {}
            None => return Ok(None),
        }
    }
    Err("there is no argument that is neither null nor the empty string".to_owned())
}

fn coalesce_list(args: &Args<'_>) -> Answer {
    for value in args.values {
        match &value.data {
            Data::Null => {}
            Data::Array(array) if array.kind() == ArrayKind::Set => {
                return Err("the arguments must be lists or tuples".to_owned());
            }
            Data::Array(array) if array.items().is_empty() => {}
            Data::Array(_) => return found(value.clone()),
            Data::Unknown(unknown) => {
                return match &unknown.form {
                    Form::Holding(items) if !items.is_empty() => found(value.clone()),
                    _ => Ok(None),
                };
            }
            _ => return Err("the arguments must be lists or tuples".to_owned()),
        }
    }
    Err("there is no argument with elements".to_owned())
}

fn contains(args: &Args<'_>) -> Answer {
    let (items, all) = match (&args.get(0).data, args.items(0)) {
        (_, Some(items)) => (items, true),
        (Data::Unknown(unknown), None) => match &unknown.form {
            Form::Holding(items) => (&**items, false),
            _ => return Ok(None),
        },
        _ => return Err("the first argument must be a list, tuple or set".to_owned()),
    };
    let mut decided = all;
    for item in items {
        match equal(item, args.get(1)) {
            Some(true) => return found(true),
            Some(false) => {}
            None => decided = false,
        }
    }
    if decided { found(false) } else { Ok(None) }
}

fn length(args: &Args<'_>) -> Answer {
    let count = match &args.get(0).data {
        Data::String(text) => text.graphemes(true).count(),
        Data::Array(array) => {
            let unsure = |item: &Value| !item.is_known();
            // Elements that are not known may be the same, which in a set is one.
            if array.kind() == ArrayKind::Set && array.items().len() > 1 && array.items().iter().any(unsure) {
                return Ok(None);
            }
            array.items().len()
        }
        Data::Object(object) if object.open().is_some() => return Ok(None),
        Data::Object(object) => object.entries().len(),
        Data::Unknown(_) => return Ok(None),
        Data::Null | Data::Bool(_) | Data::Int(_) | Data::Float(_) | Data::Decimal(_) => {
            return Err("a string, a list, a set, a map or an object is needed".to_owned());
        }
    };
    found(i64::try_from(count).unwrap_or(i64::MAX))
}

fn one(args: &Args<'_>) -> Answer {
    match (&args.get(0).data, args.items(0)) {
        (_, Some([])) => found(Value::NULL),
        (_, Some([only])) => found(only.clone()),
        (Data::Array(array), Some(items))
            if array.kind() == ArrayKind::Set && items.iter().any(|item| !item.is_known()) =>
        {
            Ok(None)
        }
        (Data::Unknown(_), None) => Ok(None),
        _ => Err("a list, set or tuple with one element or none is needed".to_owned()),
    }
}
