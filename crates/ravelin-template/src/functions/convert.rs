//! Functions that convert between types: `bool`, `float`, `int`, `json`, `string`.

use super::args::{Kinds, arg, doubtful, expect, fail, string};
use super::text::{Text, scalar};
use super::{Answer, Function, json};
use ravelin_model::{Data, Value};

pub(super) const FUNCTIONS: &[Function] = &[
    Function::text("bool", 1, 1, to_bool),
    Function::text("float", 1, 1, to_float),
    Function::text("int", 1, 1, to_int),
    Function::text("json", 1, 1, to_json),
    Function::text("string", 1, 1, to_string),
];

/// <https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-logical#bool>
fn to_bool(args: &[Value]) -> Answer {
    let value = arg(args, 0);
    expect("bool", value, Kinds::STRING.or(Kinds::INT).or(Kinds::BOOL))?;
    let answer = match &value.data {
        Data::Bool(value) => *value,
        Data::Int(0) => false,
        Data::Int(1) => true,
        Data::String(text) if text.trim().eq_ignore_ascii_case("true") => true,
        Data::String(text) if text.trim().eq_ignore_ascii_case("false") => false,
        Data::Int(_) => return doubtful("bool", args, "only 0 and 1 are documented"),
        Data::String(_) => return doubtful("bool", args, "only `true` and `false` are documented"),
        _ => return Ok(None),
    };
    Ok(Some(answer.into()))
}

/// <https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-numeric#float>
fn to_float(args: &[Value]) -> Answer {
    let value = arg(args, 0);
    expect("float", value, Kinds::STRING.or(Kinds::INT).or(Kinds::FLOAT))?;
    match &value.data {
        Data::Float(_) => Ok(Some(value.clone())),
        #[expect(clippy::cast_precision_loss, reason = "what the function does")]
        Data::Int(number) => Ok(Some((*number as f64).into())),
        Data::String(text) => {
            let plain = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'-'));
            match text.parse::<f64>() {
                Ok(number) if plain && number.is_finite() => Ok(Some(number.into())),
                _ => doubtful("float", args, "the text is not a plain decimal number"),
            }
        }
        _ => Ok(None),
    }
}

/// Integers and strings only: <https://github.com/Azure/azure-quickstart-templates/issues/2019>
fn to_int(args: &[Value]) -> Answer {
    let value = arg(args, 0);
    expect("int", value, Kinds::STRING.or(Kinds::INT).or(Kinds::FLOAT))?;
    match &value.data {
        Data::Int(_) => Ok(Some(value.clone())),
        Data::Float(_) => doubtful("int", args, "a number with a fraction is no documented argument"),
        Data::String(text) => match text.parse::<i64>() {
            Ok(number) => Ok(Some(number.into())),
            Err(_) if text.bytes().any(|byte| byte.is_ascii_digit()) => {
                doubtful("int", args, "the text is not a plain integer")
            }
            Err(_) => fail(format!("`int()` can't convert {}", shown(value, text))),
        },
        _ => Ok(None),
    }
}

/// The text in a message, unless it is secret.
fn shown(value: &Value, text: &str) -> String {
    if value.is_secret() || text.len() > 60 { "this text".to_owned() } else { format!("`{text}`") }
}

fn to_json(args: &[Value]) -> Answer {
    let value = arg(args, 0);
    let Some(text) = string("json", value)? else { return Ok(None) };
    match json::read(text) {
        Some(result) => Ok(Some(result.marked(value.is_secret()))),
        None => doubtful("json", args, "the text is not JSON, or JSON of a kind that is not read"),
    }
}

/// `string(true())` is `True`: <https://github.com/Azure/PSRule.Rules.Azure/issues/793>. Arrays and objects become compact
/// JSON: <https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-string#string>
fn to_string(args: &[Value]) -> Answer {
    let value = arg(args, 0);
    match &value.data {
        Data::Null => doubtful("string", args, "the argument is null"),
        Data::Array(_) | Data::Object(_) => {
            let mut text = Text::new("string");
            json::write(value, '"', &mut text)?;
            Ok(Some(text.finish()))
        }
        Data::Unknown(_) if Kinds::of(value) == Kinds::STRING => Ok(Some(value.clone())),
        Data::Unknown(_) => Ok(None),
        Data::String(_) => Ok(Some(value.clone())),
        Data::Bool(_) | Data::Int(_) | Data::Float(_) | Data::Decimal(_) => match scalar(value) {
            Some(text) => Ok(Some(text.into())),
            None => doubtful("string", args, "how the number prints depends on the .NET version"),
        },
    }
}
