//! `format` and `formatlist`: Go's verbs, on values that may be unknown.

use super::args::{Args, few, fits, found, list};
use super::{Answer, Function, Want, go, json, unknown};
use crate::types::{Type, convert, number, number::Number};
use ravelin_model::{Data, Form, Value};
use unicode_segmentation::UnicodeSegmentation;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::text("format", &[Want::String], format_one).and_more(Want::Any),
    Function::text("formatlist", &[Want::String], format_list).and_more(Want::Any),
];

/// No text of a number is padded to more than this.
const MAX_WIDTH: usize = 100_000;

#[derive(Debug, Default)]
struct Verb {
    text: String,
    zero: bool,
    sharp: bool,
    plus: bool,
    minus: bool,
    space: bool,
    width: Option<usize>,
    precision: Option<usize>,
    /// Which argument, from one.
    argument: usize,
    letter: char,
}

enum Part {
    Text(String),
    Verb(Verb),
}

fn number_at(text: &str) -> (Option<usize>, &str) {
    let end = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end).unwrap_or(("", text));
    // A number that is too large is refused by the bounds of width and arguments.
    ((!digits.is_empty()).then(|| digits.parse().unwrap_or(usize::MAX)), rest)
}

/// The text and the verbs of a format.
fn parse(format: &str) -> Result<Vec<Part>, String> {
    let mut parts = Vec::new();
    let mut next = 1;
    let mut rest = format;
    while let Some((before, after)) = rest.split_once('%') {
        parts.push(Part::Text(before.to_owned()));
        if let Some(after) = after.strip_prefix('%') {
            parts.push(Part::Text("%".to_owned()));
            rest = after;
            continue;
        }
        let (verb, after) = parse_verb(after, &mut next)?;
        parts.push(Part::Verb(verb));
        rest = after;
    }
    parts.push(Part::Text(rest.to_owned()));
    Ok(parts)
}

fn parse_verb<'t>(text: &'t str, next: &mut usize) -> Result<(Verb, &'t str), String> {
    let mut verb = Verb { argument: *next, ..Verb::default() };
    let mut rest = index(text, &mut verb)?;
    while let Some(flag) = rest.chars().next().filter(|flag| "0#+- ".contains(*flag)) {
        match flag {
            '0' => verb.zero = true,
            '#' => verb.sharp = true,
            '+' => verb.plus = true,
            '-' => verb.minus = true,
            _ => verb.space = true,
        }
        rest = rest.get(1..).unwrap_or_default();
    }
    (verb.width, rest) = number_at(rest);
    if let Some(after) = rest.strip_prefix('.') {
        let (precision, after) = number_at(after);
        verb.precision = Some(precision.unwrap_or(0));
        rest = after;
    }
    rest = index(rest, &mut verb)?;
    let letter = rest.chars().next().filter(char::is_ascii_alphabetic);
    verb.letter = letter.ok_or("a `%` in the format does not begin a verb; `%%` writes it")?;
    let after = rest.get(1..).unwrap_or_default();
    verb.text = format!("%{}", text.get(..text.len() - after.len()).unwrap_or_default());
    if verb.width.unwrap_or(0) > MAX_WIDTH || verb.precision.unwrap_or(0) > MAX_WIDTH {
        return Err(format!("`{}` is too wide", verb.text));
    }
    *next = verb.argument.saturating_add(1);
    Ok((verb, after))
}

/// `[2]`: which argument.
fn index<'t>(text: &'t str, verb: &mut Verb) -> Result<&'t str, String> {
    let Some(inside) = text.strip_prefix('[') else { return Ok(text) };
    match number_at(inside) {
        (Some(number), rest) if number > 0 && rest.starts_with(']') => {
            verb.argument = number;
            Ok(rest.get(1..).unwrap_or_default())
        }
        _ => Err("a `[` in the format must be followed by the number of an argument".to_owned()),
    }
}

fn formatted(format: &str, args: &[Value]) -> Result<Value, String> {
    let mut parts: Vec<Value> = Vec::new();
    let mut used = 0;
    let mut length = 0usize;
    for part in parse(format)? {
        let part = match part {
            Part::Text(text) => text.into(),
            Part::Verb(verb) => {
                used = used.max(verb.argument);
                let arg = verb.argument.checked_sub(1).and_then(|at| args.get(at));
                let arg =
                    arg.ok_or_else(|| format!("there is no argument {} for `{}`", verb.argument, verb.text))?;
                written(&verb, arg)?.marked(arg.is_secret())
            }
        };
        length = length.saturating_add(part.as_str().map_or(0, str::len));
        fits(length)?;
        parts.push(part);
    }
    if used < args.len() {
        return Err(format!("the format uses {used} arguments, and there are {}", args.len()));
    }
    if parts.iter().all(|part| part.as_str().is_some()) {
        return Ok(parts.iter().filter_map(Value::as_str).collect::<String>().into());
    }
    Ok(Value::join(&parts))
}

/// What a verb makes of its argument.
fn written(verb: &Verb, arg: &Value) -> Result<Value, String> {
    if arg.is_null() && verb.letter != 'v' {
        return Err(format!("the argument of `{}` is null", verb.text));
    }
    let as_type = |ty: &Type| {
        convert(arg, ty).map_err(|why| format!("the argument of `{}` does not fit: {why}", verb.text))
    };
    let value = match verb.letter {
        'v' => as_is(verb, arg)?,
        't' => as_type(&Type::Bool)?,
        's' | 'q' => as_type(&Type::String)?,
        'b' | 'd' | 'o' | 'x' | 'X' | 'e' | 'E' | 'f' | 'g' | 'G' => as_type(&Type::Number)?,
        _ => return Err(format!("`{}` is no verb", verb.text)),
    };
    if let Some(whole) = value.as_unknown() {
        // A string as it is stands in the result as it is.
        let plain =
            matches!(verb.letter, 's' | 'v' | 't') && verb.width.is_none() && verb.precision.is_none();
        return Ok(match (plain, verb.sharp, &whole.form) {
            (true, false, Form::Any | Form::Pattern(_) | Form::OneOf(_)) => value,
            _ => unknown("format", &[verb.text.as_str().into(), value]),
        });
    }
    let text = match (&value.data, verb.letter) {
        (Data::Bool(answer), 't') => answer.to_string(),
        (Data::String(text), 'v') => padded(verb, text.as_ref().to_owned()),
        (Data::String(text), 's' | 'q') => string(verb, text),
        (_, letter) => match Number::of(&value) {
            Some(number) if matches!(letter, 'e' | 'E' | 'f' | 'g' | 'G') => float(verb, &number)?,
            Some(number) => integer(verb, &number)?,
            None => return Ok(unknown("format", &[verb.text.as_str().into(), value])),
        },
    };
    Ok(text.into())
}

/// `%v`: strings and numbers as they are, everything else as JSON.
fn as_is(verb: &Verb, arg: &Value) -> Result<Value, String> {
    match &arg.data {
        Data::String(_) | Data::Unknown(_) if !verb.sharp => Ok(arg.clone()),
        Data::Int(_) | Data::Float(_) | Data::Decimal(_) if !verb.sharp => {
            let text = Number::of(arg).and_then(|number| go::general(&number, None));
            Ok(text.or_else(|| number::text(arg).map(|text| text.to_string())).unwrap_or_default().into())
        }
        _ => {
            let encoded = json::encoded(arg)?;
            Ok(encoded)
        }
    }
}

fn padded(verb: &Verb, text: String) -> String {
    let Some(width) = verb.width else { return text };
    let missing = width.saturating_sub(text.graphemes(true).count());
    let pad = if verb.zero { "0" } else { " " }.repeat(missing);
    if verb.minus { text + &pad } else { pad + &text }
}

fn string(verb: &Verb, text: &str) -> String {
    let text: String = match verb.precision {
        Some(count) if count > 0 => text.graphemes(true).take(count).collect(),
        _ => text.to_owned(),
    };
    if verb.letter != 'q' {
        return padded(verb, text);
    }
    let mut quoted = String::new();
    go::json_quote(&text, &mut quoted);
    padded(verb, quoted)
}

/// A number with its sign and width.
fn aligned(verb: &Verb, negative: bool, digits: &str, zeros: bool) -> String {
    let sign = match (negative, verb.plus, verb.space) {
        (true, _, _) => "-",
        (false, true, _) => "+",
        (false, false, true) => " ",
        (false, false, false) => "",
    };
    let missing = verb.width.unwrap_or(0).saturating_sub(sign.len() + digits.len());
    match (verb.minus, verb.zero && zeros) {
        (true, _) => format!("{sign}{digits}{}", " ".repeat(missing)),
        (false, true) => format!("{sign}{}{digits}", "0".repeat(missing)),
        (false, false) => format!("{}{sign}{digits}", " ".repeat(missing)),
    }
}

fn float(verb: &Verb, number: &Number) -> Result<String, String> {
    let text =
        go::float(number, verb.letter, verb.precision).ok_or("the number is too large or too small")?;
    let digits = text.trim_start_matches(['-', '+']);
    let finite = !matches!(number, Number::Infinite { .. });
    Ok(aligned(verb, number.is_negative(), digits, finite))
}

fn integer(verb: &Verb, number: &Number) -> Result<String, String> {
    let whole = number.is_whole().then(|| number.truncated()).flatten();
    let whole = whole.ok_or_else(|| format!("the argument of `{}` must be a whole number", verb.text))?;
    let magnitude = whole.magnitude();
    let (base, prefix) = match verb.letter {
        'b' => (2, "0b"),
        'o' => (8, "0"),
        'x' => (16, "0x"),
        'X' => (16, "0X"),
        _ => (10, ""),
    };
    let mut digits = magnitude.to_str_radix(base);
    if verb.letter == 'X' {
        digits = digits.to_uppercase();
    }
    if let Some(precision) = verb.precision {
        digits = "0".repeat(precision.saturating_sub(digits.len())) + &digits;
    }
    if verb.sharp {
        digits.insert_str(0, prefix);
    }
    Ok(aligned(verb, number.is_negative(), &digits, verb.precision.is_none()))
}

fn format_one(args: &Args<'_>) -> Answer {
    let Some(format) = args.text(0) else { return Ok(None) };
    Ok(Some(formatted(format, args.from(1))?))
}

fn format_list(args: &Args<'_>) -> Answer {
    let Some(format) = args.text(0) else { return Ok(None) };
    let mut count = None;
    for arg in args.from(1) {
        match &arg.data {
            Data::Array(array) => match count {
                Some(count) if count != array.items().len() => {
                    return Err(format!(
                        "one list has {count} elements and another one {}",
                        array.items().len()
                    ));
                }
                _ => count = Some(array.items().len()),
            },
            Data::Unknown(unknown) if !matches!(unknown.form, Form::Pattern(_)) => return Ok(None),
            _ => {}
        }
    }
    let count = count.unwrap_or(1);
    few(count)?;
    let mut lines = Vec::with_capacity(count);
    let mut weight = 0;
    for at in 0..count {
        let row: Vec<Value> = args
            .from(1)
            .iter()
            .map(|arg| match arg.as_array() {
                Some(items) => items.get(at).cloned().unwrap_or(Value::NULL),
                None => arg.clone(),
            })
            .collect();
        let line = formatted(format, &row)?;
        weight += line.as_str().map_or(64, str::len);
        fits(weight / 4)?;
        lines.push(line);
    }
    found(list(lines))
}
