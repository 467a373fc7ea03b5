//! Text with macros: `Total Score: %{TX.score}` as pieces, so that nothing is parsed while requests run.
//!
//! It resolves variable names; what they hold is the engine's business.

use super::variables::{self, Variable};

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    Literal(Box<[u8]>),
    Variable { variable: Variable, key: Option<Box<[u8]>>, slot: Option<u32> },
}

/// A text that may hold macros.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Text {
    pub(crate) pieces: Vec<Piece>,
}

impl Text {
    /// Parses a text. An unknown macro stays as it was written, as the language has it.
    pub(crate) fn parse(text: &str) -> Self {
        let mut pieces = Vec::new();
        let mut literal = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("%{") {
            literal.extend_from_slice(before.as_bytes());
            let Some((name, tail)) = after.split_once('}') else {
                literal.extend_from_slice(b"%{");
                rest = after;
                continue;
            };
            let (head, key) = match name.split_once(['.', ':']) {
                Some((head, key)) => (head, Some(key)),
                None => (name, None),
            };
            match variables::by_name(head) {
                Some(variable) => {
                    if !literal.is_empty() {
                        pieces.push(Piece::Literal(std::mem::take(&mut literal).into()));
                    }
                    let key = key.map(|k| k.to_ascii_lowercase().into_bytes().into_boxed_slice());
                    pieces.push(Piece::Variable { variable, key, slot: None });
                }
                None => {
                    literal.extend_from_slice(b"%{");
                    literal.extend_from_slice(name.as_bytes());
                    literal.push(b'}');
                }
            }
            rest = tail;
        }
        literal.extend_from_slice(rest.as_bytes());
        if !literal.is_empty() {
            pieces.push(Piece::Literal(literal.into()));
        }
        Self { pieces }
    }

    /// The text itself when it holds no macro.
    pub(crate) fn literal(&self) -> Option<&[u8]> {
        match self.pieces.as_slice() {
            [] => Some(b""),
            [Piece::Literal(text)] => Some(text),
            _ => None,
        }
    }

    /// Whether there is a macro in it.
    pub(crate) fn has_macro(&self) -> bool {
        self.literal().is_none()
    }
}
