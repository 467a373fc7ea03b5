//! `jsonencode` and `jsondecode`.
//!
//! A value with unknown parts gives a string with holes where they stand, and such a string is read back with the unknown
//! parts in their places: bodies of resources are passed as JSON.

use super::args::{Args, found};
use super::{Answer, Function, Want, go};
use crate::types::number;
use ravelin_model::{
    Array, Data, Entry, Form, MAX_DEPTH, MAX_STRING, Object, ObjectBuilder, ObjectKind, Open, Piece, Unknown,
    Value,
};
use std::iter::Peekable;
use std::str::Chars;
use std::sync::Arc;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::text("jsondecode", &[Want::String], decode),
    Function::text("jsonencode", &[Want::Any], encode),
];

/// Text that is being written, with the unknown parts so far.
#[derive(Default)]
struct Writer {
    parts: Vec<Value>,
    text: String,
    length: usize,
}

impl Writer {
    fn hole(&mut self, unknown: &Arc<Unknown>, residual: String) {
        self.flush();
        let hole = Unknown::new(residual, unknown.reasons.iter().cloned(), held(&unknown.form));
        self.parts.push(hole.into());
    }

    fn flush(&mut self) {
        if !self.text.is_empty() {
            self.length += self.text.len();
            self.parts.push(std::mem::take(&mut self.text).into());
        }
    }

    fn finish(mut self) -> Value {
        self.flush();
        match <[Value; 1]>::try_from(self.parts) {
            Ok([only]) => only,
            Err(parts) => Value::join(&parts),
        }
    }
}

/// What is known of a hole: kept, but not as alternatives, which would be joined as text.
fn held(form: &Form) -> Form {
    match form {
        Form::OneOf(values) => Form::Holding(values.clone()),
        Form::Any | Form::Pattern(_) | Form::Holding(_) => Form::Any,
    }
}

/// A value as JSON: a string, with holes where something is unknown.
pub(super) fn encoded(value: &Value) -> Result<Value, String> {
    let mut writer = Writer::default();
    write(value, &mut writer)?;
    Ok(writer.finish())
}

fn encode(args: &Args<'_>) -> Answer {
    Ok(Some(encoded(args.get(0))?))
}

fn write(value: &Value, out: &mut Writer) -> Result<(), String> {
    if out.length + out.text.len() > MAX_STRING {
        return Err("the string would be too long".to_owned());
    }
    match &value.data {
        Data::Null => out.text.push_str("null"),
        Data::Bool(answer) => out.text.push_str(if *answer { "true" } else { "false" }),
        Data::Float(number) if number.is_infinite() => return Err("JSON has no infinity".to_owned()),
        Data::Int(_) | Data::Float(_) | Data::Decimal(_) => {
            out.text.push_str(&number::text(value).unwrap_or_default());
        }
        Data::String(text) => go::json_quote(text, &mut out.text),
        Data::Array(array) => {
            out.text.push('[');
            for (at, item) in array.items().iter().enumerate() {
                if at > 0 {
                    out.text.push(',');
                }
                write(item, out)?;
            }
            out.text.push(']');
        }
        Data::Object(object) => write_object(object, out)?,
        Data::Unknown(unknown) => write_unknown(unknown, out),
    }
    Ok(())
}

fn write_object(object: &Object, out: &mut Writer) -> Result<(), String> {
    let mut entries: Vec<&Entry> = object.entries().iter().collect();
    entries.sort_by(|a, b| a.key.cmp(&b.key));
    out.text.push('{');
    for (at, entry) in entries.iter().enumerate() {
        if at > 0 {
            out.text.push(',');
        }
        go::json_quote(&entry.key, &mut out.text);
        out.text.push(':');
        write(&entry.value, out)?;
    }
    if let Some(open) = object.open() {
        // Other members, wherever they stand.
        if !entries.is_empty() {
            out.text.push(',');
        }
        out.hole(&open.rest, format!("jsonmembers({})", open.rest.residual));
    }
    out.text.push('}');
    Ok(())
}

fn write_unknown(unknown: &Arc<Unknown>, out: &mut Writer) {
    let Form::Pattern(pieces) = &unknown.form else {
        out.hole(unknown, format!("jsonencode({})", unknown.residual));
        return;
    };
    out.text.push('"');
    for piece in pieces.iter() {
        match piece {
            Piece::Text(text) => go::json_escape(text, &mut out.text),
            Piece::Hole(hole) => out.hole(hole, format!("jsonstring({})", hole.residual)),
        }
    }
    out.text.push('"');
}

/// What stands for a hole while a text is read.
const HOLE: char = '\u{10FFFF}';

struct Reader<'t> {
    text: Peekable<Chars<'t>>,
    holes: std::vec::IntoIter<Arc<Unknown>>,
}

const BROKEN: &str = "the string is no JSON";

fn decode(args: &Args<'_>) -> Answer {
    let value = args.get(0);
    let (mut text, mut holes) = (String::new(), Vec::new());
    match &value.data {
        Data::String(known) => text.push_str(known),
        Data::Unknown(unknown) => match &unknown.form {
            Form::Pattern(pieces) => {
                for piece in pieces.iter() {
                    match piece {
                        Piece::Text(known) if known.contains(HOLE) => return Ok(None),
                        Piece::Text(known) => text.push_str(known),
                        Piece::Hole(hole) => {
                            text.push(HOLE);
                            holes.push(Arc::clone(hole));
                        }
                    }
                }
            }
            Form::Any | Form::OneOf(_) | Form::Holding(_) => {
                // `jsondecode(jsonencode(x))` is `x`.
                return match restored(unknown, "jsonencode(") {
                    Some(inner) => found(inner),
                    None => Ok(None),
                };
            }
        },
        _ => return Ok(None),
    }
    let unsure = !holes.is_empty();
    let mut reader = Reader { text: text.chars().peekable(), holes: holes.into_iter() };
    let read = reader.value(0).and_then(|value| {
        reader.space();
        if reader.text.peek().is_some() { Err(BROKEN.to_owned()) } else { Ok(value) }
    });
    match read {
        Ok(value) => found(value),
        // A hole may be anything, such as several members at once.
        Err(_) if unsure => Ok(None),
        Err(why) => Err(why),
    }
}

/// The unknown of which a hole is the JSON.
fn restored(hole: &Unknown, call: &str) -> Option<Value> {
    let residual = hole.residual.strip_prefix(call)?.strip_suffix(')')?;
    let reasons = hole.reasons.iter().cloned();
    Some(match &hole.form {
        Form::Holding(values) => Value::one_of(values.to_vec(), residual, reasons),
        Form::Any | Form::Pattern(_) | Form::OneOf(_) => Unknown::new(residual, reasons, Form::Any).into(),
    })
}

impl Reader<'_> {
    fn space(&mut self) {
        while self.text.next_if(|letter| matches!(letter, ' ' | '\t' | '\n' | '\r')).is_some() {}
    }

    fn word(&mut self, word: &str, value: Value) -> Result<Value, String> {
        match word.chars().all(|letter| self.text.next() == Some(letter)) {
            true => Ok(value),
            false => Err(BROKEN.to_owned()),
        }
    }

    fn value(&mut self, depth: u16) -> Result<Value, String> {
        if depth >= MAX_DEPTH {
            return Err("the JSON is nested too deeply".to_owned());
        }
        self.space();
        match self.text.peek() {
            Some('{') => self.object(depth),
            Some('[') => self.array(depth),
            Some('"') => self.string(),
            Some('t') => self.word("true", true.into()),
            Some('f') => self.word("false", false.into()),
            Some('n') => self.word("null", Value::NULL),
            Some('-' | '0'..='9') => self.number(),
            Some(&HOLE) if self.holes.len() > 0 => {
                self.text.next();
                let hole = self.holes.next().ok_or(BROKEN)?;
                // Digits or letters may follow a hole; then it is only a part of what stands here.
                self.space();
                match self.text.peek() {
                    None | Some(',' | '}' | ']') => {}
                    Some(_) => return Err(BROKEN.to_owned()),
                }
                Ok(restored(&hole, "jsonencode(").unwrap_or_else(|| {
                    let residual = format!("jsondecode({})", hole.residual);
                    Unknown::new(residual, hole.reasons.iter().cloned(), Form::Any).into()
                }))
            }
            _ => Err(BROKEN.to_owned()),
        }
    }

    fn number(&mut self) -> Result<Value, String> {
        let mut digits = String::new();
        while let Some(letter) = self
            .text
            .next_if(|letter| letter.is_ascii_digit() || matches!(letter, '+' | '-' | '.' | 'e' | 'E'))
        {
            digits.push(letter);
        }
        let magnitude = digits.strip_prefix('-').unwrap_or(&digits);
        let zeros = magnitude.len() > 1 && magnitude.starts_with('0') && !magnitude.starts_with("0.");
        let zeros = zeros && !magnitude.starts_with("0e") && !magnitude.starts_with("0E");
        let whole = magnitude.split(['e', 'E']).next().unwrap_or_default();
        if zeros || whole.starts_with('.') || whole.ends_with('.') {
            return Err(BROKEN.to_owned());
        }
        number::parse(&digits).ok_or_else(|| BROKEN.to_owned())
    }

    fn array(&mut self, depth: u16) -> Result<Value, String> {
        self.text.next();
        let mut items = Vec::new();
        self.space();
        if self.text.next_if_eq(&']').is_some() {
            return Ok(Array::new(items).into());
        }
        loop {
            items.push(self.value(depth + 1)?);
            self.space();
            match self.text.next() {
                Some(',') => {}
                Some(']') => return Ok(Array::new(items).into()),
                _ => return Err(BROKEN.to_owned()),
            }
        }
    }

    fn object(&mut self, depth: u16) -> Result<Value, String> {
        self.text.next();
        let mut object = ObjectBuilder::of_kind(ObjectKind::Exact);
        let mut open = None;
        self.space();
        if self.text.next_if_eq(&'}').is_some() {
            return Ok(object.build().into());
        }
        loop {
            self.space();
            if self.holes.len() > 0 && self.text.next_if_eq(&HOLE).is_some() {
                let hole = self.holes.next().ok_or(BROKEN)?;
                let rest = restored(&hole, "jsonmembers(").ok_or(BROKEN)?;
                open = rest.as_unknown().map(|rest| Arc::new(Open { rest: Arc::clone(rest), deep: false }));
            } else {
                let key = self.string()?;
                let key = key.as_str().ok_or(BROKEN)?;
                self.space();
                if self.text.next() != Some(':') {
                    return Err(BROKEN.to_owned());
                }
                object.put(key, self.value(depth + 1)?);
            }
            self.space();
            match self.text.next() {
                Some(',') => {}
                Some('}') => return Ok(object.build().opened(open).into()),
                _ => return Err(BROKEN.to_owned()),
            }
        }
    }

    /// A string; one with holes is a string with unknown parts.
    fn string(&mut self) -> Result<Value, String> {
        if self.text.next() != Some('"') {
            return Err(BROKEN.to_owned());
        }
        let (mut parts, mut text) = (Vec::new(), String::new());
        loop {
            match self.text.next() {
                Some('"') => break,
                Some('\\') => text.push(self.escaped()?),
                Some(HOLE) if self.holes.len() > 0 => {
                    parts.push(Value::from(std::mem::take(&mut text)));
                    let hole = self.holes.next().ok_or(BROKEN)?;
                    parts.push(restored(&hole, "jsonstring(").unwrap_or_else(|| hole.into()));
                }
                Some(letter) if letter >= ' ' => text.push(letter),
                _ => return Err(BROKEN.to_owned()),
            }
        }
        if parts.is_empty() {
            return Ok(text.into());
        }
        parts.push(text.into());
        Ok(Value::join(&parts))
    }

    fn escaped(&mut self) -> Result<char, String> {
        Ok(match self.text.next() {
            Some(letter @ ('"' | '\\' | '/')) => letter,
            Some('b') => '\u{8}',
            Some('f') => '\u{c}',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some('u') => {
                let high = self.unit()?;
                if !(0xd800..0xdc00).contains(&high) {
                    return Ok(char::from_u32(high).unwrap_or(char::REPLACEMENT_CHARACTER));
                }
                let mut ahead = self.text.clone();
                if ahead.next() != Some('\\') || ahead.next() != Some('u') {
                    return Ok(char::REPLACEMENT_CHARACTER);
                }
                self.text.next();
                self.text.next();
                let low = self.unit()?;
                let letter = low.checked_sub(0xdc00).filter(|low| *low < 0x400);
                let letter = letter.and_then(|low| char::from_u32(0x1_0000 + ((high - 0xd800) << 10) + low));
                letter.unwrap_or(char::REPLACEMENT_CHARACTER)
            }
            _ => return Err(BROKEN.to_owned()),
        })
    }

    /// Four hexadecimal digits.
    fn unit(&mut self) -> Result<u32, String> {
        (0..4).try_fold(0, |unit, _| {
            let digit = self.text.next().and_then(|letter| letter.to_digit(16));
            digit.map(|digit| unit * 16 + digit).ok_or_else(|| BROKEN.to_owned())
        })
    }
}
