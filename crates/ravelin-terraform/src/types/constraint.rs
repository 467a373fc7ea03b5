//! Type constraints as they are written: `map(object({ name = string, size = optional(number, 1) }))`, and the quoted
//! words and bare `list` and `map` of older configurations.

use super::{Field, Type, convert};
use crate::ir::{Expr, ExprKind, UnaryOperator};
use ravelin_finding::{Place, Problem, ProblemKind};
use ravelin_model::{Array, MAX_DEPTH, ObjectBuilder, ObjectKind, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The type that an expression writes.
///
/// # Errors
/// When it writes none.
pub fn constraint(expr: &Expr) -> Result<Type, Problem> {
    read(expr, 0)
}

fn wrong(place: Place, message: impl Into<String>) -> Problem {
    let help = "a type is `string`, `number`, `bool`, `any`, or one of these inside `list(…)`, `set(…)`, `map(…)`, \
                `tuple([…])` or `object({…})`";
    Problem {
        kind: ProblemKind::Invalid,
        place: Some(place),
        path: None,
        message: message.into(),
        help: Some(help.to_owned()),
    }
}

fn read(expr: &Expr, depth: u16) -> Result<Type, Problem> {
    if depth > MAX_DEPTH {
        return Err(wrong(expr.place, "the type is nested too deeply"));
    }
    match &expr.kind {
        ExprKind::Name(name) => word(name).ok_or_else(|| wrong(expr.place, format!("`{name}` is no type"))),
        // Terraform 0.11 quoted its types.
        ExprKind::Literal(value) => match value.as_str() {
            Some("string") => Ok(Type::String),
            Some("list") => Ok(Type::List(Arc::new(Type::String))),
            Some("map") => Ok(Type::Map(Arc::new(Type::String))),
            Some(other) => Err(wrong(expr.place, format!("`\"{other}\"` is no type"))),
            None => Err(wrong(expr.place, "this is no type")),
        },
        ExprKind::Call { name, args, expand: false } => call(name, args, expr.place, depth),
        _ => Err(wrong(expr.place, "this is no type")),
    }
}

fn word(name: &str) -> Option<Type> {
    Some(match name {
        "any" => Type::Any,
        "string" => Type::String,
        "number" => Type::Number,
        "bool" => Type::Bool,
        "list" => Type::List(Arc::new(Type::Any)),
        "map" => Type::Map(Arc::new(Type::Any)),
        "set" => Type::Set(Arc::new(Type::Any)),
        _ => return None,
    })
}

fn call(name: &str, args: &[Expr], place: Place, depth: u16) -> Result<Type, Problem> {
    match (name, args) {
        ("list", [element]) => Ok(Type::List(Arc::new(read(element, depth + 1)?))),
        ("set", [element]) => Ok(Type::Set(Arc::new(read(element, depth + 1)?))),
        ("map", [element]) => Ok(Type::Map(Arc::new(read(element, depth + 1)?))),
        ("tuple", [Expr { kind: ExprKind::Tuple(items), .. }]) => {
            let items: Result<Vec<Type>, Problem> = items.iter().map(|item| read(item, depth + 1)).collect();
            Ok(Type::Tuple(items?.into()))
        }
        ("object", [Expr { kind: ExprKind::Object(members), .. }]) => object(members, depth),
        ("list" | "set" | "map", _) => Err(wrong(place, format!("`{name}` takes the type of its elements"))),
        ("tuple", _) => Err(wrong(place, "`tuple` takes the types of its elements between brackets")),
        ("object", _) => Err(wrong(place, "`object` takes the types of its attributes between braces")),
        ("optional", _) => Err(wrong(place, "`optional` has its place in an `object` only")),
        _ => Err(wrong(place, format!("`{name}` is no type"))),
    }
}

fn object(members: &[(Expr, Expr)], depth: u16) -> Result<Type, Problem> {
    let mut fields = BTreeMap::new();
    for (key, value) in members {
        let name: Arc<str> = match &key.kind {
            ExprKind::Literal(key) if key.as_str().is_some() => key.as_str().unwrap_or_default().into(),
            ExprKind::Name(name) => Arc::clone(name),
            _ => return Err(wrong(key.place, "the name of an attribute must be a plain word")),
        };
        let field = field(Arc::clone(&name), value, depth + 1)?;
        fields.insert(name, field);
    }
    Ok(Type::Object(fields.into_values().collect()))
}

fn field(name: Arc<str>, expr: &Expr, depth: u16) -> Result<Field, Problem> {
    let ExprKind::Call { name: called, args, expand: false } = &expr.kind else {
        return Ok(Field { name, ty: read(expr, depth)?, optional: false, default: None });
    };
    if &**called != "optional" {
        return Ok(Field { name, ty: read(expr, depth)?, optional: false, default: None });
    }
    match args.as_slice() {
        [ty] => Ok(Field { name, ty: read(ty, depth)?, optional: true, default: None }),
        [ty, default] => {
            let ty = read(ty, depth)?;
            let value = constant(default, depth)?;
            convert(&value, &ty).map_err(|why| {
                wrong(default.place, format!("the default of `{name}` does not fit: {why}"))
            })?;
            let default = (!value.is_null()).then_some(value);
            Ok(Field { name, ty, optional: true, default })
        }
        _ => Err(wrong(expr.place, "`optional` takes a type and perhaps a default")),
    }
}

/// A default: literals and what is made of them. Terraform allows no references here either.
fn constant(expr: &Expr, depth: u16) -> Result<Value, Problem> {
    if depth > MAX_DEPTH {
        return Err(wrong(expr.place, "the default is nested too deeply"));
    }
    match &expr.kind {
        ExprKind::Literal(value) => Ok(value.clone()),
        ExprKind::Unary(UnaryOperator::Minus, operand) => {
            super::number::negate(&constant(operand, depth + 1)?).map_err(|why| wrong(expr.place, why))
        }
        ExprKind::Unary(UnaryOperator::Not, operand) => match constant(operand, depth + 1)?.as_bool() {
            Some(answer) => Ok((!answer).into()),
            None => Err(wrong(expr.place, "a bool is needed")),
        },
        ExprKind::Tuple(items) => {
            let items: Result<Vec<Value>, Problem> =
                items.iter().map(|item| constant(item, depth + 1)).collect();
            Ok(Array::new(items?).into())
        }
        ExprKind::Object(members) => {
            let mut object = ObjectBuilder::of_kind(ObjectKind::Exact);
            for (key, value) in members {
                let key = match &key.kind {
                    ExprKind::Name(name) => Arc::clone(name),
                    _ => match convert(&constant(key, depth + 1)?, &Type::String) {
                        Ok(text) => text.as_str().unwrap_or_default().into(),
                        Err(why) => return Err(wrong(key.place, why)),
                    },
                };
                object.put(key, constant(value, depth + 1)?);
            }
            Ok(object.build().into())
        }
        _ => Err(wrong(expr.place, "a default must be a constant")),
    }
}
