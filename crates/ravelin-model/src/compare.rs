//! Equality of values that may be unknown: yes, no, or not decided.

use crate::{Data, Form, Object, Piece, Unknown, Value};
use std::sync::Arc;

impl Value {
    /// Are both the same value? Strings compare with regard to case, as `equals()` does; an integer and a float of the
    /// same number are the same. `None` when what is unknown decides it.
    #[must_use]
    pub fn same(&self, other: &Self) -> Option<bool> {
        match (&self.data, &other.data) {
            (Data::Unknown(a), Data::Unknown(b)) if a.residual == b.residual => Some(true),
            (Data::Unknown(unknown), _) => unknown.same_as(other),
            (_, Data::Unknown(unknown)) => unknown.same_as(self),
            (Data::Null, Data::Null) => Some(true),
            (Data::Bool(a), Data::Bool(b)) => Some(a == b),
            (Data::Int(a), Data::Int(b)) => Some(a == b),
            (Data::Int(_) | Data::Float(_), Data::Int(_) | Data::Float(_)) => {
                Some(number(self) == number(other))
            }
            (Data::Decimal(a), Data::Decimal(b)) | (Data::String(a), Data::String(b)) => Some(a == b),
            (Data::Array(a), Data::Array(b)) => {
                if a.ptr_eq(b) {
                    return Some(true);
                }
                if a.items().len() != b.items().len() {
                    return Some(false);
                }
                all(a.items().iter().zip(b.items()).map(|(a, b)| a.same(b)))
            }
            (Data::Object(a), Data::Object(b)) => same_objects(a, b),
            _ => Some(false),
        }
    }

    /// As [`Value::same`], strings without regard to case: how names, types and enumerations compare.
    #[must_use]
    pub fn same_ignoring_case(&self, other: &str) -> Option<bool> {
        match &self.data {
            Data::String(text) => Some(text.eq_ignore_ascii_case(other)),
            Data::Unknown(unknown) => match &unknown.form {
                Form::OneOf(values) => {
                    any_or_none(values.iter().map(|value| value.same_ignoring_case(other)))
                }
                Form::Pattern(pieces) => {
                    if may_match(pieces, &other.to_ascii_lowercase()) {
                        None
                    } else {
                        Some(false)
                    }
                }
                Form::Holding(_) => Some(false),
                Form::Any => None,
            },
            _ => Some(false),
        }
    }
}

impl Unknown {
    fn same_as(&self, other: &Value) -> Option<bool> {
        match (&self.form, &other.data) {
            (Form::OneOf(values), _) => any_or_none(values.iter().map(|value| value.same(other))),
            (_, Data::Unknown(unknown)) => match (&unknown.form, &self.form) {
                (Form::OneOf(_), _) => unknown.same_as(&Value::from(Arc::new(self.clone()))),
                (Form::Pattern(a), Form::Pattern(b)) => same_patterns(a, b),
                _ => None,
            },
            (Form::Pattern(pieces), Data::String(text)) => {
                if may_match(pieces, &text.to_ascii_lowercase()) {
                    None
                } else {
                    Some(false)
                }
            }
            (Form::Pattern(_), _) => Some(false),
            (Form::Holding(items), Data::Array(array)) => {
                if array.items().len() < items.len() {
                    Some(false)
                } else {
                    None
                }
            }
            (Form::Holding(_), _) => Some(false),
            (Form::Any, _) => None,
        }
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "mixed comparison: the float side has no more precision than this"
)]
fn number(value: &Value) -> Option<f64> {
    match value.data {
        Data::Int(number) => Some(number as f64),
        Data::Float(number) => Some(number),
        _ => None,
    }
}

/// All true: true. One false: false. Otherwise not decided.
fn all(answers: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut result = Some(true);
    for answer in answers {
        match answer {
            Some(false) => return Some(false),
            None => result = None,
            Some(true) => {}
        }
    }
    result
}

/// One of several, each with an answer: decided only when all agree.
fn any_or_none(mut answers: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let first = answers.next()??;
    answers.all(|answer| answer == Some(first)).then_some(first)
}

fn same_objects(a: &Object, b: &Object) -> Option<bool> {
    if a.ptr_eq(b) && a.open().is_none() && b.open().is_none() {
        return Some(true);
    }
    let closed = a.open().is_none() && b.open().is_none();
    if closed && a.entries().len() != b.entries().len() {
        return Some(false);
    }
    let mut result = if closed { Some(true) } else { None };
    for entry in a.entries() {
        match b.entry(&entry.key) {
            Some(other) => match entry.value.same(&other.value) {
                Some(false) => return Some(false),
                None => result = None,
                Some(true) => {}
            },
            None if b.open().is_none() => return Some(false),
            None => {}
        }
    }
    let missing = b.entries().iter().any(|entry| a.entry(&entry.key).is_none());
    if missing && a.open().is_none() { Some(false) } else { result }
}

fn same_patterns(a: &[Piece], b: &[Piece]) -> Option<bool> {
    if a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_piece(a, b)) {
        return Some(true);
    }
    let clash = match (a.first(), b.first()) {
        (Some(Piece::Text(a)), Some(Piece::Text(b))) => {
            let common = a.len().min(b.len());
            a.as_bytes().get(..common) != b.as_bytes().get(..common)
        }
        _ => false,
    };
    if clash { Some(false) } else { None }
}

fn same_piece(a: &Piece, b: &Piece) -> bool {
    match (a, b) {
        (Piece::Text(a), Piece::Text(b)) => a == b,
        (Piece::Hole(a), Piece::Hole(b)) => a.residual == b.residual,
        _ => false,
    }
}

/// Could a string with holes be this text (in lower case)? The known parts must occur in order, the outer ones at the ends.
fn may_match(pieces: &[Piece], text: &str) -> bool {
    let mut rest = text;
    for (at, piece) in pieces.iter().enumerate() {
        let Piece::Text(part) = piece else { continue };
        let part = part.to_ascii_lowercase();
        let (first, last) = (at == 0, at + 1 == pieces.len());
        let next = match (first, last) {
            (true, _) => rest.strip_prefix(&*part),
            (false, true) => rest.strip_suffix(&*part),
            (false, false) => rest.split_once(&*part).map(|(_, after)| after),
        };
        match next {
            Some(after) => rest = after,
            None => return false,
        }
    }
    true
}
