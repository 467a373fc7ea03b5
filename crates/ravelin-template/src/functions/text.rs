//! Building strings of which parts may be unknown, and counting them as .NET does.

use super::Failure;
use super::args::fits;
use ravelin_model::{Data, Form, Piece, Unknown, Value};
use std::sync::Arc;

/// A string that is built part by part; known runs are merged.
#[derive(Debug)]
pub(super) struct Text {
    name: &'static str,
    parts: Vec<Value>,
    run: String,
    length: usize,
    secret: bool,
}

impl Text {
    /// An empty string; `name` is the function whose result it is.
    pub(super) fn new(name: &'static str) -> Self {
        Self { name, parts: Vec::new(), run: String::new(), length: 0, secret: false }
    }

    /// Adds known text.
    pub(super) fn push(&mut self, text: &str) -> Result<(), Failure> {
        self.length = self.length.saturating_add(text.len());
        fits(self.name, self.length)?;
        self.run.push_str(text);
        Ok(())
    }

    /// Adds an unknown part that prints as it is.
    pub(super) fn hole(&mut self, unknown: &Arc<Unknown>, secret: bool) {
        if !self.run.is_empty() {
            self.parts.push(std::mem::take(&mut self.run).into());
        }
        self.parts.push(Value::from(Arc::clone(unknown)).marked(secret));
        self.secret |= secret;
    }

    /// Adds a value as `print` prints it. What can't be printed before it is known is a hole.
    pub(super) fn value(
        &mut self,
        value: &Value,
        print: fn(&Value) -> Option<String>,
    ) -> Result<(), Failure> {
        let secret = value.is_secret();
        self.secret |= secret;
        if let Some(text) = print(value) {
            return self.push(&text);
        }
        match &value.data {
            Data::Unknown(unknown) => self.hole(&printed(unknown, print), secret),
            _ => self.hole(&wrapped("string", value), secret),
        }
        Ok(())
    }

    /// The string.
    pub(super) fn finish(mut self) -> Value {
        if self.parts.is_empty() {
            return Value::from(self.run).marked(self.secret);
        }
        if !self.run.is_empty() {
            self.parts.push(self.run.into());
        }
        Value::join(&self.parts).marked(self.secret)
    }
}

/// The string that a value alone prints as: not the value itself, which may turn out to be no string.
pub(super) fn alone(result: Value) -> Value {
    match result.as_unknown().map(|unknown| &unknown.form) {
        Some(Form::Any) => Value::from(wrapped("string", &result)).marked(result.secret),
        _ => result,
    }
}

/// The unknown as a part of a string: each of its alternatives printed, where it has some.
fn printed(unknown: &Arc<Unknown>, print: fn(&Value) -> Option<String>) -> Arc<Unknown> {
    match &unknown.form {
        Form::Any | Form::Pattern(_) => Arc::clone(unknown),
        Form::Holding(_) => wrapped("string", &Arc::clone(unknown).into()),
        Form::OneOf(values) => {
            let texts: Option<Vec<Value>> =
                values.iter().map(|value| print(value).map(Value::from)).collect();
            match texts {
                Some(texts) => unknown.with_form(Form::OneOf(texts.into())),
                None => wrapped("string", &Arc::clone(unknown).into()),
            }
        }
    }
}

/// An unknown of which nothing is known but that it is `name` of a value.
pub(super) fn wrapped(name: &str, value: &Value) -> Arc<Unknown> {
    let value = std::slice::from_ref(value);
    match super::args::unknown(name, value, Form::Any).data {
        Data::Unknown(unknown) => unknown,
        _ => Unknown::new(name, super::args::reasons(value), Form::Any),
    }
}

/// A scalar as it stands in a string; `None` for null, compound and unknown values, and for numbers that .NET prints
/// with an exponent.
pub(super) fn scalar(value: &Value) -> Option<String> {
    match value.data {
        Data::Float(number) if number != 0.0 && !(1e-4..1e15).contains(&number.abs()) => None,
        _ => value.as_text(),
    }
}

/// How many UTF-16 units: what .NET calls the length of a string.
pub(super) fn length(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.encode_utf16().count() }
}

/// The length of a string with holes, where all of them are of a kind that always has the same length.
pub(super) fn pattern_length(pieces: &[Piece]) -> Option<usize> {
    let lengths = pieces.iter().map(|piece| match piece {
        Piece::Text(text) => Some(length(text)),
        Piece::Hole(hole) => hole_length(hole),
    });
    lengths.sum()
}

/// The length of an unknown string, where its kind tells: hashes, their first characters, and ids.
fn hole_length(hole: &Unknown) -> Option<usize> {
    const IDS: [&str; 3] = ["subscription().subscriptionId", "subscription().tenantId", "tenant().tenantId"];
    match &*hole.residual {
        residual if residual.starts_with("uniqueString(") => Some(13),
        residual if residual.starts_with("guid(") || IDS.contains(&residual) => Some(36),
        residual if residual.starts_with("take(uniqueString(") => {
            let (_, count) = residual.strip_suffix(')')?.rsplit_once(", ")?;
            Some(count.parse::<usize>().ok()?.min(13))
        }
        _ => None,
    }
}

/// Where in the text so many UTF-16 units end; `None` beyond its end or in the middle of a character.
pub(super) fn byte_at(text: &str, units: usize) -> Option<usize> {
    if text.is_ascii() {
        return (units <= text.len()).then_some(units);
    }
    let mut count = 0;
    for (at, character) in text.char_indices() {
        if count == units {
            return Some(at);
        }
        count += character.len_utf16();
    }
    (count == units).then_some(text.len())
}

/// The part from one byte to another; empty where there is none.
pub(super) fn part(text: &str, range: impl std::slice::SliceIndex<str, Output = str>) -> &str {
    text.get(range).unwrap_or_default()
}
