//! Strings: cutting, joining, searching, changing the case. Where a string has unknown parts, the known ones are kept.

use super::args::{Args, fits, found, list};
use super::{Answer, Function, Want};
use ravelin_model::{Data, Form, Piece, Unknown, Value};
use std::sync::Arc;
use unicode_segmentation::UnicodeSegmentation;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::text("chomp", &[Want::String], chomp),
    Function::text("endswith", &[Want::String, Want::String], ends_with),
    Function::text("indent", &[Want::Number, Want::String], indent),
    Function::text("join", &[Want::String], join).and_more(Want::Strings),
    Function::text("lower", &[Want::String], lower),
    Function::text("split", &[Want::String, Want::String], split),
    Function::text("startswith", &[Want::String, Want::String], starts_with),
    Function::text("strcontains", &[Want::String, Want::String], contains),
    Function::text("strrev", &[Want::String], reverse),
    Function::text("substr", &[Want::String, Want::Number, Want::Number], substr),
    Function::text("title", &[Want::String], title),
    Function::text("trim", &[Want::String, Want::String], trim),
    Function::text("trimprefix", &[Want::String, Want::String], trim_prefix),
    Function::text("trimspace", &[Want::String], trim_space),
    Function::text("trimsuffix", &[Want::String, Want::String], trim_suffix),
    Function::text("upper", &[Want::String], upper),
];

/// The parts of a string with unknown ones.
pub(super) fn pieces(value: &Value) -> Option<&[Piece]> {
    match &value.as_unknown()?.form {
        Form::Pattern(pieces) => Some(pieces),
        Form::Any | Form::OneOf(_) | Form::Holding(_) => None,
    }
}

/// A change that goes letter by letter, so that known parts of a string can be changed alone.
/// `more` are the function's other arguments, as they stand in the canonical expression of an unknown part.
pub(super) fn by_letter(value: &Value, name: &str, more: &str, change: impl Fn(&str) -> String) -> Answer {
    if let Some(text) = value.as_str() {
        return found(change(text));
    }
    let Some(pieces) = pieces(value) else { return Ok(None) };
    let parts = pieces.iter().map(|piece| match piece {
        Piece::Text(text) => Value::from(change(text)),
        Piece::Hole(hole) => {
            let residual = format!("{name}({}{more})", hole.residual);
            Unknown::new(residual, hole.reasons.iter().cloned(), Form::Any).into()
        }
    });
    found(Value::join(&parts.collect::<Vec<Value>>()))
}

/// A letter's other case, where that is one letter: Go does not know of others.
fn single(letter: char, mut cased: impl Iterator<Item = char>) -> char {
    match (cased.next(), cased.next()) {
        (Some(other), None) => other,
        _ => letter,
    }
}

fn lower(args: &Args<'_>) -> Answer {
    by_letter(args.get(0), "lower", "", |text| {
        text.chars().map(|letter| single(letter, letter.to_lowercase())).collect()
    })
}

fn upper(args: &Args<'_>) -> Answer {
    by_letter(args.get(0), "upper", "", |text| {
        text.chars().map(|letter| single(letter, letter.to_uppercase())).collect()
    })
}

fn title(args: &Args<'_>) -> Answer {
    let Some(text) = args.text(0) else { return Ok(None) };
    let mut before = ' ';
    let cased = text.chars().map(|letter| {
        let starts =
            !(before.is_alphanumeric() || before == '_') && (before.is_ascii() || before.is_whitespace());
        before = letter;
        if starts { single(letter, letter.to_uppercase()) } else { letter }
    });
    found(cased.collect::<String>())
}

fn chomp(args: &Args<'_>) -> Answer {
    let Some(text) = args.text(0) else { return Ok(None) };
    found(text.trim_end_matches(['\r', '\n']))
}

fn starts_with(args: &Args<'_>) -> Answer {
    let Some(prefix) = args.text(1) else { return Ok(None) };
    if let Some(text) = args.text(0) {
        return found(text.starts_with(prefix));
    }
    match pieces(args.get(0)).and_then(<[Piece]>::first) {
        Some(Piece::Text(known)) if known.starts_with(prefix) => found(true),
        Some(Piece::Text(known)) if !prefix.starts_with(&**known) => found(false),
        _ if prefix.is_empty() => found(true),
        _ => Ok(None),
    }
}

fn ends_with(args: &Args<'_>) -> Answer {
    let Some(suffix) = args.text(1) else { return Ok(None) };
    if let Some(text) = args.text(0) {
        return found(text.ends_with(suffix));
    }
    match pieces(args.get(0)).and_then(<[Piece]>::last) {
        Some(Piece::Text(known)) if known.ends_with(suffix) => found(true),
        Some(Piece::Text(known)) if !suffix.ends_with(&**known) => found(false),
        _ => Ok(None),
    }
}

fn contains(args: &Args<'_>) -> Answer {
    let Some(part) = args.text(1) else { return Ok(None) };
    if let Some(text) = args.text(0) {
        return found(text.contains(part));
    }
    let pieces = pieces(args.get(0)).unwrap_or_default();
    let known = pieces.iter().any(|piece| matches!(piece, Piece::Text(text) if text.contains(part)));
    if known { found(true) } else { Ok(None) }
}

fn indent(args: &Args<'_>) -> Answer {
    let (Some(spaces), Some(text)) = (args.int(0)?, args.text(1)) else { return Ok(None) };
    let spaces = usize::try_from(spaces).map_err(|_| "the number of spaces must not be negative")?;
    let lines = text.matches('\n').count();
    fits(lines.saturating_mul(spaces).saturating_add(text.len()))?;
    found(text.replace('\n', &format!("\n{}", " ".repeat(spaces))))
}

fn join(args: &Args<'_>) -> Answer {
    let separator = args.get(0);
    if args.values.len() < 2 {
        return Err("at least one list is needed".to_owned());
    }
    let mut parts: Vec<Value> = Vec::new();
    for list in args.from(1) {
        let Some(items) = list.as_array() else { return Ok(None) };
        for item in items {
            if item.is_null() {
                return Err("an element is null, which can't stand in a string".to_owned());
            }
            if !parts.is_empty() {
                parts.push(separator.clone());
            }
            parts.push(item.clone());
        }
    }
    let text = |value: &Value| value.as_str().map_or(0, str::len);
    fits(parts.iter().map(text).fold(0, usize::saturating_add))?;
    if parts.iter().all(|part| part.as_str().is_some()) {
        return found(parts.iter().filter_map(Value::as_str).collect::<String>());
    }
    found(Value::join(&parts))
}

fn split(args: &Args<'_>) -> Answer {
    let (Some(separator), Some(text)) = (args.text(0), args.text(1)) else { return Ok(None) };
    let parts: Vec<Value> = if separator.is_empty() {
        text.chars().map(|letter| letter.to_string().into()).collect()
    } else {
        text.split(separator).map(Value::from).collect()
    };
    super::args::few(parts.len())?;
    found(list(parts))
}

fn reverse(args: &Args<'_>) -> Answer {
    let Some(text) = args.text(0) else { return Ok(None) };
    found(text.graphemes(true).rev().collect::<String>())
}

fn substr(args: &Args<'_>) -> Answer {
    let (Some(offset), Some(length)) = (args.int(1)?, args.int(2)?) else { return Ok(None) };
    if let Some(text) = args.text(0) {
        return found(part(text, offset, length));
    }
    // Of a string whose beginning is known, what lies within it.
    match pieces(args.get(0)).and_then(<[Piece]>::first) {
        Some(Piece::Text(known)) if offset >= 0 && length >= 0 && known.is_ascii() => {
            let end = usize::try_from(offset.saturating_add(length)).unwrap_or(usize::MAX);
            if end < known.len() { found(part(known, offset, length)) } else { Ok(None) }
        }
        _ => Ok(None),
    }
}

/// So many letters from an offset, which counts from the end when it is negative; all the rest for a negative length.
fn part(text: &str, offset: i64, length: i64) -> String {
    let letters = text.graphemes(true);
    let skip = if offset < 0 {
        let count = i64::try_from(letters.clone().count()).unwrap_or(i64::MAX);
        count.saturating_add(offset).max(0)
    } else {
        offset
    };
    let letters = letters.skip(usize::try_from(skip).unwrap_or(usize::MAX));
    match usize::try_from(length) {
        // So Terraform has it: no letters from the end are all of them.
        Ok(0) if offset < 0 => letters.collect(),
        Ok(length) => letters.take(length).collect(),
        Err(_) => letters.collect(),
    }
}

fn trim(args: &Args<'_>) -> Answer {
    let (Some(text), Some(letters)) = (args.text(0), args.text(1)) else { return Ok(None) };
    found(text.trim_matches(|letter| letters.contains(letter)))
}

fn trim_prefix(args: &Args<'_>) -> Answer {
    let Some(prefix) = args.text(1) else { return Ok(None) };
    if let Some(text) = args.text(0) {
        return found(text.strip_prefix(prefix).unwrap_or(text));
    }
    let Some([Piece::Text(first), rest @ ..]) = pieces(args.get(0)) else { return Ok(None) };
    match first.strip_prefix(prefix) {
        Some(after) => found(pattern(std::iter::once(&Piece::Text(after.into())).chain(rest))),
        None if !prefix.starts_with(&**first) => found(args.get(0).clone()),
        None => Ok(None),
    }
}

fn trim_suffix(args: &Args<'_>) -> Answer {
    let Some(suffix) = args.text(1) else { return Ok(None) };
    if let Some(text) = args.text(0) {
        return found(text.strip_suffix(suffix).unwrap_or(text));
    }
    let Some([rest @ .., Piece::Text(last)]) = pieces(args.get(0)) else { return Ok(None) };
    match last.strip_suffix(suffix) {
        Some(before) => found(pattern(rest.iter().chain(std::iter::once(&Piece::Text(before.into()))))),
        None if !suffix.ends_with(&**last) => found(args.get(0).clone()),
        None => Ok(None),
    }
}

/// The string of these parts.
pub(super) fn pattern<'p>(pieces: impl Iterator<Item = &'p Piece>) -> Value {
    let parts = pieces.map(|piece| match piece {
        Piece::Text(text) => Value::from(Arc::clone(text)),
        Piece::Hole(hole) => Data::Unknown(Arc::clone(hole)).into(),
    });
    Value::join(&parts.collect::<Vec<Value>>())
}

fn trim_space(args: &Args<'_>) -> Answer {
    let Some(text) = args.text(0) else { return Ok(None) };
    found(text.trim())
}
