//! Strings with holes.

use crate::{Data, Form, MAX_ALTERNATIVES, Piece, Unknown, Value};
use std::fmt::Write as _;
use std::sync::Arc;

/// More parts than this are no longer kept apart.
const MAX_PIECES: usize = 256;

impl Value {
    /// Joins strings of which some are not known. Where few alternatives decide it, the result is one of the joined
    /// strings; otherwise a pattern that keeps the known parts. Numbers and booleans join as they print.
    #[must_use]
    pub fn join(parts: &[Self]) -> Self {
        let secret = parts.iter().any(Self::is_secret);
        Self::join_alternatives(parts).unwrap_or_else(|| Self::join_pieces(parts)).marked(secret)
    }

    fn join_alternatives(parts: &[Self]) -> Option<Self> {
        let mut alternatives = vec![String::new()];
        let mut reasons = Vec::new();
        let mut seen: Vec<&str> = Vec::new();
        for part in parts {
            let mut texts = Vec::new();
            match &part.data {
                Data::Unknown(unknown) => {
                    let Form::OneOf(values) = &unknown.form else { return None };
                    // The same unknown twice has the same value twice: a product would invent combinations.
                    if seen.contains(&&*unknown.residual) {
                        return None;
                    }
                    seen.push(&unknown.residual);
                    reasons.extend(unknown.reasons.iter().cloned());
                    for value in values.iter() {
                        texts.push(value.as_text()?);
                    }
                }
                _ => texts.push(part.as_text()?),
            }
            if alternatives.len().saturating_mul(texts.len()) > MAX_ALTERNATIVES {
                return None;
            }
            let product =
                alternatives.iter().flat_map(|head| texts.iter().map(move |text| format!("{head}{text}")));
            alternatives = product.collect();
        }
        let residual = if reasons.is_empty() { String::new() } else { concat_residual(parts) };
        Some(Self::one_of(alternatives.into_iter().map(Self::from).collect(), residual, reasons))
    }

    fn join_pieces(parts: &[Self]) -> Self {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut reasons = Vec::new();
        for part in parts {
            let more = match &part.data {
                Data::Unknown(unknown) => {
                    reasons.extend(unknown.reasons.iter().cloned());
                    unknown.pieces()
                }
                _ => vec![Piece::Text(part.as_text().unwrap_or_default().into())],
            };
            more.into_iter().for_each(|piece| push_piece(&mut pieces, piece));
        }
        // A pattern that is one hole is that unknown itself.
        if let [Piece::Hole(only)] = pieces.as_slice() {
            return Arc::clone(only).into();
        }
        let form = if pieces.len() > MAX_PIECES { Form::Any } else { Form::Pattern(pieces.into()) };
        Unknown::new(concat_residual(parts), reasons, form).into()
    }

    /// A scalar as it stands in a string; `None` for null, compound and unknown values.
    #[must_use]
    pub fn as_text(&self) -> Option<String> {
        match &self.data {
            Data::String(text) => Some(text.as_ref().to_owned()),
            Data::Int(value) => Some(value.to_string()),
            Data::Float(value) => Some(value.to_string()),
            Data::Decimal(digits) => Some(digits.as_ref().to_owned()),
            Data::Bool(value) => Some(if *value { "True" } else { "False" }.to_owned()),
            Data::Null | Data::Array(_) | Data::Object(_) | Data::Unknown(_) => None,
        }
    }

    /// A string for display with `{…}` at each unknown part: the pattern's holes as canonical expressions, and the
    /// same for a wholly unknown value. `None` for what is not a string.
    #[must_use]
    pub fn display(&self) -> Option<String> {
        match &self.data {
            Data::String(text) => Some(text.as_ref().to_owned()),
            Data::Unknown(unknown) => {
                let mut out = String::new();
                for piece in unknown.pieces() {
                    match piece {
                        Piece::Text(text) => out.push_str(&text),
                        Piece::Hole(hole) => {
                            let _ = write!(out, "{{{}}}", hole.residual);
                        }
                    }
                }
                Some(out)
            }
            _ => self.as_text(),
        }
    }
}

fn push_piece(pieces: &mut Vec<Piece>, piece: Piece) {
    match (pieces.last_mut(), piece) {
        (_, Piece::Text(text)) if text.is_empty() => {}
        (Some(Piece::Text(last)), Piece::Text(text)) => *last = format!("{last}{text}").into(),
        (_, piece) => pieces.push(piece),
    }
}

fn concat_residual(parts: &[Value]) -> String {
    let mut out = "concat(".to_owned();
    let mut pieces: Vec<Piece> = Vec::new();
    for part in parts {
        let more = match &part.data {
            Data::Unknown(unknown) => unknown.pieces(),
            _ if part.is_secret() => vec![Piece::Text(part.residual().into())],
            _ => vec![Piece::Text(part.as_text().unwrap_or_default().into())],
        };
        more.into_iter().for_each(|piece| push_piece(&mut pieces, piece));
    }
    for (at, piece) in pieces.iter().enumerate() {
        if at > 0 {
            out.push_str(", ");
        }
        match piece {
            Piece::Text(text) => {
                let _ = write!(out, "'{}'", text.replace('\'', "''"));
            }
            Piece::Hole(hole) => out.push_str(&hole.residual),
        }
    }
    out.push(')');
    out
}
