//! Operands of which each is one of a few values: every combination is tried.

use ravelin_model::{Form, MAX_ALTERNATIVES, Reason, Value};
use std::sync::Arc;

/// An unknown that is one of several values, by the name under which it is the same everywhere.
struct Choice<'v> {
    residual: &'v str,
    values: &'v [Value],
}

/// What came of all combinations.
pub(super) struct Outcome {
    /// One of the results.
    pub(super) value: Value,
    /// Did some of the combinations fail?
    pub(super) doubtful: bool,
}

/// The distinct choices among the operands, where there are few enough combinations.
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

/// Tries every combination; `None` when no operand is one of a few values, or there are too many combinations. One that
/// fails is not the one that a working configuration has, unless all do.
pub(super) fn over(
    args: &[Value],
    residual: impl FnOnce() -> String,
    mut call: impl FnMut(&[Value]) -> Result<Value, String>,
) -> Option<Result<Outcome, String>> {
    let choices = choices(args)?;
    let product = choices.iter().map(|choice| choice.values.len()).product();
    let mut results = Vec::new();
    let mut failure: Option<String> = None;
    for number in 0..product {
        match call(&combination(args, &choices, number)) {
            Ok(value) => results.push(value),
            Err(error) => failure = failure.or(Some(error)),
        }
    }
    match failure {
        Some(failure) if results.is_empty() => Some(Err(failure)),
        failure => {
            let reasons: Vec<Arc<Reason>> = args.iter().flat_map(Value::reasons).collect();
            let value = Value::one_of(results, residual(), reasons);
            Some(Ok(Outcome { value, doubtful: failure.is_some() }))
        }
    }
}

/// The operands with each choice replaced by one of its values, as the digits of `number` say.
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
