//! Conversions between types, and marks: `tostring` and its like, `sensitive` and its like.

use super::args::{Args, found};
use super::{Answer, Function, Want};
use crate::types::{Type, convert};
use ravelin_model::Value;
use std::sync::Arc;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::values("ephemeralasnull", &[Want::Any], as_it_is),
    Function::open("issensitive", &[Want::Any], is_sensitive),
    Function::open("nonsensitive", &[Want::Any], nonsensitive),
    Function::open("sensitive", &[Want::Any], sensitive),
    Function::values("tobool", &[Want::Any], to_bool),
    Function::values("tolist", &[Want::Any], to_list),
    Function::values("tomap", &[Want::Any], to_map),
    Function::values("tonumber", &[Want::Any], to_number),
    Function::values("toset", &[Want::Any], to_set),
    Function::values("tostring", &[Want::Any], to_string),
];

fn to(args: &Args<'_>, ty: &Type) -> Answer {
    convert(args.get(0), ty).map(Some)
}

fn to_bool(args: &Args<'_>) -> Answer {
    to(args, &Type::Bool)
}

fn to_list(args: &Args<'_>) -> Answer {
    to(args, &Type::List(Arc::new(Type::Any)))
}

fn to_map(args: &Args<'_>) -> Answer {
    to(args, &Type::Map(Arc::new(Type::Any)))
}

fn to_number(args: &Args<'_>) -> Answer {
    to(args, &Type::Number)
}

fn to_set(args: &Args<'_>) -> Answer {
    to(args, &Type::Set(Arc::new(Type::Any)))
}

fn to_string(args: &Args<'_>) -> Answer {
    to(args, &Type::String)
}

/// Values that are ephemeral are not told apart; they are unknown anyway.
fn as_it_is(args: &Args<'_>) -> Answer {
    found(args.get(0).clone())
}

fn sensitive(args: &Args<'_>) -> Answer {
    found(args.get(0).clone().marked(true))
}

fn nonsensitive(args: &Args<'_>) -> Answer {
    found(Value { secret: false, ..args.get(0).clone() })
}

fn is_sensitive(args: &Args<'_>) -> Answer {
    let value = args.get(0);
    if value.secret {
        return found(true);
    }
    if value.as_unknown().is_some() { Ok(None) } else { found(false) }
}
