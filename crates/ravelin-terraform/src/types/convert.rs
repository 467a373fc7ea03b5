//! Conversion of a value to a type, as Terraform does it by itself: `"1"` where a number is wanted, a tuple as a list.
//!
//! What is unknown passes, what is known of it kept; null passes. A conversion that can't be right is an error.

use super::{Type, number, set_of, type_of, unify};
use crate::types::Field;
use ravelin_model::{
    Array, ArrayKind, Data, Entry, Form, Lookup, MAX_DEPTH, Object, ObjectBuilder, ObjectKind, Unknown, Value,
};
use std::sync::Arc;

/// Why a value does not fit, and which part of it.
#[derive(Debug)]
struct Mismatch {
    path: String,
    says: String,
}

impl Mismatch {
    fn new(says: impl Into<String>) -> Self {
        Self { path: String::new(), says: says.into() }
    }

    fn of(value: &Value, ty: &Type) -> Self {
        let article = if matches!(ty, Type::Object(_)) { "an" } else { "a" };
        Self::new(format!("{article} {} is needed, not {}", ty.word(), kind_of(value)))
    }

    fn at(mut self, step: &str) -> Self {
        self.path.insert_str(0, step);
        self
    }
}

/// A value's kind in words.
fn kind_of(value: &Value) -> &'static str {
    match &value.data {
        Data::Null => "null",
        Data::Unknown(_) => "what this is known to be",
        _ => match type_of(value) {
            Type::Any => "this",
            Type::String => "a string",
            Type::Number => "a number",
            Type::Bool => "a bool",
            Type::List(_) => "a list",
            Type::Set(_) => "a set",
            Type::Map(_) => "a map",
            Type::Tuple(_) => "a tuple",
            Type::Object(_) => "an object",
        },
    }
}

/// The value as this type.
///
/// # Errors
/// When it can't be converted: which part of it, and why, lower case, no full stop.
pub fn convert(value: &Value, ty: &Type) -> Result<Value, String> {
    let converted = to(value, ty, 0);
    converted.map_err(|error| match error.path.is_empty() {
        true => error.says,
        false => format!("at `{}`: {}", error.path, error.says),
    })
}

/// The value as a string, as it stands in a template.
///
/// # Errors
/// When it is null or compound.
pub fn to_text(value: &Value) -> Result<Value, String> {
    if value.is_null() {
        return Err("null can't stand in a string".to_owned());
    }
    convert(value, &Type::String)
}

fn to(value: &Value, ty: &Type, depth: u16) -> Result<Value, Mismatch> {
    if depth > MAX_DEPTH {
        return Err(Mismatch::new("the type is nested too deeply"));
    }
    match (&value.data, ty) {
        (_, Type::Any) | (Data::Null, _) => Ok(value.clone()),
        (Data::Unknown(unknown), _) => unknown_to(unknown, value, ty, depth),
        (_, Type::String | Type::Number | Type::Bool) => scalar_to(value, ty),
        (Data::Array(array), Type::List(element)) => {
            let items = elements(array.items(), element, depth)?;
            Ok(made(value, Array::of_kind(items, ArrayKind::List)))
        }
        (Data::Array(array), Type::Set(element)) => {
            let items = elements(array.items(), element, depth)?;
            // One secret element makes a secret of the whole set.
            let secret = items.iter().any(Value::is_secret);
            Ok(made(value, set_of(items)).marked(secret))
        }
        (Data::Array(array), Type::Tuple(types)) if array.kind() == ArrayKind::Tuple => {
            to_tuple(value, array, types, depth)
        }
        (Data::Object(object), Type::Map(element)) => to_map(value, object, element, depth),
        (Data::Object(object), Type::Object(fields)) => to_object(value, object, fields, depth),
        (_, Type::List(_) | Type::Set(_) | Type::Map(_) | Type::Tuple(_) | Type::Object(_)) => {
            Err(Mismatch::of(value, ty))
        }
    }
}

fn made(from: &Value, data: impl Into<Value>) -> Value {
    Value { origin: from.origin.clone(), secret: from.secret, ..data.into() }
}

fn scalar_to(value: &Value, ty: &Type) -> Result<Value, Mismatch> {
    let converted: Option<Value> = match (&value.data, ty) {
        (Data::String(_), Type::String)
        | (Data::Bool(_), Type::Bool)
        | (Data::Int(_) | Data::Float(_) | Data::Decimal(_), Type::Number) => return Ok(value.clone()),
        (Data::Bool(answer), Type::String) => Some(answer.to_string().into()),
        (Data::Int(_) | Data::Float(_) | Data::Decimal(_), Type::String) => {
            number::text(value).map(Value::from)
        }
        (Data::String(text), Type::Number) => number::parse(text),
        (Data::String(text), Type::Bool) => match &**text {
            "true" | "1" => Some(true.into()),
            "false" | "0" => Some(false.into()),
            _ => None,
        },
        _ => None,
    };
    match (converted, &value.data) {
        (Some(converted), _) => Ok(made(value, converted)),
        (None, Data::String(_)) => {
            let what =
                if *ty == Type::Number { "does not write a number" } else { "is neither true nor false" };
            Err(Mismatch::new(format!("a {} is needed, and this string {what}", ty.word())))
        }
        (None, _) => Err(Mismatch::of(value, ty)),
    }
}

fn unknown_to(unknown: &Arc<Unknown>, value: &Value, ty: &Type, depth: u16) -> Result<Value, Mismatch> {
    match (&unknown.form, ty) {
        (Form::OneOf(values), _) => {
            // An alternative that does not fit is not the one that a working configuration has.
            let mut fitting = Vec::new();
            let mut failure = None;
            for alternative in values.iter() {
                match to(alternative, ty, depth + 1) {
                    Ok(value) => fitting.push(value),
                    Err(error) => failure = failure.or(Some(error)),
                }
            }
            match failure {
                Some(failure) if fitting.is_empty() => Err(failure),
                _ => {
                    let one = Value::one_of(fitting, &unknown.residual, unknown.reasons.iter().cloned());
                    let secret = value.secret;
                    Ok(Value { origin: value.origin.clone().or(one.origin.clone()), ..one }.marked(secret))
                }
            }
        }
        (Form::Any, _) | (Form::Pattern(_), Type::String | Type::Any) => Ok(value.clone()),
        (Form::Pattern(_), Type::Number | Type::Bool) => Ok(made(value, unknown.with_form(Form::Any))),
        (Form::Holding(items), Type::List(element)) => {
            let items = items.iter().map(|item| to(item, element, depth + 1));
            let items: Vec<Value> = items.collect::<Result<_, _>>()?;
            Ok(made(value, unknown.with_form(Form::Holding(items.into()))))
        }
        (Form::Holding(_), Type::Set(_) | Type::Tuple(_) | Type::Any) => {
            Ok(made(value, unknown.with_form(Form::Any)))
        }
        (
            Form::Pattern(_),
            Type::List(_) | Type::Set(_) | Type::Map(_) | Type::Tuple(_) | Type::Object(_),
        )
        | (Form::Holding(_), Type::String | Type::Number | Type::Bool | Type::Map(_) | Type::Object(_)) => {
            Err(Mismatch::of(value, ty))
        }
    }
}

/// The type that elements get where the wanted one leaves it open.
fn settled<'v>(values: impl Iterator<Item = &'v Value>, element: &Type) -> Result<Option<Type>, Mismatch> {
    if !element.has_any() {
        return Ok(None);
    }
    let types: Vec<Type> = values.map(type_of).collect();
    match unify(&types) {
        Some(ty) => Ok((ty != Type::Any).then_some(ty)),
        None => Err(Mismatch::new("the elements are of types that have no type in common")),
    }
}

fn elements(items: &[Value], element: &Type, depth: u16) -> Result<Vec<Value>, Mismatch> {
    let each = |items: &[Value], ty: &Type| {
        let numbered = items.iter().enumerate();
        numbered
            .map(|(at, item)| to(item, ty, depth + 1).map_err(|error| error.at(&format!("[{at}]"))))
            .collect::<Result<Vec<Value>, Mismatch>>()
    };
    let items = each(items, element)?;
    match settled(items.iter(), element)? {
        Some(ty) => each(&items, &ty),
        None => Ok(items),
    }
}

fn to_tuple(value: &Value, array: &Array, types: &[Type], depth: u16) -> Result<Value, Mismatch> {
    if array.items().len() != types.len() {
        return Err(Mismatch::new(format!(
            "a tuple of {} elements is needed, and this has {}",
            types.len(),
            array.items().len()
        )));
    }
    let pairs = array.items().iter().zip(types).enumerate();
    let items = pairs
        .map(|(at, (item, ty))| to(item, ty, depth + 1).map_err(|error| error.at(&format!("[{at}]"))))
        .collect::<Result<Vec<Value>, Mismatch>>()?;
    Ok(made(value, Array::new(items)))
}

fn to_map(value: &Value, object: &Object, element: &Type, depth: u16) -> Result<Value, Mismatch> {
    let each = |entries: &[Entry], ty: &Type| {
        let convert = |entry: &Entry| {
            let value = to(&entry.value, ty, depth + 1);
            let value = value.map_err(|error| error.at(&format!("[\"{}\"]", entry.key)))?;
            Ok(Entry { key: Arc::clone(&entry.key), value, place: entry.place })
        };
        entries.iter().map(convert).collect::<Result<Vec<Entry>, Mismatch>>()
    };
    let entries = each(object.entries(), element)?;
    let entries = match settled(entries.iter().map(|entry| &entry.value), element)? {
        Some(ty) => each(&entries, &ty)?,
        None => entries,
    };
    let mut map = ObjectBuilder::of_kind(ObjectKind::Map);
    entries.into_iter().for_each(|entry| map.insert(entry));
    Ok(made(value, map.build().opened(object.open().cloned())))
}

fn to_object(value: &Value, object: &Object, fields: &[Field], depth: u16) -> Result<Value, Mismatch> {
    let mut built = ObjectBuilder::of_kind(ObjectKind::Exact);
    for field in fields {
        let place = object.entry(&field.name).and_then(|entry| entry.place);
        let member = match object.get(&field.name) {
            Lookup::Found(member) if member.is_null() && field.default.is_some() => None,
            Lookup::Found(member) => Some(member),
            Lookup::Unknown(unknown) => Some(unknown.into()),
            Lookup::Absent if field.optional => None,
            Lookup::Absent => {
                return Err(Mismatch::new(format!("the attribute `{}` is missing", field.name)));
            }
        };
        let member = member.or_else(|| field.default.clone()).unwrap_or(Value::NULL);
        let member = to(&member, &field.ty, depth + 1);
        let value = member.map_err(|error| error.at(&format!(".{}", field.name)))?;
        built.insert(Entry { key: Arc::clone(&field.name), value, place });
    }
    Ok(made(value, built.build()))
}
