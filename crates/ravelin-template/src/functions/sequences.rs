//! Functions that read strings as well as arrays: `length`, `empty`, `first`, `last`, `take`, `skip`.

use super::args::{Kinds, arg, doubtful, expect, head, held, int, marked, pieces, tail};
use super::text::{byte_at, length, part, pattern_length, wrapped};
use super::{Answer, Function, strings};
use ravelin_model::{Data, Form, Piece, Value};

pub(super) const FUNCTIONS: &[Function] = &[
    Function::fact("empty", 1, 1, empty),
    Function::values("first", 1, 1, first),
    Function::values("last", 1, 1, last),
    Function::fact("length", 1, 1, length_of),
    Function::text("skip", 2, 2, skip),
    Function::text("take", 2, 2, take),
];

const SEQUENCE: Kinds = Kinds::STRING.or(Kinds::ARRAY);

fn length_of(args: &[Value]) -> Answer {
    let value = arg(args, 0);
    expect("length", value, SEQUENCE.or(Kinds::OBJECT))?;
    let count = match &value.data {
        Data::String(text) => length(text),
        Data::Array(array) => array.items().len(),
        Data::Object(object) if object.open().is_none() => object.entries().len(),
        _ => match pieces(value).and_then(|pieces| pattern_length(&pieces)) {
            Some(count) => count,
            None => return Ok(None),
        },
    };
    Ok(i64::try_from(count).ok().map(Value::from))
}

fn empty(args: &[Value]) -> Answer {
    let value = arg(args, 0);
    // `empty(json('null'))` is true: <https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-functions-object#json>
    expect("empty", value, SEQUENCE.or(Kinds::OBJECT).or(Kinds::NULL))?;
    let answer = match &value.data {
        Data::Null => Some(true),
        Data::String(text) => Some(text.is_empty()),
        Data::Array(array) => Some(array.items().is_empty()),
        Data::Object(object) if object.open().is_none() => Some(object.entries().is_empty()),
        Data::Object(object) if !object.entries().is_empty() => Some(false),
        _ => match (pieces(value), held(value)) {
            (Some(pieces), _) if pieces.iter().any(|piece| matches!(piece, Piece::Text(_))) => Some(false),
            (_, Some(items)) if !items.is_empty() => Some(false),
            _ => None,
        },
    };
    Ok(answer.map(Value::from))
}

fn first(args: &[Value]) -> Answer {
    let value = arg(args, 0);
    expect("first", value, SEQUENCE)?;
    end(args, value, Value::as_array(value).map(|items| items.first()), head(value).chars().next(), "first")
}

fn last(args: &[Value]) -> Answer {
    let value = arg(args, 0);
    expect("last", value, SEQUENCE)?;
    end(
        args,
        value,
        Value::as_array(value).map(|items| items.last()),
        tail(value).chars().next_back(),
        "last",
    )
}

/// The first or last of an array or string. Of an empty array it is null, of an empty string the empty string:
/// <https://github.com/Azure/bicep/blob/main/src/Bicep.Core.UnitTests/TypeSystem/FunctionResolverTests.cs>
fn end(
    args: &[Value],
    value: &Value,
    item: Option<Option<&Value>>,
    edge: Option<char>,
    name: &str,
) -> Answer {
    match (item, edge) {
        (Some(item), _) => Ok(Some(item.cloned().unwrap_or(Value::NULL).marked(value.secret))),
        (None, Some(edge)) if edge.len_utf16() > 1 => {
            doubtful(name, args, "it cuts a character that takes two UTF-16 units")
        }
        (None, Some(edge)) => Ok(Some(Value::from(edge.to_string()).marked(value.is_secret()))),
        (None, None) => Ok(value.as_str().map(|_| "".into())),
    }
}

fn take(args: &[Value]) -> Answer {
    let (value, count) = (arg(args, 0), arg(args, 1));
    expect("take", value, SEQUENCE)?;
    let Some(count) = int("take", count)? else { return Ok(None) };
    let count = usize::try_from(count).unwrap_or(0);
    if let Some(items) = value.as_array() {
        let items = items.get(..count).unwrap_or(items);
        return Ok(Some(marked(items, value.secret).into()));
    }
    if pieces(value).and_then(|pieces| pattern_length(&pieces)).is_some_and(|length| length <= count) {
        return Ok(Some(value.clone()));
    }
    let known = head(value);
    if count > length(known) {
        return if value.as_str().is_some() { Ok(Some(known.into())) } else { take_of_pattern(args, value) };
    }
    if value.as_str().is_none() && pieces(value).is_none() {
        return Ok(None);
    }
    match byte_at(known, count) {
        Some(to) => Ok(Some(part(known, ..to).into())),
        None => doubtful("take", args, "it cuts a character that takes two UTF-16 units"),
    }
}

/// More of a string with holes than the text before the first one: that text, then something.
fn take_of_pattern(args: &[Value], value: &Value) -> Answer {
    let known = head(value);
    if known.is_empty() {
        return Ok(None);
    }
    let Data::Unknown(rest) = super::args::unknown("take", args, Form::Any).data else { return Ok(None) };
    let rest = wrapped("skip", &rest.into());
    Ok(Some(Value::join(&[known.into(), rest.into()])))
}

fn skip(args: &[Value]) -> Answer {
    let (value, count) = (arg(args, 0), arg(args, 1));
    expect("skip", value, SEQUENCE)?;
    let Some(count) = int("skip", count)? else { return Ok(None) };
    let count = usize::try_from(count).unwrap_or(0);
    if count == 0 && !Kinds::of(value).meets(Kinds::NULL) {
        return Ok(Some(value.clone()));
    }
    if let Some(items) = value.as_array() {
        return Ok(Some(marked(items.get(count..).unwrap_or_default(), value.secret).into()));
    }
    let known = head(value);
    if count >= length(known) && value.as_str().is_some() {
        return Ok(Some("".into()));
    }
    match byte_at(known, count) {
        Some(from) if value.as_str().is_some() => Ok(Some(part(known, from..).into())),
        Some(from) => strings::without_head(value, from),
        None if count > length(known) => Ok(None),
        None if value.as_str().is_none() => Ok(None),
        None => doubtful("skip", args, "it cuts a character that takes two UTF-16 units"),
    }
}
