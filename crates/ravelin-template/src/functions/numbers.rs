//! Arithmetic on 64-bit integers: `add`, `sub`, `mul`, `div`, `mod`, `min`, `max`.

use super::args::{Kinds, arg, expect, fail, int};
use super::{Answer, Function, MANY};
use ravelin_model::Value;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::text("add", 2, 2, |args| binary("add", args, i64::checked_add)),
    Function::text("div", 2, 2, |args| binary("div", args, i64::checked_div)),
    Function::text("max", 1, MANY, |args| extreme("max", args, i64::max)),
    Function::text("min", 1, MANY, |args| extreme("min", args, i64::min)),
    Function::text("mod", 2, 2, |args| binary("mod", args, i64::checked_rem)),
    Function::text("mul", 2, 2, |args| binary("mul", args, i64::checked_mul)),
    Function::text("sub", 2, 2, |args| binary("sub", args, i64::checked_sub)),
];

/// Overflow is a failure: <https://github.com/Azure/bicep/blob/main/src/Bicep.Core.UnitTests/TypeSystem/OperatorTests.cs>
fn binary(name: &str, args: &[Value], operation: fn(i64, i64) -> Option<i64>) -> Answer {
    let (a, b) = (int(name, arg(args, 0))?, int(name, arg(args, 1))?);
    if b == Some(0) && matches!(name, "div" | "mod") {
        return fail(format!("`{name}()` divides by zero"));
    }
    let (Some(a), Some(b)) = (a, b) else { return Ok(None) };
    match operation(a, b) {
        Some(result) => Ok(Some(result.into())),
        None => fail(format!("`{name}()` of {a} and {b} is beyond 64 bits")),
    }
}

/// Of several integers, or of one array of them.
fn extreme(name: &str, args: &[Value], better: fn(i64, i64) -> i64) -> Answer {
    let numbers = match args {
        [only] => {
            expect(name, only, Kinds::ARRAY.or(Kinds::INT))?;
            match only.as_array() {
                Some(items) => items,
                None => args,
            }
        }
        several => several,
    };
    let mut best: Option<i64> = None;
    for number in numbers {
        // An array that is not known is the one argument.
        if args.len() == 1 && Kinds::of(number).meets(Kinds::ARRAY) {
            return Ok(None);
        }
        let Some(number) = int(name, number)? else { return Ok(None) };
        best = Some(best.map_or(number, |best| better(best, number)));
    }
    match best {
        Some(best) => Ok(Some(best.into())),
        None => fail(format!("`{name}()` of an empty array")),
    }
}
