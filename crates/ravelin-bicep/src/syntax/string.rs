//! Strings: tokens to texts and holes, escapes decoded.

use super::ast::{Expression, StringLiteral};
use super::parser::{Parsed, Parser};
use super::token::{Kind, Token};
use ravelin_finding::Span;
use std::borrow::Cow;

/// What the opening quotes tell about the pieces that follow.
#[derive(Clone, Copy)]
struct Quotes {
    multi_line: bool,
    /// How many bytes open the string: dollars and quotes.
    opening: usize,
    /// How many bytes open a hole.
    hole: usize,
}

impl Quotes {
    fn of(text: &str) -> Self {
        let dollars = text.bytes().take_while(|byte| *byte == b'$').count();
        // `''` alone is an empty string on one line.
        let multi_line = text.get(dollars..).is_some_and(|quoted| quoted.starts_with("'''"));
        Self {
            multi_line,
            opening: if multi_line { dollars + 3 } else { 1 },
            hole: if multi_line { dollars + 1 } else { 2 },
        }
    }

    fn closing(self) -> usize {
        if self.multi_line { 3 } else { 1 }
    }
}

impl<'s> Parser<'s> {
    pub(super) fn at_string(&self) -> bool {
        matches!(self.kind(), Kind::String | Kind::StringStart)
    }

    /// A string, `what` it is for being the message.
    pub(super) fn string(&mut self, what: &str) -> Parsed<StringLiteral<'s>> {
        if !self.at_string() {
            let help = match self.kind() {
                Kind::Identifier => Some("put it in single quotes: `'…'`".to_owned()),
                _ => None,
            };
            return Err(self.expected_with(what, help));
        }
        let first = self.bump();
        let quotes = Quotes::of(self.text_of(first));
        let mut texts = vec![self.piece(first, quotes)?];
        let mut holes: Vec<Expression<'s>> = Vec::new();
        let mut last = first;
        while matches!(last.kind, Kind::StringStart | Kind::StringMiddle) {
            holes.push(self.expression(false)?);
            if !matches!(self.kind(), Kind::StringMiddle | Kind::StringEnd) {
                return Err(self.expected("`}` at the end of the interpolation"));
            }
            last = self.bump();
            texts.push(self.piece(last, quotes)?);
        }
        Ok(StringLiteral { span: self.since(first.span()), texts, holes })
    }

    /// The text of one token, without quotes, braces and dollars.
    fn piece(&mut self, token: Token, quotes: Quotes) -> Parsed<Cow<'s, str>> {
        let text = self.text_of(token);
        let from = match token.kind {
            Kind::String | Kind::StringStart => quotes.opening,
            _ => 1,
        };
        let to = match token.kind {
            Kind::String | Kind::StringEnd => text.len().saturating_sub(quotes.closing()),
            _ => text.len().saturating_sub(quotes.hole),
        };
        let content = text.get(from..to).unwrap_or("");
        if quotes.multi_line {
            let content = if from == 1 { content } else { without_first_line_break(content) };
            return Ok(Cow::Borrowed(content));
        }
        match decode(content) {
            Ok(text) => Ok(text),
            Err(BadEscape { start, end, message, help }) => {
                let base = token.start as usize + from;
                let position = |at: usize| u32::try_from(base + at).unwrap_or(token.end);
                let span = Span::new(position(start), position(end));
                Err(self.fail_at(span, message, Some(help.into())))
            }
        }
    }
}

fn without_first_line_break(text: &str) -> &str {
    let text = text.strip_prefix('\r').unwrap_or(text);
    text.strip_prefix('\n').unwrap_or(text)
}

/// An escape that means nothing, as a range of the text.
struct BadEscape {
    start: usize,
    end: usize,
    message: String,
    help: &'static str,
}

/// Replaces the escapes of a string on one line.
fn decode(text: &str) -> Result<Cow<'_, str>, BadEscape> {
    if !text.contains('\\') {
        return Ok(Cow::Borrowed(text));
    }
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((plain, escaped)) = rest.split_once('\\') {
        decoded.push_str(plain);
        let start = text.len() - escaped.len() - 1;
        let mut characters = escaped.chars();
        let character = characters.next();
        rest = characters.as_str();
        match character {
            Some('n') => decoded.push('\n'),
            Some('r') => decoded.push('\r'),
            Some('t') => decoded.push('\t'),
            Some(itself @ ('\\' | '\'' | '$')) => decoded.push(itself),
            Some('u') => {
                let (character, after) = code_point(rest).ok_or_else(|| BadEscape {
                    start,
                    end: start + 2 + rest.find('}').filter(|end| *end <= 10).map_or(0, |end| end + 1),
                    message: "this is no Unicode escape".into(),
                    help: "write `\\u{…}` with the code point in hexadecimal digits, at most 10FFFF",
                })?;
                decoded.push(character);
                rest = after;
            }
            other => {
                let end = start + 1 + other.map_or(0, char::len_utf8);
                return Err(BadEscape {
                    start,
                    end,
                    message: format!("unknown escape `{}`", text.get(start..end).unwrap_or("\\")),
                    help: "the escapes are `\\\\`, `\\'`, `\\n`, `\\r`, `\\t`, `\\$` and `\\u{…}`; \
                           a backslash itself is `\\\\`",
                });
            }
        }
    }
    decoded.push_str(rest);
    Ok(Cow::Owned(decoded))
}

/// `{1F600}` and what follows. Half a surrogate pair, which has no place in UTF-8, becomes the replacement character.
fn code_point(text: &str) -> Option<(char, &str)> {
    let (digits, rest) = text.strip_prefix('{')?.split_once('}')?;
    let significant = digits.trim_start_matches('0');
    if digits.is_empty() || significant.len() > 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let number = if significant.is_empty() { 0 } else { u32::from_str_radix(significant, 16).ok()? };
    let surrogate = (0xD800..0xE000).contains(&number);
    let character = if surrogate { char::REPLACEMENT_CHARACTER } else { char::from_u32(number)? };
    Some((character, rest))
}
