//! `format`: composite formatting as `String.Format` of .NET, for the arguments that a template can give.
//!
//! Format specifiers whose result depends on the culture of the server are not applied: the result is unknown.

use super::alternatives::feasible;
use super::args::{arg, doubtful, fail, string};
use super::json;
use super::strings::leave_to_alternatives;
use super::text::{Text, alone, length, scalar};
use super::{Answer, Failure, Function, MANY};
use ravelin_model::{Data, Value};

pub(super) const FUNCTIONS: &[Function] = &[Function::text("format", 1, MANY, format)];

/// Indexes and widths from here on are refused, as in .NET.
const LIMIT: i64 = 1_000_000;

/// A part of a format string.
#[derive(Debug, PartialEq, Eq)]
enum Segment {
    Literal(String),
    Item { index: usize, width: i64, spec: String },
}

fn format(args: &[Value]) -> Answer {
    let Some(template) = string("format", arg(args, 0))? else { return Ok(None) };
    let Some(segments) = parse(template) else {
        return fail(
            "`format()` is given an invalid format: braces that are no item are written `{{` and `}}`",
        );
    };
    let given = args.get(1..).unwrap_or_default();
    if leave_to_alternatives(given, shown)
        || (segments.iter().any(|part| reformats(part, given)) && feasible(given))
    {
        return Ok(None);
    }
    let mut text = Text::new("format");
    for segment in &segments {
        match segment {
            Segment::Literal(literal) => text.push(literal)?,
            Segment::Item { index, width, spec } => {
                let Some(value) = given.get(*index) else {
                    let count = given.len();
                    return fail(format!("`format()` has no argument {{{index}}}: {count} are given"));
                };
                if !item(&mut text, value, *width, spec)? {
                    return doubtful(
                        "format",
                        args,
                        &format!("`{spec}` depends on the culture of the server"),
                    );
                }
            }
        }
    }
    Ok(Some(alone(text.finish())))
}

/// Is an argument that is not known printed in another way than its own?
fn reformats(segment: &Segment, given: &[Value]) -> bool {
    match segment {
        Segment::Item { index, width, spec } if *width != 0 || !spec.is_empty() => {
            given.get(*index).is_some_and(|value| value.as_unknown().is_some())
        }
        Segment::Item { .. } | Segment::Literal(_) => false,
    }
}

/// Adds an argument; false where its format is not settled.
fn item(text: &mut Text, value: &Value, width: i64, spec: &str) -> Result<bool, Failure> {
    if width == 0 && spec.is_empty() {
        match &value.data {
            Data::Array(_) | Data::Object(_) if value.is_known() => json::write(value, '\'', text)?,
            _ => text.value(value, shown)?,
        }
        return Ok(true);
    }
    if !value.is_known() {
        let call: [Value; 2] = [format!("{{0,{width}:{spec}}}").into(), value.clone()];
        if let Data::Unknown(hole) = super::args::unknown("format", &call, ravelin_model::Form::Any).data {
            text.hole(&hole, value.is_secret());
        }
        return Ok(true);
    }
    let printed = match value.data {
        Data::Int(number) => number_as(number, spec),
        Data::Float(_) if !spec.is_empty() => None,
        // What is no number ignores the specifier.
        Data::Array(_) | Data::Object(_) => json::text(value, '\''),
        _ => shown(value),
    };
    let Some(printed) = printed else { return Ok(false) };
    let room = usize::try_from(width.unsigned_abs()).unwrap_or(0).saturating_sub(length(&printed));
    if width > 0 {
        text.push(&" ".repeat(room))?;
    }
    text.value(&Value::from(printed).marked(value.is_secret()), scalar)?;
    if width < 0 {
        text.push(&" ".repeat(room))?;
    }
    Ok(true)
}

/// How a known argument prints. Null prints as nothing; arrays and objects print as JSON in single quotes (`[true,2893,'abc']`):
/// <https://github.com/Azure/bicep/blob/main/src/Bicep.Core.IntegrationTests/EvaluationTests.cs>
pub(super) fn shown(value: &Value) -> Option<String> {
    match &value.data {
        Data::Null => Some(String::new()),
        Data::Array(_) | Data::Object(_) if value.is_known() => json::text(value, '\''),
        _ => scalar(value),
    }
}

/// An integer as its format specifier has it; `None` for specifiers that depend on a culture.
fn number_as(number: i64, spec: &str) -> Option<String> {
    if spec.is_empty() {
        return Some(number.to_string());
    }
    if spec.bytes().all(|byte| byte == b'0') {
        return Some(padded(number, spec.len()));
    }
    let mut rest = spec.chars();
    let kind = rest.next()?;
    let digits = rest.as_str();
    let precision = if digits.is_empty() {
        None
    } else {
        Some(digits.parse::<usize>().ok().filter(|count| *count < 100)?)
    };
    match (kind, precision) {
        ('D' | 'd', _) => Some(padded(number, precision.unwrap_or(1))),
        ('X', _) => Some(format!("{number:0>0$X}", precision.unwrap_or(1))),
        ('x', _) => Some(format!("{number:0>0$x}", precision.unwrap_or(1))),
        ('G' | 'g', None) => Some(number.to_string()),
        ('F' | 'f', Some(precision)) => Some(with_fraction(number.to_string(), precision)),
        ('N' | 'n', Some(precision)) => Some(with_fraction(grouped(number), precision)),
        _ => None,
    }
}

fn padded(number: i64, width: usize) -> String {
    let sign = if number < 0 { "-" } else { "" };
    format!("{sign}{:0>width$}", number.unsigned_abs())
}

fn with_fraction(number: String, precision: usize) -> String {
    if precision == 0 { number } else { format!("{number}.{}", "0".repeat(precision)) }
}

fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::from(if number < 0 { "-" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The parts of a format string; `None` when it is invalid.
fn parse(template: &str) -> Option<Vec<Segment>> {
    let mut segments = Vec::new();
    let mut literal = String::new();
    let mut rest = template;
    while let Some(at) = rest.find(['{', '}']) {
        literal.push_str(rest.get(..at)?);
        let brace = rest.get(at..=at)?;
        let after = rest.get(at + 1..)?;
        if let Some(after) = after.strip_prefix(brace) {
            literal.push_str(brace);
            rest = after;
            continue;
        }
        if brace == "}" {
            return None;
        }
        let (inside, after) = after.split_once('}')?;
        if !literal.is_empty() {
            segments.push(Segment::Literal(std::mem::take(&mut literal)));
        }
        segments.push(parse_item(inside)?);
        rest = after;
    }
    literal.push_str(rest);
    if !literal.is_empty() {
        segments.push(Segment::Literal(literal));
    }
    Some(segments)
}

/// `index[,width][:spec]`
fn parse_item(inside: &str) -> Option<Segment> {
    let (place, spec) = inside.split_once(':').unwrap_or((inside, ""));
    let (index, width) =
        place.split_once(',').map_or((place, "0"), |(index, width)| (index, width.trim_matches(' ')));
    let index = index.trim_end_matches(' ');
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if spec.contains('{') || !digits(index) || !digits(width.strip_prefix('-').unwrap_or(width)) {
        return None;
    }
    let index: i64 = index.parse().ok().filter(|index| *index < LIMIT)?;
    let width: i64 = width.parse().ok().filter(|width: &i64| width.abs() < LIMIT)?;
    Some(Segment::Item { index: usize::try_from(index).ok()?, width, spec: spec.to_owned() })
}
