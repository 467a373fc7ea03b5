//! Operators on values, as Terraform converts and computes. Pure: the result, or in words what is wrong.

use super::access::kind;
use super::expr::either;
use super::world::derived;
use crate::ir::{BinaryOperator, UnaryOperator};
use crate::types::{self, Type};
use ravelin_model::Value;

/// How an operator is written.
pub(super) const fn sign(operator: BinaryOperator) -> &'static str {
    match operator {
        BinaryOperator::Or => "||",
        BinaryOperator::And => "&&",
        BinaryOperator::Equal => "==",
        BinaryOperator::NotEqual => "!=",
        BinaryOperator::Less => "<",
        BinaryOperator::LessOrEqual => "<=",
        BinaryOperator::Greater => ">",
        BinaryOperator::GreaterOrEqual => ">=",
        BinaryOperator::Add => "+",
        BinaryOperator::Subtract => "-",
        BinaryOperator::Multiply => "*",
        BinaryOperator::Divide => "/",
        BinaryOperator::Modulo => "%",
    }
}

fn operand(value: &Value, sign: &str, ty: &Type, wanted: &str) -> Result<Value, String> {
    if value.is_null() {
        return Err(format!("`{sign}` takes {wanted}, and this is null"));
    }
    types::convert(value, ty).map_err(|_| format!("`{sign}` takes {wanted}, and this is {}", kind(value)))
}

/// `!a`, `-a`
pub(super) fn unary(operator: UnaryOperator, value: &Value) -> Result<Value, String> {
    let secret = value.is_secret();
    let result = match operator {
        UnaryOperator::Not => {
            let value = operand(value, "!", &Type::Bool, "true or false")?;
            match value.as_bool() {
                Some(answer) => Value::from(!answer),
                None => either(format!("!({})", value.residual()), &[&value]),
            }
        }
        UnaryOperator::Minus => {
            let value = operand(value, "-", &Type::Number, "a number")?;
            match value.as_unknown() {
                None => types::number::negate(&value)?,
                Some(_) => derived(format!("-({})", value.residual()), &[&value]),
            }
        }
    };
    Ok(result.marked(secret))
}

/// Every operator between two operands but `&&` and `||`, which need not look at both.
pub(super) fn binary(operator: BinaryOperator, a: &Value, b: &Value) -> Result<Value, String> {
    let secret = a.is_secret() || b.is_secret();
    let sign = sign(operator);
    let residual = || format!("({} {sign} {})", a.residual(), b.residual());
    if let BinaryOperator::Equal | BinaryOperator::NotEqual = operator {
        let wanted = operator == BinaryOperator::Equal;
        let result = match types::equal(a, b) {
            Some(same) => Value::from(same == wanted),
            None => either(residual(), &[a, b]),
        };
        return Ok(result.marked(secret));
    }
    let number = |value: &Value| operand(value, sign, &Type::Number, "numbers");
    let (x, y) = (number(a)?, number(b)?);
    if x.as_unknown().is_some() || y.as_unknown().is_some() {
        let compares = matches!(
            operator,
            BinaryOperator::Less
                | BinaryOperator::LessOrEqual
                | BinaryOperator::Greater
                | BinaryOperator::GreaterOrEqual
        );
        let result = if compares { either(residual(), &[a, b]) } else { derived(residual(), &[a, b]) };
        return Ok(result.marked(secret));
    }
    let result = match operator {
        BinaryOperator::Add => types::number::add(&x, &y)?,
        BinaryOperator::Subtract => types::number::subtract(&x, &y)?,
        BinaryOperator::Multiply => types::number::multiply(&x, &y)?,
        BinaryOperator::Divide => types::number::divide(&x, &y)?,
        BinaryOperator::Modulo => types::number::modulo(&x, &y)?,
        compared => {
            use std::cmp::Ordering::{Equal, Greater, Less};
            let order = types::number::compare(&x, &y);
            let holds = match compared {
                BinaryOperator::Less => order == Less,
                BinaryOperator::LessOrEqual => order == Less || order == Equal,
                BinaryOperator::Greater => order == Greater,
                _ => order == Greater || order == Equal,
            };
            holds.into()
        }
    };
    Ok(result.marked(secret))
}

/// A value as the type that fits both it and the other: what a conditional gives whichever branch is taken.
pub(super) fn fitting(value: &Value, other: &Value) -> Value {
    types::unified(value, other)
}
