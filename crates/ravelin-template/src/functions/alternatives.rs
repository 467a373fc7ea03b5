//! Arguments of which each is one of a few values: every combination is tried.

use super::{Answer, Failure};
use ravelin_model::{Form, MAX_ALTERNATIVES, Value};

/// An unknown that is one of several values, by the name under which it is the same everywhere.
struct Choice<'v> {
    residual: &'v str,
    values: &'v [Value],
}

/// The distinct choices among the arguments, where there are few enough combinations.
fn choices(args: &[Value]) -> Option<Vec<Choice<'_>>> {
    let mut found: Vec<Choice<'_>> = Vec::new();
    let mut product = 1usize;
    for unknown in args.iter().filter_map(Value::as_unknown) {
        let Form::OneOf(values) = &unknown.form else { continue };
        // The same unknown twice has the same value twice: a product would invent combinations.
        if found.iter().any(|choice| choice.residual == &*unknown.residual) {
            continue;
        }
        product = product.saturating_mul(values.len());
        if product > MAX_ALTERNATIVES {
            return None;
        }
        found.push(Choice { residual: &unknown.residual, values });
    }
    (!found.is_empty()).then_some(found)
}

/// Can every combination be tried?
pub(super) fn feasible(args: &[Value]) -> bool {
    choices(args).is_some()
}

/// Are there unknown arguments, each one of a few values, so that trying every combination leaves nothing open?
pub(super) fn decide_all(args: &[Value]) -> bool {
    let open = |value: &Value| {
        value.as_unknown().is_some_and(|unknown| match &unknown.form {
            Form::OneOf(values) => values.iter().any(|value| value.as_unknown().is_some()),
            Form::Any | Form::Pattern(_) | Form::Holding(_) => true,
        })
    };
    !args.iter().any(open) && feasible(args)
}

/// Tries every combination; `None` when there are too many, when one is not decided, or when some but not all fail.
pub(super) fn over(
    args: &[Value],
    residual: impl FnOnce() -> String,
    call: impl Fn(&[Value]) -> Answer,
) -> Answer {
    let Some(choices) = choices(args) else { return Ok(None) };
    let product = choices.iter().map(|choice| choice.values.len()).product();
    let mut results = Vec::new();
    let mut failure: Option<Failure> = None;
    for number in 0..product {
        match call(&combination(args, &choices, number)) {
            Ok(Some(value)) => results.push(value),
            Ok(None) => return Ok(None),
            Err(error) => failure = failure.or(Some(error)),
        }
    }
    match failure {
        Some(failure) if results.is_empty() => Err(failure),
        Some(_) => Ok(None),
        None => Ok(Some(Value::one_of(results, residual(), super::args::reasons(args)))),
    }
}

/// The arguments with each choice replaced by one of its values, as the digits of `number` say.
fn combination(args: &[Value], choices: &[Choice<'_>], mut number: usize) -> Vec<Value> {
    let mut picked = Vec::with_capacity(choices.len());
    for choice in choices {
        let count = choice.values.len().max(1);
        picked.push((choice.residual, choice.values.get(number % count)));
        number /= count;
    }
    let replace = |arg: &Value| {
        let residual = arg.as_unknown().map(|unknown| &*unknown.residual)?;
        let (_, value) = picked.iter().find(|(name, _)| *name == residual)?;
        value.map(|value| value.clone().marked(arg.secret))
    };
    args.iter().map(|arg| replace(arg).unwrap_or_else(|| arg.clone())).collect()
}
