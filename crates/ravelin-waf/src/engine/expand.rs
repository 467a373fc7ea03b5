//! Macros: the text of a variable, and of what matched.

use super::transaction::{Key, Matched, Transaction, ValueRef};
use super::tx::TxValue;
use super::values::write_number;
use crate::seclang::operators::number;
use crate::seclang::text::{Piece, Text};
use crate::seclang::variables::{Source, Variable};

impl Transaction<'_> {
    /// Writes a text with its macros filled in. What is not set is empty.
    pub(super) fn expand(&self, text: &Text, out: &mut Vec<u8>) {
        for piece in &text.pieces {
            match piece {
                Piece::Literal(literal) => out.extend_from_slice(literal),
                Piece::Variable { variable, key, slot } => {
                    self.write_variable(variable, key.as_deref(), *slot, out);
                }
            }
        }
    }

    /// The number a text comes to. One variable in `TX` that holds a number needs no text at all.
    pub(super) fn expanded_number(&self, text: &Text) -> i64 {
        if let [Piece::Variable { slot: Some(slot), .. }] = text.pieces.as_slice() {
            return match self.tx.get(*slot) {
                TxValue::Unset => 0,
                TxValue::Number(number) => number,
                TxValue::Bytes(span) => number(self.values.get(span)),
            };
        }
        let mut out = Vec::new();
        self.expand(text, &mut out);
        number(&out)
    }

    /// A text as a string, for messages.
    pub(super) fn expand_text(&self, text: &Text) -> String {
        let mut out = Vec::new();
        self.expand(text, &mut out);
        String::from_utf8_lossy(&out).into_owned()
    }

    pub(super) fn write_tx(&self, value: TxValue, out: &mut Vec<u8>) -> bool {
        match value {
            TxValue::Unset => return false,
            TxValue::Number(number) => write_number(number, out),
            TxValue::Bytes(span) => out.extend_from_slice(self.values.get(span)),
        }
        true
    }

    pub(super) fn write_tx_named(&self, name: &[u8], out: &mut Vec<u8>) -> bool {
        let value = match self.engine.rules.tx_index.get(name) {
            Some(slot) => self.tx.get(*slot),
            None => self.tx.get_made(name),
        };
        self.write_tx(value, out)
    }

    /// Writes the value of a variable; says whether there is one.
    pub(super) fn write_variable(
        &self,
        variable: Variable,
        key: Option<&[u8]>,
        slot: Option<u32>,
        out: &mut Vec<u8>,
    ) -> bool {
        match variable.source {
            Source::Tx => match (slot, key) {
                (Some(slot), _) => return self.write_tx(self.tx.get(slot), out),
                (None, Some(key)) => return self.write_tx_named(key, out),
                (None, None) => return false,
            },
            Source::Stored(streams) => {
                for (list, half) in streams {
                    for pair in self.values.list(*list) {
                        if key.is_none_or(|k| self.values.get(pair.key).eq_ignore_ascii_case(k)) {
                            out.extend_from_slice(self.pair_value(pair, *half));
                            return true;
                        }
                    }
                }
                return false;
            }
            Source::MatchedVar => match &self.matched {
                Some(matched) => self.write_matched_value(matched, out),
                None => return false,
            },
            Source::MatchedVarName => match &self.matched {
                Some(matched) => self.write_matched_name(matched, out),
                None => return false,
            },
            Source::MatchedVars | Source::MatchedVarsNames => match self.matched_all.first() {
                Some(matched) if variable.source == Source::MatchedVars => {
                    self.write_matched_value(matched, out)
                }
                Some(matched) => self.write_matched_name(matched, out),
                None => return false,
            },
            Source::Rule => return self.write_rule(key.unwrap_or_default(), out),
            Source::Env => {
                let Some(key) = key else { return false };
                let own = self
                    .environment
                    .iter()
                    .find(|(n, _)| n.eq_ignore_ascii_case(key))
                    .map(|(_, v)| v.as_slice());
                let given = || {
                    let found =
                        self.engine.environment.iter().find(|(n, _)| n.as_bytes().eq_ignore_ascii_case(key));
                    found.map(|(_, v)| v.as_bytes())
                };
                match own.or_else(given) {
                    Some(value) => out.extend_from_slice(value),
                    None => return false,
                }
            }
            Source::HighestSeverity => write_number(i64::from(self.highest_severity), out),
            Source::ReqbodyProcessor => {
                out.extend_from_slice(self.mode.processor.as_deref().unwrap_or_default().as_bytes())
            }
            Source::SessionId => out.extend_from_slice(&self.session),
            Source::UserId => out.extend_from_slice(&self.user),
            Source::WebAppId => out.extend_from_slice(self.engine.rules.config.web_app_id.as_bytes()),
            // The engine has no clock: all of a transaction happens at the time it came with.
            Source::Duration => out.push(b'0'),
            Source::Time(part) => self.write_time(part, out),
            Source::Collection(kind) => {
                let open = self.collections.iter().find(|c| c.kind == kind);
                let kept = open.and_then(|c| c.kept.iter().find(|k| key.is_some_and(|key| k.name == key)));
                match kept {
                    Some(kept) => out.extend_from_slice(&kept.value),
                    None => return false,
                }
            }
        }
        true
    }

    fn write_rule(&self, key: &[u8], out: &mut Vec<u8>) -> bool {
        let Some((number, _)) = self.current else { return false };
        let Some(rule) = self.engine.rules.rules.get(number as usize) else { return false };
        match key {
            b"id" => write_number(rule.id as i64, out),
            b"rev" => out.extend_from_slice(rule.actions.revision.as_deref().unwrap_or_default().as_bytes()),
            b"severity" => match rule.actions.severity {
                Some(severity) => write_number(i64::from(severity), out),
                None => return false,
            },
            b"msg" | b"logdata" => {
                let text = if key == b"msg" { &rule.actions.message } else { &rule.actions.log_data };
                match text {
                    // A message that names itself must not run forever.
                    Some(text) if text.pieces.iter().all(|p| !names_rule(p)) => self.expand(text, out),
                    _ => return false,
                }
            }
            _ => return false,
        }
        true
    }

    pub(super) fn write_key(&self, key: Key, out: &mut Vec<u8>) {
        match key {
            Key::None => {}
            Key::Slot(slot) => {
                out.extend_from_slice(
                    self.engine.rules.tx_names.get(slot as usize).map(|n| &**n).unwrap_or_default(),
                );
            }
            Key::Span(span) => out.extend_from_slice(self.values.get(span)),
        }
    }

    /// `ARGS:q`, `&ARGS`, `REQUEST_LINE`.
    pub(super) fn write_matched_name(&self, matched: &Matched, out: &mut Vec<u8>) {
        if matched.count {
            out.push(b'&');
        }
        out.extend_from_slice(matched.variable.name.as_bytes());
        if matched.key != Key::None && matched.variable.collection {
            let mark = out.len();
            out.push(b':');
            self.write_key(matched.key, out);
            if out.len() == mark + 1 && matched.variable.name == "XML" {
                out.truncate(mark);
            }
        }
    }

    pub(super) fn write_matched_value(&self, matched: &Matched, out: &mut Vec<u8>) {
        match matched.value {
            ValueRef::Number(number) => write_number(number, out),
            ValueRef::Span(span) => out.extend_from_slice(self.values.get(span)),
        }
    }
}

fn names_rule(piece: &Piece) -> bool {
    matches!(piece, Piece::Variable { variable, .. } if variable.source == Source::Rule)
}
