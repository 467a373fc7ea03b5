//! Functions that make strings of strings: `concat`, `join`, `replace`, `toLower`, `toUpper`, `trim`, `padLeft`,
//! `substring`.

use super::args::{Kinds, arg, array, expect, fail, fits, head, int, is_hash, pieces, string, tail};
use super::search::lacks;
use super::text::{Text, alone, byte_at, length, part, scalar, wrapped};
use super::{Answer, Failure, Function, MANY, alternatives, arrays, casing};
use ravelin_model::{Data, Form, Piece, Value};
use std::sync::Arc;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::text("concat", 1, MANY, concat),
    Function::text("join", 2, 2, join),
    Function::text("padLeft", 2, 3, pad_left),
    Function::text("replace", 3, 3, replace),
    Function::text("substring", 2, 3, substring),
    Function::text("toLower", 1, 1, to_lower),
    Function::text("toUpper", 1, 1, to_upper),
    Function::text("trim", 1, 1, trim),
];

/// What prints as a string inside another one. `join` of a boolean gives `True`:
/// <https://github.com/Azure/bicep/blob/main/src/Bicep.Core.UnitTests/TypeSystem/FunctionResolverTests.cs>
const PRINTABLE: Kinds = Kinds::STRING.or(Kinds::INT).or(Kinds::BOOL).or(Kinds::FLOAT);

fn concat(args: &[Value]) -> Answer {
    if args.iter().any(|arg| !Kinds::of(arg).meets(PRINTABLE)) {
        return arrays::concat(args);
    }
    // An unknown alone may turn out to be an array as well as a string.
    if !args.iter().any(|arg| !Kinds::of(arg).meets(Kinds::ARRAY)) {
        return Ok(None);
    }
    concat_strings("concat", args)
}

fn concat_strings(name: &'static str, parts: &[Value]) -> Answer {
    if leave_to_alternatives(parts, scalar) {
        return Ok(None);
    }
    let mut text = Text::new(name);
    for part in parts {
        expect(name, part, PRINTABLE)?;
        text.value(part, scalar)?;
    }
    Ok(Some(alone(text.finish())))
}

/// Has a part alternatives that don't print, and can every combination be tried?
pub(super) fn leave_to_alternatives(parts: &[Value], print: fn(&Value) -> Option<String>) -> bool {
    let unprintable = |part: &Value| {
        let Some(unknown) = part.as_unknown() else { return false };
        matches!(&unknown.form, Form::OneOf(values) if values.iter().any(|value| print(value).is_none()))
    };
    parts.iter().any(unprintable) && alternatives::feasible(parts)
}

fn join(args: &[Value]) -> Answer {
    let (items, delimiter) = (arg(args, 0), arg(args, 1));
    expect("join", delimiter, Kinds::STRING)?;
    let Some(items) = array("join", items)? else { return Ok(None) };
    let mut parts = Vec::with_capacity(items.len().saturating_mul(2));
    for item in items {
        if !parts.is_empty() {
            parts.push(delimiter.clone());
        }
        parts.push(item);
    }
    if parts.is_empty() {
        return Ok(Some("".into()));
    }
    concat_strings("join", &parts)
}

fn pad_left(args: &[Value]) -> Answer {
    let (value, width, pad) = (arg(args, 0), arg(args, 1), args.get(2));
    expect("padLeft", value, Kinds::STRING.or(Kinds::INT))?;
    let pad = match pad {
        Some(pad) => string("padLeft", pad)?,
        None => Some(" "),
    };
    let (Some(width), Some(pad)) = (int("padLeft", width)?, pad) else { return Ok(None) };
    if length(pad) != 1 {
        return fail("`padLeft()` pads with a single character");
    }
    let Ok(width) = usize::try_from(width) else {
        return fail("`padLeft()` expects a length that is not negative");
    };
    let Some(text) = scalar(value) else {
        let known: usize = pieces(value).unwrap_or_default().iter().map(piece_length).sum();
        return Ok((pieces(value).is_some() && known >= width).then(|| value.clone()));
    };
    let known = length(&text);
    let missing = width.saturating_sub(known);
    fits("padLeft", missing.saturating_mul(pad.len()).saturating_add(text.len()))?;
    Ok(Some((pad.repeat(missing) + &text).into()))
}

fn piece_length(piece: &Piece) -> usize {
    match piece {
        Piece::Text(text) => length(text),
        Piece::Hole(_) => 0,
    }
}

/// With more unknown parts than this a string is not kept in parts.
const MAX_HOLES: usize = 256;

fn replace(args: &[Value]) -> Answer {
    let (text, new) = (arg(args, 0), arg(args, 2));
    expect("replace", text, Kinds::STRING)?;
    expect("replace", new, Kinds::STRING)?;
    let Some(old) = string("replace", arg(args, 1))? else { return Ok(None) };
    if old.is_empty() {
        return fail("`replace()` can't replace an empty string");
    }
    if let Some(known) = text.as_str() {
        return if new.as_str().is_none() && known.matches(old).nth(MAX_HOLES).is_some() {
            Ok(None)
        } else {
            replace_known(known, old, new, text.secret).map(Some)
        };
    }
    let Some(pieces) = pieces(text).filter(|pieces| !straddles(pieces, old)) else { return Ok(None) };
    let mut out = Text::new("replace");
    for piece in &pieces {
        match piece {
            Piece::Text(known) => out.value(&replace_known(known, old, new, false)?, scalar)?,
            Piece::Hole(hole) if lacks(hole, old) => out.hole(hole, false),
            Piece::Hole(hole) => {
                let call = [Value::from(Arc::clone(hole)), old.into(), new.clone()];
                if let Data::Unknown(hole) = super::args::unknown("replace", &call, Form::Any).data {
                    out.hole(&hole, false);
                }
            }
        }
    }
    Ok(Some(out.finish()))
}

fn replace_known(text: &str, old: &str, new: &Value, secret: bool) -> Result<Value, Failure> {
    if !text.contains(old) {
        return Ok(Value::from(text).marked(secret));
    }
    if let Some(new) = new.as_str() {
        let longer = new.len().saturating_sub(old.len());
        if longer > 0 {
            fits("replace", text.matches(old).count().saturating_mul(longer).saturating_add(text.len()))?;
        }
        return Ok(Value::from(text.replace(old, new)).marked(secret));
    }
    let mut out = Text::new("replace");
    for (at, part) in text.split(old).enumerate() {
        if at > 0 {
            out.value(new, scalar)?;
        }
        out.push(part)?;
    }
    Ok(out.finish().marked(secret))
}

/// Could the text looked for begin or end in an unknown part, or lie across one?
fn straddles(pieces: &[Piece], old: &str) -> bool {
    let cuts = || old.char_indices().skip(1).map(|(at, _)| at);
    let hole_at = |at: Option<usize>| matches!(at.and_then(|at| pieces.get(at)), Some(Piece::Hole(_)));
    pieces.iter().enumerate().any(|(at, piece)| {
        let Piece::Text(text) = piece else { return false };
        let (before, after) = (hole_at(at.checked_sub(1)), hole_at(Some(at + 1)));
        (after && cuts().any(|cut| text.ends_with(part(old, ..cut))))
            || (before && cuts().any(|cut| text.starts_with(part(old, cut..))))
            || (before && after && old.contains(&**text))
    }) || (old.chars().nth(1).is_some()
        && pieces.windows(2).any(|two| matches!(two, [Piece::Hole(_), Piece::Hole(_)])))
}

fn substring(args: &[Value]) -> Answer {
    let text = arg(args, 0);
    expect("substring", text, Kinds::STRING)?;
    let count = args.get(2).map(|count| int("substring", count)).transpose()?;
    let (Some(start), true) = (int("substring", arg(args, 1))?, count != Some(None)) else { return Ok(None) };
    let count = count.flatten();
    let (Ok(start), Ok(count)) = (usize::try_from(start), count.map(usize::try_from).transpose()) else {
        return fail("`substring()` expects an index and a length that are not negative");
    };
    let known = head(text);
    let units = length(known);
    let end = count.map_or(units, |count| start.saturating_add(count));
    if text.as_str().is_none() {
        return substring_of_pattern(text, start, count.map(|_| end));
    }
    if start > units || end > units {
        let message = "the index and the length given to `substring()` lie outside of the string";
        return fail(format!("{message}: it has {units} characters, up to {end} are asked for"));
    }
    match (byte_at(known, start), byte_at(known, end)) {
        (Some(from), Some(to)) => Ok(Some(part(known, from..to).into())),
        _ => super::args::doubtful("substring", args, "it cuts a character that takes two UTF-16 units"),
    }
}

/// A part of a string with holes: known where it lies in the text before the first one.
fn substring_of_pattern(text: &Value, start: usize, end: Option<usize>) -> Answer {
    let known = head(text);
    let Some(from) = byte_at(known, start) else { return Ok(None) };
    match end {
        Some(end) => Ok(byte_at(known, end).map(|to| part(known, from..to).into())),
        None => without_head(text, from),
    }
}

/// A string with holes without so many bytes of the text before the first one.
pub(super) fn without_head(text: &Value, bytes: usize) -> Answer {
    let pieces = pieces(text).unwrap_or_default();
    let [Piece::Text(first), rest @ ..] = pieces.as_slice() else { return Ok(None) };
    let mut out = Text::new("substring");
    out.push(part(first, bytes..))?;
    add_pieces(&mut out, rest)?;
    Ok(Some(out.finish()))
}

fn add_pieces(out: &mut Text, pieces: &[Piece]) -> Result<(), Failure> {
    for piece in pieces {
        match piece {
            Piece::Text(text) => out.push(text)?,
            Piece::Hole(hole) => out.hole(hole, false),
        }
    }
    Ok(())
}

fn to_lower(args: &[Value]) -> Answer {
    change_case("toLower", arg(args, 0), casing::lower)
}

fn to_upper(args: &[Value]) -> Answer {
    change_case("toUpper", arg(args, 0), casing::upper)
}

fn change_case(name: &'static str, text: &Value, change: fn(char) -> char) -> Answer {
    if let Some(known) = string(name, text)? {
        return Ok(Some(known.chars().map(change).collect::<String>().into()));
    }
    let Some(pieces) = pieces(text) else { return Ok(None) };
    let mut out = Text::new(name);
    for piece in &pieces {
        match piece {
            Piece::Text(known) => out.push(&known.chars().map(change).collect::<String>())?,
            Piece::Hole(hole) if is_hash(hole) && name == "toLower" => out.hole(hole, false),
            Piece::Hole(hole) => out.value(&cased_hole(name, hole, change), scalar)?,
        }
    }
    Ok(Some(out.finish()))
}

/// An unknown part in another case: each of its alternatives, where it has some.
fn cased_hole(name: &str, hole: &Arc<ravelin_model::Unknown>, change: fn(char) -> char) -> Value {
    let whole = wrapped(name, &Arc::clone(hole).into());
    let Form::OneOf(values) = &hole.form else { return whole.into() };
    let texts =
        values.iter().map(|value| Some(scalar(value)?.chars().map(change).collect::<String>().into()));
    match texts.collect::<Option<Vec<Value>>>() {
        Some(texts) => Value::one_of(texts, &whole.residual, whole.reasons.iter().cloned()),
        None => whole.into(),
    }
}

fn trim(args: &[Value]) -> Answer {
    let text = arg(args, 0);
    if let Some(known) = string("trim", text)? {
        return Ok(Some(known.trim().into()));
    }
    let Some(pieces) = pieces(text) else { return Ok(None) };
    if pieces.iter().all(|piece| matches!(piece, Piece::Hole(hole) if is_hash(hole))) {
        return Ok(Some(text.clone()));
    }
    // White space in an unknown part at an end would have the known text beside it trimmed as well.
    let blank = |piece: Option<&Piece>| matches!(piece, Some(Piece::Text(text)) if text.trim().is_empty());
    let loose_start = head(text).is_empty() && !solid(pieces.get(1), true);
    let before_last = pieces.len().checked_sub(2).and_then(|at| pieces.get(at));
    let loose_end = tail(text).is_empty() && !solid(before_last, false);
    if blank(pieces.first()) || blank(pieces.last()) || loose_start || loose_end {
        return Ok(None);
    }
    let mut out = Text::new("trim");
    for (at, piece) in pieces.iter().enumerate() {
        let (first, last) = (at == 0, at + 1 == pieces.len());
        match piece {
            Piece::Text(text) => {
                let text = if first { text.trim_start() } else { text };
                out.push(if last { text.trim_end() } else { text })?;
            }
            Piece::Hole(hole) if first || last => out.hole(&wrapped("trim", &Arc::clone(hole).into()), false),
            Piece::Hole(hole) => out.hole(hole, false),
        }
    }
    Ok(Some(out.finish()))
}

/// Is it known text that does not start (or end) with white space?
fn solid(piece: Option<&Piece>, start: bool) -> bool {
    let Some(Piece::Text(text)) = piece else { return false };
    let edge = if start { text.chars().next() } else { text.chars().next_back() };
    edge.is_some_and(|edge| !edge.is_whitespace())
}
