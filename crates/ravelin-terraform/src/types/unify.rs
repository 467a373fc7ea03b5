//! The one type that several values can have together: of a list's elements, of both branches of a conditional.

use super::{Field, Type, convert};
use ravelin_model::{Array, ArrayKind, Data, Form, Object, ObjectKind, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The type of a value; [`Type::Any`] for what is null or unknown.
#[must_use]
pub fn type_of(value: &Value) -> Type {
    match &value.data {
        Data::Null => Type::Any,
        Data::Bool(_) => Type::Bool,
        Data::Int(_) | Data::Float(_) | Data::Decimal(_) => Type::Number,
        Data::String(_) => Type::String,
        Data::Array(array) => type_of_array(array),
        Data::Object(object) => type_of_object(object),
        Data::Unknown(unknown) => match &unknown.form {
            Form::Pattern(_) => Type::String,
            Form::OneOf(values) => {
                let mut types = values.iter().map(type_of).filter(|ty| *ty != Type::Any);
                match types.next() {
                    Some(first) if types.all(|ty| ty == first) => first,
                    _ => Type::Any,
                }
            }
            Form::Any | Form::Holding(_) => Type::Any,
        },
    }
}

fn type_of_array(array: &Array) -> Type {
    match array.kind() {
        ArrayKind::Tuple => Type::Tuple(array.items().iter().map(type_of).collect()),
        ArrayKind::List => Type::List(Arc::new(type_of_elements(array.items().iter()))),
        ArrayKind::Set => Type::Set(Arc::new(type_of_elements(array.items().iter()))),
    }
}

fn type_of_object(object: &Object) -> Type {
    if object.kind() == ObjectKind::Map {
        return Type::Map(Arc::new(type_of_elements(object.entries().iter().map(|entry| &entry.value))));
    }
    let field = |(name, value): (&Arc<str>, &Value)| Field {
        name: Arc::clone(name),
        ty: type_of(value),
        optional: false,
        default: None,
    };
    let members: BTreeMap<&Arc<str>, &Value> =
        object.entries().iter().map(|entry| (&entry.key, &entry.value)).collect();
    Type::Object(members.into_iter().map(field).collect())
}

/// The type of elements that are of one type, of which some may not know it.
fn type_of_elements<'v>(items: impl Iterator<Item = &'v Value>) -> Type {
    let mut best = Type::Any;
    for item in items {
        let ty = type_of(item);
        if !ty.has_any() {
            return ty;
        }
        if best == Type::Any {
            best = ty;
        }
    }
    best
}

/// The type that all of these can be converted to; `None` when there is none.
#[must_use]
pub fn unify(types: &[Type]) -> Option<Type> {
    let known: Vec<&Type> = types.iter().filter(|ty| **ty != Type::Any).collect();
    let Some(first) = known.first() else { return Some(Type::Any) };
    if known.iter().all(|ty| ty == first) {
        return Some((*first).clone());
    }
    let all = |test: fn(&Type) -> bool| known.iter().all(|ty| test(ty));
    let some = |test: fn(&Type) -> bool| known.iter().any(|ty| test(ty));
    if all(|ty| matches!(ty, Type::String | Type::Number | Type::Bool)) {
        return some(|ty| *ty == Type::String).then_some(Type::String);
    }
    if all(|ty| matches!(ty, Type::Object(_))) {
        return unify_objects(&known);
    }
    if all(|ty| matches!(ty, Type::Tuple(_))) {
        return unify_tuples(&known);
    }
    if all(|ty| matches!(ty, Type::Map(_) | Type::Object(_))) {
        return Some(Type::Map(Arc::new(unify_parts(&known)?)));
    }
    if all(|ty| matches!(ty, Type::List(_) | Type::Set(_) | Type::Tuple(_))) {
        let element = Arc::new(unify_parts(&known)?);
        let listed = some(|ty| matches!(ty, Type::List(_)));
        return Some(if listed { Type::List(element) } else { Type::Set(element) });
    }
    None
}

/// The one type of all parts of compound types.
fn unify_parts(types: &[&Type]) -> Option<Type> {
    let mut parts = Vec::new();
    for ty in types {
        match ty {
            Type::List(element) | Type::Set(element) | Type::Map(element) => {
                parts.push(element.as_ref().clone());
            }
            Type::Tuple(items) => parts.extend(items.iter().cloned()),
            Type::Object(fields) => parts.extend(fields.iter().map(|field| field.ty.clone())),
            Type::Any | Type::String | Type::Number | Type::Bool => return None,
        }
    }
    unify(&parts)
}

fn unify_objects(types: &[&Type]) -> Option<Type> {
    let mut columns: Vec<(&Field, Vec<Type>)> = Vec::new();
    for (at, ty) in types.iter().enumerate() {
        let Type::Object(fields) = ty else { return None };
        if at == 0 {
            columns = fields.iter().map(|field| (field, vec![field.ty.clone()])).collect();
            continue;
        }
        let same = fields.len() == columns.len()
            && fields.iter().zip(&columns).all(|(field, (first, _))| field.name == first.name);
        if !same {
            return Some(Type::Map(Arc::new(unify_parts(types)?)));
        }
        for (field, (_, column)) in fields.iter().zip(&mut columns) {
            column.push(field.ty.clone());
        }
    }
    let fields: Option<Vec<Field>> = columns
        .into_iter()
        .map(|(field, column)| Some(Field { ty: unify(&column)?, ..field.clone() }))
        .collect();
    Some(Type::Object(fields?.into()))
}

fn unify_tuples(types: &[&Type]) -> Option<Type> {
    let mut columns: Vec<Vec<Type>> = Vec::new();
    for (at, ty) in types.iter().enumerate() {
        let Type::Tuple(items) = ty else { return None };
        if at == 0 {
            columns = items.iter().map(|item| vec![item.clone()]).collect();
            continue;
        }
        if items.len() != columns.len() {
            return Some(Type::List(Arc::new(unify_parts(types)?)));
        }
        for (item, column) in items.iter().zip(&mut columns) {
            column.push(item.clone());
        }
    }
    let items: Option<Vec<Type>> = columns.iter().map(|column| unify(column)).collect();
    Some(Type::Tuple(items?.into()))
}

/// The value as the type that fits both it and another one; as it is when there is none.
#[must_use]
pub fn unified(value: &Value, other: &Value) -> Value {
    let ty = unify(&[type_of(value), type_of(other)]);
    ty.and_then(|ty| convert(value, &ty).ok()).unwrap_or_else(|| value.clone())
}
