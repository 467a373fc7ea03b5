//! The tokens of an expression: strings, numbers, names; everything else is a single character.

use ravelin_finding::Span;

use super::SyntaxError;
use super::ast::Shape;
use super::error;

/// A place in the text of an expression, which ends before its last bracket.
pub(super) struct Lexer<'s> {
    /// The expression without its closing bracket, so that offsets are those of the whole.
    pub(super) text: &'s str,
    pub(super) at: usize,
}

impl<'s> Lexer<'s> {
    /// The next byte behind blanks.
    pub(super) fn peek(&mut self) -> Option<u8> {
        loop {
            match self.text.as_bytes().get(self.at).copied() {
                Some(b' ' | b'\t' | b'\n' | b'\r') => self.at += 1,
                Some(0x80..) => match self.next_char().filter(|next| next.is_whitespace()) {
                    Some(blank) => self.at += blank.len_utf8(),
                    None => return Some(0x80),
                },
                next => return next,
            }
        }
    }

    /// Takes the next byte behind blanks if it is `byte`.
    pub(super) fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        if found {
            self.at += 1;
        }
        found
    }

    /// Reads the string whose opening quote stands here.
    pub(super) fn string(&mut self) -> Result<Shape<'s>, SyntaxError> {
        let opening = self.at;
        let start = opening + 1;
        let mut end = start;
        loop {
            let rest = self.text.as_bytes().get(end..).unwrap_or_default();
            let Some(length) = rest.iter().position(|&byte| byte == b'\'') else {
                return Err(error::unclosed_string(self, opening));
            };
            if rest.get(length + 1) != Some(&b'\'') {
                end += length;
                break;
            }
            end += length + 2;
        }
        self.at = end + 1;
        Ok(Shape::Text(self.text.get(start..end).unwrap_or("")))
    }

    /// Reads the number that starts here with a digit or a minus.
    pub(super) fn number(&mut self) -> Result<Shape<'s>, SyntaxError> {
        let bytes = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let digits = |from: usize| {
            bytes.get(from..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_digit()).count()
        };
        let minus = usize::from(bytes.first() == Some(&b'-'));
        let mut length = minus + digits(minus);
        let mut whole = true;
        if bytes.get(length) == Some(&b'.') && digits(length + 1) > 0 {
            length += 1 + digits(length + 1);
            whole = false;
        }
        if matches!(bytes.get(length), Some(b'e' | b'E')) {
            let sign = usize::from(matches!(bytes.get(length + 1), Some(b'+' | b'-')));
            if digits(length + 1 + sign) > 0 {
                length += 1 + sign + digits(length + 1 + sign);
                whole = false;
            }
        }
        let span = self.span(self.at, self.at + length);
        let number = span.of(self.text);
        let shape = if whole { number.parse().ok().map(Shape::Int) } else { float(number) };
        self.at += length;
        shape.ok_or_else(|| error::bad_number(span, number))
    }

    /// Reads a name: letters, digits, `_`, `$`, `#`, and inside it `-`. The text is empty where there is none.
    pub(super) fn name(&mut self) -> &'s str {
        let rest = self.text.get(self.at..).unwrap_or("");
        let ascii = rest.bytes().take_while(|&byte| is_name_byte(byte)).count();
        let length = match rest.as_bytes().get(ascii) {
            Some(0x80..) => {
                rest.find(|c: char| !(c.is_alphanumeric() || c.is_ascii() && is_name_byte(c as u8)))
            }
            _ => Some(ascii),
        };
        let name = length.and_then(|length| rest.get(..length)).unwrap_or(rest);
        self.at += name.len();
        name
    }

    pub(super) fn next_char(&self) -> Option<char> {
        self.text.get(self.at..)?.chars().next()
    }

    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        // The length was measured before parsing.
        let offset = |offset| u32::try_from(offset).unwrap_or(u32::MAX);
        Span::new(offset(start), offset(end))
    }
}

fn float<'s>(number: &str) -> Option<Shape<'s>> {
    number.parse().ok().filter(|number: &f64| number.is_finite()).map(Shape::Float)
}

fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'#' | b'-')
}
