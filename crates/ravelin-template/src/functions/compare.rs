//! Constants and comparisons: `equals`, `greater`, `greaterOrEquals`, `less`, `lessOrEquals`, `not`, `true`, `false`, `null`.

use super::args::{Kinds, arg, doubtful, expect, fail};
use super::{Answer, Function, casing};
use ravelin_model::{Data, Value};
use std::cmp::Ordering;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::fact("equals", 2, 2, equals),
    Function::fact("false", 0, 0, |_| Ok(Some(false.into()))),
    Function::fact("greater", 2, 2, |args| compare("greater", args, Ordering::is_gt)),
    Function::fact("greaterOrEquals", 2, 2, |args| compare("greaterOrEquals", args, Ordering::is_ge)),
    Function::fact("less", 2, 2, |args| compare("less", args, Ordering::is_lt)),
    Function::fact("lessOrEquals", 2, 2, |args| compare("lessOrEquals", args, Ordering::is_le)),
    Function::fact("not", 1, 1, not),
    Function::fact("null", 0, 0, |_| Ok(Some(Value::NULL))),
    Function::fact("true", 0, 0, |_| Ok(Some(true.into()))),
];

fn equals(args: &[Value]) -> Answer {
    Ok(arg(args, 0).same(arg(args, 1)).map(Value::from))
}

fn not(args: &[Value]) -> Answer {
    let value = arg(args, 0);
    expect("not", value, Kinds::BOOL)?;
    Ok(value.as_bool().map(|value| (!value).into()))
}

/// Integers by size, strings as the invariant culture orders them.
fn compare(name: &str, args: &[Value], holds: fn(Ordering) -> bool) -> Answer {
    let (a, b) = (arg(args, 0), arg(args, 1));
    expect(name, a, Kinds::INT.or(Kinds::STRING).or(Kinds::FLOAT))?;
    expect(name, b, Kinds::INT.or(Kinds::STRING).or(Kinds::FLOAT))?;
    let order = match (&a.data, &b.data) {
        (Data::Int(a), Data::Int(b)) => a.cmp(b),
        (Data::String(a), Data::String(b)) => match casing::linguistic(a, b) {
            Some(order) => order,
            None => {
                return doubtful(
                    name,
                    args,
                    "how these strings are ordered depends on the culture of the server",
                );
            }
        },
        (Data::Unknown(_), _) | (_, Data::Unknown(_)) => return Ok(None),
        (Data::String(_), _) | (_, Data::String(_)) => {
            return fail(format!("`{name}()` compares two integers or two strings"));
        }
        _ => return doubtful(name, args, "a number with a fraction is no documented argument"),
    };
    Ok(Some(holds(order).into()))
}
