//! JSON bodies as a flat list of arguments.
//!
//! Names are those of ModSecurity 3: they start with `json`, members follow behind a dot, elements as `.array_0` and so
//! on (`{"a":[{"b":1}]}` gives `json.a.array_0.b`), an empty key is called `empty-key`. (ModSecurity 2 has no prefix and
//! numbers no elements; Coraza writes `json.a.0.b` and counts elements in an argument of the array's own.) Numbers keep
//! their text, `null` is empty, equal keys give an argument each. Where a document is broken, what came before stays.

#[cfg(test)]
mod tests;

use super::{Argument, Limits};
use std::borrow::Cow;
use std::fmt;

/// What a document says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flat<'a> {
    /// Every string, number, boolean and null, in order.
    pub arguments: Vec<Argument<'a>>,
    /// What was wrong, if anything.
    pub fault: Option<JsonFault>,
}

/// Why a document was not read to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonFault {
    /// It is no JSON from this byte on.
    Syntax(usize),
    /// A string has a control character, a bad escape or bytes that are no UTF-8, at this byte.
    Text(usize),
    /// It ends in the middle.
    Incomplete,
    /// It is deeper than allowed.
    TooDeep,
    /// It has more arguments than allowed.
    TooMany,
    /// Its names together are longer than allowed.
    NamesTooLong,
}

impl fmt::Display for JsonFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(at) => write!(f, "JSON parsing error: no JSON at byte {at}"),
            Self::Text(at) => write!(f, "JSON parsing error: a string is no valid text at byte {at}"),
            Self::Incomplete => f.write_str("JSON parsing error: the document ends in the middle"),
            Self::TooDeep => f.write_str("JSON parsing error: depth limit exceeded"),
            Self::TooMany => f.write_str("JSON parsing error: more arguments than the limit"),
            Self::NamesTooLong => f.write_str("JSON parsing error: names are too long together"),
        }
    }
}

impl std::error::Error for JsonFault {}

/// Flattens a document.
pub fn flatten<'a>(document: &'a [u8], limits: &Limits) -> Flat<'a> {
    let mut reader = Reader {
        text: document,
        at: 0,
        limits,
        name: b"json".to_vec(),
        name_bytes: 0,
        open: Vec::new(),
        arguments: Vec::new(),
    };
    // No body at all is no fault; what has nothing but white space is one.
    let fault = if document.is_empty() { None } else { reader.document().err() };
    Flat { arguments: reader.arguments, fault }
}

/// A container that is open, with the length its own name has.
enum Open {
    Object { name: usize },
    Array { name: usize, next: usize },
}

struct Reader<'a, 'l> {
    text: &'a [u8],
    at: usize,
    limits: &'l Limits,
    /// The name of what is read now.
    name: Vec<u8>,
    /// Of all names written so far.
    name_bytes: usize,
    open: Vec<Open>,
    arguments: Vec<Argument<'a>>,
}

/// What the grammar allows next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Expect {
    Value,
    /// A value, or the end of an empty array.
    FirstElement,
    Key,
    /// A key, or the end of an empty object.
    FirstKey,
    /// A comma or the end of what is open.
    Separator,
}

impl<'a> Reader<'a, '_> {
    fn document(&mut self) -> Result<(), JsonFault> {
        let mut expect = Expect::Value;
        loop {
            self.skip_white();
            if expect == Expect::Separator && self.open.is_empty() {
                return if self.at == self.text.len() { Ok(()) } else { Err(JsonFault::Syntax(self.at)) };
            }
            let Some(byte) = self.peek() else { return Err(JsonFault::Incomplete) };
            expect = match (expect, byte) {
                (Expect::Key | Expect::FirstKey, b'"') => self.key()?,
                (Expect::FirstKey, b'}') | (Expect::FirstElement, b']') => self.close(byte)?,
                (Expect::Value | Expect::FirstElement, b'{' | b'[') => self.open(byte)?,
                (Expect::Value | Expect::FirstElement, _) => self.scalar(byte)?,
                (Expect::Separator, b',') => self.comma(),
                (Expect::Separator, b'}' | b']') => self.close(byte)?,
                _ => return Err(JsonFault::Syntax(self.at)),
            };
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn skip_white(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn open(&mut self, byte: u8) -> Result<Expect, JsonFault> {
        self.at += 1;
        if self.open.len() >= self.limits.depth {
            return Err(JsonFault::TooDeep);
        }
        let name = self.name.len();
        if byte == b'{' {
            self.open.push(Open::Object { name });
            return Ok(Expect::FirstKey);
        }
        self.open.push(Open::Array { name, next: 0 });
        self.name_element();
        Ok(Expect::FirstElement)
    }

    /// Names the next element of the innermost array.
    fn name_element(&mut self) {
        if let Some(Open::Array { name, next }) = self.open.last_mut() {
            self.name.truncate(*name);
            self.name.extend_from_slice(b".array_");
            self.name.extend_from_slice(next.to_string().as_bytes());
            *next += 1;
        }
    }

    fn close(&mut self, byte: u8) -> Result<Expect, JsonFault> {
        match (self.open.pop(), byte) {
            (Some(Open::Object { name }), b'}') | (Some(Open::Array { name, .. }), b']') => {
                self.name.truncate(name)
            }
            _ => return Err(JsonFault::Syntax(self.at)),
        }
        self.at += 1;
        Ok(Expect::Separator)
    }

    fn comma(&mut self) -> Expect {
        self.at += 1;
        match self.open.last() {
            Some(Open::Object { .. }) => Expect::Key,
            _ => {
                self.name_element();
                Expect::Value
            }
        }
    }

    fn key(&mut self) -> Result<Expect, JsonFault> {
        let key = self.string()?;
        self.skip_white();
        match self.peek() {
            Some(b':') => self.at += 1,
            Some(_) => return Err(JsonFault::Syntax(self.at)),
            None => return Err(JsonFault::Incomplete),
        }
        if let Some(Open::Object { name }) = self.open.last() {
            self.name.truncate(*name);
            self.name.push(b'.');
            self.name.extend_from_slice(if key.is_empty() { b"empty-key" } else { &key });
        }
        Ok(Expect::Value)
    }

    fn scalar(&mut self, byte: u8) -> Result<Expect, JsonFault> {
        let value = match byte {
            b'"' => self.string()?,
            b't' => self.literal(b"true", b"true")?,
            b'f' => self.literal(b"false", b"false")?,
            b'n' => self.literal(b"null", b"")?,
            b'-' | b'0'..=b'9' => Cow::Borrowed(self.number()?),
            _ => return Err(JsonFault::Syntax(self.at)),
        };
        if self.arguments.len() >= self.limits.arguments {
            return Err(JsonFault::TooMany);
        }
        self.name_bytes = self.name_bytes.saturating_add(self.name.len());
        if self.name_bytes > self.limits.name_bytes {
            return Err(JsonFault::NamesTooLong);
        }
        self.arguments.push(Argument { name: Cow::Owned(self.name.clone()), value });
        Ok(Expect::Separator)
    }

    fn literal(&mut self, word: &[u8], value: &'static [u8]) -> Result<Cow<'a, [u8]>, JsonFault> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        if rest.starts_with(word) {
            self.at += word.len();
            return Ok(Cow::Borrowed(value));
        }
        Err(if word.starts_with(rest) { JsonFault::Incomplete } else { JsonFault::Syntax(self.at) })
    }

    fn number(&mut self) -> Result<&'a [u8], JsonFault> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        let leading_zero = self.peek() == Some(b'0');
        let whole = self.digits()?;
        if leading_zero && whole > 1 {
            return Err(JsonFault::Syntax(start));
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(self.text.get(start..self.at).unwrap_or_default())
    }

    /// One digit or more; how many.
    fn digits(&mut self) -> Result<usize, JsonFault> {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        match self.peek() {
            _ if self.at > start => Ok(self.at - start),
            Some(_) => Err(JsonFault::Syntax(self.at)),
            None => Err(JsonFault::Incomplete),
        }
    }

    fn string(&mut self) -> Result<Cow<'a, [u8]>, JsonFault> {
        self.at += 1;
        let start = self.at;
        let mut decoded: Option<Vec<u8>> = None;
        loop {
            let from = self.at;
            let run = self.run()?;
            if let Some(decoded) = &mut decoded {
                decoded.extend_from_slice(run);
            }
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(decoded.map_or(Cow::Borrowed(run), Cow::Owned));
                }
                Some(b'\\') => {
                    let before = self.text.get(start..from + run.len()).unwrap_or_default();
                    let decoded = decoded.get_or_insert_with(|| before.to_vec());
                    escape(self.text, &mut self.at, decoded)?;
                }
                Some(_) => return Err(JsonFault::Text(self.at)),
                None => return Err(JsonFault::Incomplete),
            }
        }
    }

    /// Text up to a quote, a backslash or a control character.
    fn run(&mut self) -> Result<&'a [u8], JsonFault> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let length =
            rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f)).unwrap_or(rest.len());
        let run = rest.get(..length).unwrap_or_default();
        if let Err(error) = std::str::from_utf8(run) {
            return Err(JsonFault::Text(self.at + error.valid_up_to()));
        }
        self.at += length;
        Ok(run)
    }
}

/// Decodes the escape at this place.
fn escape(text: &[u8], at: &mut usize, into: &mut Vec<u8>) -> Result<(), JsonFault> {
    let start = *at;
    let Some(letter) = text.get(start + 1) else { return Err(JsonFault::Incomplete) };
    *at = start + 2;
    into.push(match letter {
        b'"' | b'\\' | b'/' => *letter,
        b'b' => 8,
        b'f' => 12,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'u' => {
            let character = unicode(text, at).ok_or(JsonFault::Text(start))?;
            into.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
            return Ok(());
        }
        _ => return Err(JsonFault::Syntax(start)),
    });
    Ok(())
}

/// The character of `HHHH`, or of `HHHH\uHHHH` for a surrogate pair. An unpaired surrogate gives a question mark, as in
/// the library both ModSecurities use; what follows it is read on its own, as browsers and servers do.
fn unicode(text: &[u8], at: &mut usize) -> Option<char> {
    let first = four_digits(text, *at)?;
    *at += 4;
    if (0xd800..0xdc00).contains(&first) && text.get(*at..*at + 2) == Some(b"\\u") {
        let second = four_digits(text, *at + 2)?;
        if (0xdc00..0xe000).contains(&second) {
            *at += 6;
            return char::from_u32(0x1_0000 + ((first & 0x3ff) << 10 | second & 0x3ff));
        }
    }
    Some(char::from_u32(first).unwrap_or('?'))
}

fn four_digits(text: &[u8], at: usize) -> Option<u32> {
    let digits = text.get(at..at.checked_add(4)?)?;
    digits.iter().try_fold(0, |sum, byte| Some(sum * 16 + char::from(*byte).to_digit(16)?))
}
