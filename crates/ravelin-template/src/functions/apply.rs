//! Applying a function: how many arguments, what when some are unknown, how large the result may be.

use super::{Answer, Carries, Failure, Function, alternatives, args};
use ravelin_model::{Data, Form, MAX_DEPTH, MAX_STRING, MAX_WEIGHT, Value};

/// Applies a function. What is unknown in the arguments makes as little of the result unknown as possible.
pub fn apply(function: &'static Function, args: &[Value]) -> Result<Value, Failure> {
    check_count(function, args.len())?;
    let result = decide(function, args)?.unwrap_or_else(|| undecided(function, args));
    check_size(function, &result)?;
    Ok(result)
}

fn decide(function: &Function, args: &[Value]) -> Answer {
    if let Some(result) = call(function, args)? {
        return Ok(Some(result));
    }
    alternatives::over(args, || args::residual(function.name, args), |args| call(function, args))
}

/// Calls the function and marks what is made of a secret.
fn call(function: &Function, args: &[Value]) -> Answer {
    let Some(result) = (function.call)(args)? else { return Ok(None) };
    // A compound result marks its parts itself.
    let whole = !matches!(result.data, Data::Array(_) | Data::Object(_));
    let secret = function.carries == Carries::Text && whole && args.iter().any(Value::is_secret);
    Ok(Some(result.marked(secret)))
}

fn undecided(function: &Function, args: &[Value]) -> Value {
    let secret = function.carries != Carries::Fact && args.iter().any(Value::is_secret);
    args::unknown(function.name, args, Form::Any).marked(secret)
}

fn check_count(function: &Function, given: usize) -> Result<(), Failure> {
    let Function { name, min, max, .. } = *function;
    if (min..=max).contains(&given) {
        return Ok(());
    }
    let expected = match (min, max) {
        (0, 0) => "no arguments".to_owned(),
        (min, max) if min == max => format!("{min} argument{}", if min == 1 { "" } else { "s" }),
        (min, super::MANY) => format!("at least {min} argument{}", if min == 1 { "" } else { "s" }),
        (min, max) => format!("{min} to {max} arguments"),
    };
    args::fail(format!("`{name}()` takes {expected}, not {given}"))
}

fn check_size(function: &Function, result: &Value) -> Result<(), Failure> {
    let name = function.name;
    if result.as_str().is_some_and(|text| text.len() > MAX_STRING) {
        return args::fail(format!("the result of `{name}()` is longer than {MAX_STRING} bytes"));
    }
    if result.weight() > MAX_WEIGHT {
        return args::fail(format!("the result of `{name}()` has more than {MAX_WEIGHT} values"));
    }
    if result.depth() > MAX_DEPTH {
        return args::fail(format!("the result of `{name}()` nests deeper than {MAX_DEPTH} levels"));
    }
    Ok(())
}
