//! Strings: their pieces between holes, and what becomes of those that are never closed.

use super::super::token::Kind;
use super::{Lexer, Open, offset};
use ravelin_finding::Span;

/// How a string is written.
#[derive(Clone, Copy)]
pub(super) struct StringForm {
    /// The first byte of the opening quotes.
    start: usize,
    /// `'''`?
    pub(super) multi_line: bool,
    /// How many `$` open a hole; 0 where nothing does.
    dollars: usize,
}

/// What ended a piece of a string.
enum PieceEnd {
    Quote,
    Hole,
    LineEnd,
    FileEnd,
}

impl Lexer<'_> {
    pub(super) fn innermost_hole(&self) -> Option<StringForm> {
        self.holes.iter().rev().find_map(|open| match open {
            Open::Hole(form) => Some(*form),
            Open::Brace => None,
        })
    }

    /// `$'''` and its longer forms.
    pub(super) fn dollars(&mut self, start: usize) {
        self.skip_while(|byte| byte == b'$');
        let dollars = self.position - start;
        if self.bytes.get(self.position..).is_some_and(|rest| rest.starts_with(b"'''")) {
            self.string(start, dollars);
        } else {
            let help = match self.byte(0) {
                b'\'' => "a string in single quotes needs no `$`: `'…${hole}…'`",
                _ => "`${…}` is written inside a string: `'…${hole}…'`",
            };
            self.error_here(start, "unexpected `$`".into(), Some(help.into()));
        }
    }

    /// A string from its opening quotes, at `position`, on; `start` is before the dollars.
    pub(super) fn string(&mut self, start: usize, dollars: usize) {
        let multi_line = self.byte(1) == b'\'' && self.byte(2) == b'\'';
        self.position += if multi_line { 3 } else { 1 };
        self.piece(start, StringForm { start, multi_line, dollars }, true);
    }

    /// A piece of a string, from after its quote or brace to its end or next hole.
    pub(super) fn piece(&mut self, start: usize, form: StringForm, first: bool) {
        let end = if form.multi_line { self.multi_line_text(form.dollars) } else { self.single_line_text() };
        match end {
            PieceEnd::Quote if first => self.push(Kind::String, start),
            PieceEnd::Quote => {
                self.holes.pop();
                self.push(Kind::StringEnd, start);
            }
            PieceEnd::Hole if first => {
                self.holes.push(Open::Hole(form));
                self.push(Kind::StringStart, start);
            }
            PieceEnd::Hole => self.push(Kind::StringMiddle, start),
            PieceEnd::LineEnd | PieceEnd::FileEnd => {
                if form.multi_line {
                    // Nothing closes it: give up its line only, and read on.
                    self.position = start;
                    self.skip_line();
                }
                self.unclosed_string(form, start, false);
                self.holes.clear();
            }
        }
    }

    fn single_line_text(&mut self) -> PieceEnd {
        while let Some(&byte) = self.bytes.get(self.position) {
            match byte {
                b'\'' => {
                    self.position += 1;
                    return PieceEnd::Quote;
                }
                b'$' if self.byte(1) == b'{' => {
                    self.position += 2;
                    return PieceEnd::Hole;
                }
                b'\\' if !matches!(self.byte(1), b'\n' | b'\r') => {
                    let escaped_hole = self.byte(1) == b'$' && self.byte(2) == b'{';
                    self.position = (self.position + if escaped_hole { 3 } else { 2 }).min(self.bytes.len());
                }
                b'\n' | b'\r' => return PieceEnd::LineEnd,
                _ => self.position += 1,
            }
        }
        PieceEnd::FileEnd
    }

    fn multi_line_text(&mut self, dollars: usize) -> PieceEnd {
        while let Some(&byte) = self.bytes.get(self.position) {
            let run = self.position;
            match byte {
                b'\'' => {
                    self.skip_while(|byte| byte == b'\'');
                    if self.position - run >= 3 {
                        return PieceEnd::Quote;
                    }
                }
                b'$' => {
                    self.skip_while(|byte| byte == b'$');
                    if dollars > 0 && self.position - run >= dollars && self.byte(0) == b'{' {
                        self.position += 1;
                        return PieceEnd::Hole;
                    }
                }
                _ => self.position += 1,
            }
        }
        PieceEnd::FileEnd
    }

    /// Goes on after the next `'''`, if there is one.
    pub(super) fn skip_past_triple_quote(&mut self) -> bool {
        let from = self.position;
        let found = matches!(self.multi_line_text(0), PieceEnd::Quote);
        if !found {
            self.position = from;
        }
        found
    }

    /// An error token from `start` to here, for a string that has no end, or whose hole has none.
    pub(super) fn unclosed_string(&mut self, form: StringForm, start: usize, in_hole: bool) {
        let (message, help, end) = if form.multi_line {
            let opening = form.start + form.dollars + 3;
            ("this multi-line string is never closed", "close it with `'''`", opening)
        } else {
            ("this string is not closed on its line", "close it with `'`", self.position)
        };
        let help = if in_hole { "an interpolation `${…}` must be closed on its line" } else { help };
        let span = Span::new(offset(form.start), offset(end.min(self.bytes.len())));
        self.error_token(start, span, message.into(), Some(help.into()));
    }
}
