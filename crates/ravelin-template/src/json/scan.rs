//! The tokens: blanks and comments, strings, numbers, words.

use super::SyntaxError;
use super::document::Tag;
use super::reader::{Reader, Stop};

impl<'s> Reader<'s> {
    /// Skips blanks and comments.
    pub(super) fn blank(&mut self) -> Result<(), Stop> {
        loop {
            match self.peek() {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                Some(b'/') => match self.rest().get(1) {
                    Some(b'/') => self.line_comment(),
                    Some(b'*') => self.block_comment()?,
                    _ => return Ok(()),
                },
                Some(0x80..) => match self.next_char().filter(|next| next.is_whitespace()) {
                    Some(next) => self.at += next.len_utf8(),
                    None => return Ok(()),
                },
                _ => return Ok(()),
            }
        }
    }

    fn line_comment(&mut self) {
        let rest = self.rest();
        self.at += rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(rest.len());
    }

    fn block_comment(&mut self) -> Result<(), Stop> {
        let body = self.text.get(self.at + 2..).unwrap_or("");
        match body.find("*/") {
            Some(length) => self.at += length + 4,
            None => {
                let error = SyntaxError::new(self.token(2), "this comment is never closed");
                return self.stop(error.help("close it with `*/`"));
            }
        }
        Ok(())
    }

    /// Reads the string that starts here. Line breaks and other control characters may stand in it as they are.
    pub(super) fn string(&mut self) -> Result<(), Stop> {
        let start = self.at;
        let mut tag = Tag::Text;
        self.at += 1;
        loop {
            let Some(length) = self.rest().iter().position(|byte| matches!(byte, b'"' | b'\\')) else {
                return self.unclosed_string(start);
            };
            self.at += length;
            if self.peek() == Some(b'"') {
                break;
            }
            match self.escape_length() {
                Some(length) => {
                    self.at += length;
                    if tag == Tag::Text {
                        tag = Tag::Escaped;
                    }
                }
                None => {
                    if tag != Tag::Invalid {
                        self.bad_escape()?;
                    }
                    tag = Tag::Invalid;
                    // What follows the backslash may be a character of several bytes: none of them ends a string.
                    self.at += 2;
                }
            }
        }
        self.at += 1;
        self.push(tag, start, self.at);
        Ok(())
    }

    /// The length of the escape that starts here, if it is one.
    fn escape_length(&self) -> Option<usize> {
        match self.rest() {
            [_, b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' | b'\'', ..] => Some(2),
            [_, b'u', digits @ ..] => {
                digits.first_chunk::<4>().filter(|digits| digits.iter().all(u8::is_ascii_hexdigit)).map(|_| 6)
            }
            _ => None,
        }
    }

    /// Reads `word` if it stands here, whole.
    pub(super) fn word(&mut self, word: &str, tag: Tag) -> bool {
        let rest = self.rest();
        let found = rest.starts_with(word.as_bytes()) && !self.is_word_at(self.at + word.len());
        if found {
            self.push(tag, self.at, self.at + word.len());
            self.at += word.len();
        }
        found
    }

    pub(super) fn number(&mut self) -> Result<(), Stop> {
        let rest = self.rest();
        let minus = usize::from(rest.first() == Some(&b'-'));
        let mut length = minus + digits(rest, minus);
        let whole = length - minus;
        let leading_zero = whole > 1 && rest.get(minus) == Some(&b'0');
        let mut well_formed = whole > 0 && !leading_zero;
        let mut tag = Tag::Integer;
        if rest.get(length) == Some(&b'.') {
            let fraction = digits(rest, length + 1);
            well_formed &= fraction > 0;
            length += 1 + fraction;
            tag = Tag::Float;
        }
        if matches!(rest.get(length), Some(b'e' | b'E')) {
            let sign = usize::from(matches!(rest.get(length + 1), Some(b'+' | b'-')));
            let exponent = digits(rest, length + 1 + sign);
            well_formed &= exponent > 0;
            length += 1 + sign + exponent;
            tag = Tag::Float;
        }
        // Up to 300 digits and without an exponent a number is in the range of a float.
        let infinite = (tag == Tag::Float || length > 300) && self.is_infinite(length);
        if !well_formed || infinite || self.is_word_at(self.at + length) {
            return self.bad_number(leading_zero);
        }
        self.push(tag, self.at, self.at + length);
        self.at += length;
        Ok(())
    }

    fn is_infinite(&self, length: usize) -> bool {
        let number = self.text.get(self.at..self.at + length).unwrap_or("");
        number.parse::<f64>().is_ok_and(f64::is_infinite)
    }

    /// How many bytes from here on are letters, digits or `_`, `$`, `-`, `.`.
    pub(super) fn word_length(&self, start: usize) -> usize {
        let word = self.text.get(start..).unwrap_or("");
        word.find(|c: char| !is_word_char(c)).unwrap_or(word.len())
    }

    /// Whether a word or number goes on at `at`.
    fn is_word_at(&self, at: usize) -> bool {
        match self.text.as_bytes().get(at) {
            None | Some(b',' | b'\n' | b'\r' | b' ' | b'}' | b']') => false,
            Some(_) => self.text.get(at..).and_then(|rest| rest.chars().next()).is_some_and(is_word_char),
        }
    }

    pub(super) fn rest(&self) -> &'s [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    pub(super) fn next_char(&self) -> Option<char> {
        self.text.get(self.at..)?.chars().next()
    }
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$' | '-' | '.' | '+')
}

fn digits(text: &[u8], start: usize) -> usize {
    text.get(start..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_digit()).count()
}
