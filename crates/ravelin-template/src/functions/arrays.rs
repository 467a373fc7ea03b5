//! Functions that make arrays: `array`, `createArray`, `concat`, `distinct`, `flatten`, `range`.

use super::args::{Kinds, arg, array, doubtful, expect, fail, held, int, residual, unknown};
use super::{Answer, Function, MANY, alternatives};
use ravelin_model::{Form, MAX_WEIGHT, Value};

pub(super) const FUNCTIONS: &[Function] = &[
    Function::values("array", 1, 1, to_array),
    Function::values("createArray", 0, MANY, create_array),
    Function::values("distinct", 1, 1, distinct),
    Function::values("flatten", 1, 1, flatten),
    Function::fact("range", 2, 2, range),
];

fn to_array(args: &[Value]) -> Answer {
    let value = arg(args, 0);
    if value.is_null() {
        return doubtful("array", args, "the argument is null");
    }
    if Kinds::of(value) == Kinds::ARRAY {
        return Ok(Some(value.clone()));
    }
    let open = Kinds::of(value).meets(Kinds::ARRAY) || Kinds::of(value).meets(Kinds::NULL);
    Ok((!open).then(|| vec![value.clone()].into()))
}

fn create_array(args: &[Value]) -> Answer {
    Ok(Some(args.to_vec().into()))
}

/// The arrays one after the other. Where one is not known, what the others hold is.
pub(super) fn concat(args: &[Value]) -> Answer {
    for arg in args {
        expect("concat", arg, Kinds::ARRAY)?;
    }
    chain("concat", args, args)
}

/// The items of several arrays; `args` are those of the call, for its canonical form.
fn chain(name: &'static str, arrays: &[Value], args: &[Value]) -> Answer {
    if alternatives::decide_all(arrays) {
        let call = |arrays: &[Value]| chain(name, arrays, args);
        if let Some(result) = alternatives::over(arrays, || residual(name, args), call)? {
            return Ok(Some(result));
        }
    }
    let mut items = Vec::new();
    let mut closed = true;
    let mut weight = 0u64;
    for value in arrays {
        weight = weight.saturating_add(value.weight());
        if weight > MAX_WEIGHT {
            return fail(format!("the result of `{name}()` has more than {MAX_WEIGHT} values"));
        }
        match array(name, value)? {
            Some(more) => items.extend(more),
            None => {
                closed = false;
                items.extend(held(value).unwrap_or_default());
            }
        }
    }
    Ok(Some(if closed { items.into() } else { unknown(name, args, Form::Holding(items.into())) }))
}

fn flatten(args: &[Value]) -> Answer {
    match array("flatten", arg(args, 0))? {
        Some(arrays) => chain("flatten", &arrays, args),
        None => Ok(None),
    }
}

fn distinct(args: &[Value]) -> Answer {
    let Some(items) = array("distinct", arg(args, 0))? else { return Ok(None) };
    super::distinct::merged("distinct", &[items.into()], args).map(Some)
}

/// At most 10,000 items, the last below 2,147,483,647:
/// <https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-functions-array#range>
fn range(args: &[Value]) -> Answer {
    let (Some(start), Some(count)) = (int("range", arg(args, 0))?, int("range", arg(args, 1))?) else {
        return Ok(None);
    };
    if !(0..=10_000).contains(&count) {
        return fail(format!("`range()` makes 0 to 10,000 integers, not {count}"));
    }
    match start.checked_add(count) {
        Some(end) if end <= 2_147_483_647 => {
            Ok(Some((start..end).map(Value::from).collect::<Vec<_>>().into()))
        }
        _ => fail("`range()` ends beyond 2147483647"),
    }
}
