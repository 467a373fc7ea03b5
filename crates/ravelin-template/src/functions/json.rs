//! JSON as Azure's library (Newtonsoft) writes and reads it.
//!
//! Reading knows strict JSON and, of what the library takes beyond it, comments, a comma after the last item, single quotes
//! and names without quotes: <https://learn.microsoft.com/dotnet/standard/serialization/system-text-json/migrate-from-newtonsoft>.
//! Of the rest (hexadecimal numbers, `NaN`, several commas, …) we say that we don't know.

use super::Failure;
use super::text::{Text, wrapped};
use ravelin_model::{Data, MAX_DEPTH, ObjectBuilder, Value};
use std::fmt::Write as _;

/// The value as compact JSON; `None` where a part of it is not known.
pub(super) fn text(value: &Value, quote: char) -> Option<String> {
    let mut text = Text::new("string");
    write(value, quote, &mut text).ok()?;
    text.finish().as_str().map(str::to_owned)
}

/// Adds the value as compact JSON with this quotation mark. What is not known is a hole.
pub(super) fn write(value: &Value, quote: char, out: &mut Text) -> Result<(), Failure> {
    match &value.data {
        Data::Null => out.push("null"),
        Data::Bool(value) => out.push(if *value { "true" } else { "false" }),
        Data::Int(number) => out.push(&number.to_string()),
        Data::Float(number) => match super::text::scalar(value) {
            Some(text) if number.fract() == 0.0 => out.push(&format!("{text}.0")),
            Some(text) => out.push(&text),
            None => {
                out.hole(&wrapped("string", value), value.secret);
                Ok(())
            }
        },
        Data::Decimal(digits) => out.push(digits),
        Data::String(text) => {
            out.value(&Value::from(quoted(text, quote)).marked(value.secret), super::text::scalar)
        }
        Data::Array(array) => {
            out.push("[")?;
            for (at, item) in array.items().iter().enumerate() {
                if at > 0 {
                    out.push(",")?;
                }
                write(item, quote, out)?;
            }
            out.push("]")
        }
        Data::Object(object) => {
            out.push("{")?;
            for (at, entry) in object.entries().iter().enumerate() {
                out.push(if at > 0 { "," } else { "" })?;
                out.push(&quoted(&entry.key, quote))?;
                out.push(":")?;
                write(&entry.value, quote, out)?;
            }
            if let Some(open) = object.open() {
                out.hole(&wrapped("string", &std::sync::Arc::clone(&open.rest).into()), value.secret);
            }
            out.push("}")
        }
        Data::Unknown(_) => {
            out.hole(&wrapped("string", value), value.secret);
            Ok(())
        }
    }
}

fn quoted(text: &str, quote: char) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push(quote);
    for character in text.chars() {
        match character {
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\u{c}' => out.push_str("\\f"),
            '\u{8}' => out.push_str("\\b"),
            '\\' => out.push_str("\\\\"),
            '\0'..='\u{1f}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(character));
            }
            _ => {
                if character == quote {
                    out.push('\\');
                }
                out.push(character);
            }
        }
    }
    out.push(quote);
    out
}

/// Reads a value; `None` where the text is neither strict JSON nor differs from it in a way that we know.
pub(super) fn read(text: &str) -> Option<Value> {
    let mut reader = Reader { rest: text, depth: 0 };
    let value = reader.value()?;
    reader.space();
    reader.rest.is_empty().then_some(value)
}

struct Reader<'t> {
    rest: &'t str,
    depth: u16,
}

impl Reader<'_> {
    /// Skips white space and comments.
    fn space(&mut self) {
        loop {
            self.rest = self.rest.trim_start_matches([' ', '\t', '\r', '\n']);
            let after = if let Some(comment) = self.rest.strip_prefix("//") {
                comment.find('\n').map_or(Some(""), |end| comment.get(end..))
            } else if let Some(comment) = self.rest.strip_prefix("/*") {
                comment.split_once("*/").map(|(_, after)| after)
            } else {
                None
            };
            match after {
                Some(after) => self.rest = after,
                None => return,
            }
        }
    }

    fn eat(&mut self, token: &str) -> bool {
        self.space();
        match self.rest.strip_prefix(token) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn value(&mut self) -> Option<Value> {
        self.space();
        match self.rest.chars().next()? {
            '{' | '[' => {
                self.depth = self.depth.checked_add(1).filter(|depth| *depth < MAX_DEPTH)?;
                let value = if self.eat("{") { self.object() } else { self.array() };
                self.depth -= 1;
                value
            }
            '"' | '\'' => self.string().map(Value::from),
            't' if self.eat("true") => Some(true.into()),
            'f' if self.eat("false") => Some(false.into()),
            'n' if self.eat("null") => Some(Value::NULL),
            '-' | '0'..='9' => self.number(),
            _ => None,
        }
    }

    fn object(&mut self) -> Option<Value> {
        let mut object = ObjectBuilder::default();
        if self.eat("}") {
            return Some(object.build().into());
        }
        loop {
            self.space();
            let key = self.key()?;
            if !self.eat(":") {
                return None;
            }
            object.put(key, self.value()?);
            if self.eat("}") {
                return Some(object.build().into());
            }
            if !self.eat(",") {
                return None;
            }
            if self.eat("}") {
                return Some(object.build().into());
            }
        }
    }

    fn key(&mut self) -> Option<String> {
        if self.rest.starts_with(['"', '\'']) {
            return self.string();
        }
        let end = self
            .rest
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '$')
            .unwrap_or(self.rest.len());
        let (key, rest) = self.rest.split_at_checked(end).filter(|(key, _)| !key.is_empty())?;
        self.rest = rest;
        Some(key.to_owned())
    }

    fn array(&mut self) -> Option<Value> {
        // The opening bracket is still there.
        self.eat("[");
        let mut items = Vec::new();
        if self.eat("]") {
            return Some(items.into());
        }
        loop {
            items.push(self.value()?);
            if self.eat("]") {
                return Some(items.into());
            }
            if !self.eat(",") {
                return None;
            }
            if self.eat("]") {
                return Some(items.into());
            }
        }
    }

    fn string(&mut self) -> Option<String> {
        let mut characters = self.rest.chars();
        let quote = characters.next().filter(|quote| matches!(quote, '"' | '\''))?;
        let mut out = String::new();
        loop {
            match characters.next()? {
                '\\' => out.push(escaped(&mut characters)?),
                end if end == quote => break,
                '\0'..='\u{1f}' => return None,
                other => out.push(other),
            }
        }
        self.rest = characters.as_str();
        Some(out)
    }

    fn number(&mut self) -> Option<Value> {
        let end = self.rest.find(|c: char| !matches!(c, '0'..='9' | '-' | '+' | '.' | 'e' | 'E'));
        let (text, rest) = self.rest.split_at_checked(end.unwrap_or(self.rest.len()))?;
        self.rest = rest;
        // The number rules of strict JSON, leading zeros and all.
        let number: serde_json::Number = serde_json::from_str(text).ok()?;
        if text.contains(['.', 'e', 'E']) {
            return number.as_f64().map(Value::from);
        }
        number.as_i64().map(Value::from)
    }
}

fn escaped(characters: &mut std::str::Chars<'_>) -> Option<char> {
    Some(match characters.next()? {
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        same @ ('"' | '\'' | '\\' | '/') => same,
        'u' => {
            let first = hex(characters)?;
            if !(0xd800..0xdc00).contains(&first) {
                return char::from_u32(first);
            }
            let second =
                (characters.next()? == '\\' && characters.next()? == 'u').then(|| hex(characters))??;
            char::decode_utf16([u16::try_from(first).ok()?, u16::try_from(second).ok()?]).next()?.ok()?
        }
        _ => return None,
    })
}

fn hex(characters: &mut std::str::Chars<'_>) -> Option<u32> {
    let mut number = 0;
    for _ in 0..4 {
        number = number * 16 + characters.next()?.to_digit(16)?;
    }
    Some(number)
}
