//! What to say where the text is wrong, and how to go on behind it: the cold half of the reader.

use ravelin_finding::Span;

use super::SyntaxError;
use super::balance;
use super::document::Tag;
use super::error::{short, visible};
use super::reader::{Reader, Stop};

impl Reader<'_> {
    /// There is no value where one must be.
    pub(super) fn no_value(&mut self) -> Result<(), Stop> {
        match self.next_char() {
            None => {
                let error = SyntaxError::new(self.here(), "the text ends where a value is expected");
                self.stop(error)
            }
            Some('\'') => self.single_quoted(),
            Some('+' | '.') => self.bad_number(false),
            Some(c) if is_word_start(c) => self.bare_value(),
            Some(',' | '}' | ']') => {
                let error =
                    SyntaxError::new(self.token(1), format!("expected a value before {}", self.found()));
                self.report(error)?;
                self.push(Tag::Invalid, self.at, self.at);
                Ok(())
            }
            Some(_) => {
                let error =
                    SyntaxError::new(self.next_token(), format!("expected a value, found {}", self.found()));
                self.stop(error)
            }
        }
    }

    /// There is no quoted key where one must be. Whether a key was read nevertheless.
    pub(super) fn no_key(&mut self, object: usize) -> Result<bool, Stop> {
        match self.next_char() {
            None => self.unclosed(object),
            Some('\'') => self.single_quoted().map(|()| true),
            Some(',') => {
                let error = SyntaxError::new(self.token(1), "expected a member before `,`");
                self.report(error.help("remove this comma"))?;
                self.at += 1;
                Ok(false)
            }
            Some(c) if is_word_start(c) => {
                let length = self.word_length(self.at);
                let word = self.token(length).of(self.text);
                let error = SyntaxError::new(
                    self.token(length),
                    format!("the key `{}` lacks its quotes", short(word)),
                )
                .help(format!("write `\"{}\"`", short(word)));
                self.report(error)?;
                self.push(Tag::Bare, self.at, self.at + length);
                self.at += length;
                Ok(true)
            }
            Some(']') => self.wrong_bracket(object),
            Some(_) => {
                let error =
                    SyntaxError::new(self.next_token(), format!("expected a key, found {}", self.found()))
                        .help("a member is written `\"key\": value`");
                self.stop(error)
            }
        }
    }

    /// There is no colon behind a key. Whether a value follows nevertheless.
    pub(super) fn no_colon(&mut self) -> Result<bool, Stop> {
        let key = self.last();
        let written = key.of(self.text).trim_matches(['"', '\'']);
        let error =
            SyntaxError::new(self.next_token(), format!("expected `:` after the key `{}`", short(written)))
                .help("a member is written `\"key\": value`")
                .related(key);
        match self.peek() {
            Some(b'=') => {
                self.report(error)?;
                self.at += 1;
                Ok(true)
            }
            Some(b',' | b'}') => {
                self.report(error)?;
                self.push(Tag::Invalid, self.at, self.at);
                Ok(false)
            }
            Some(b'"' | b'{' | b'[' | b'-' | b'0'..=b'9' | b'a'..=b'z') if !self.last_spans_lines() => {
                self.report(error).map(|()| true)
            }
            _ => self.stop(error),
        }
    }

    /// There is neither a comma nor the closing bracket `close` behind a value.
    pub(super) fn no_comma(&mut self, opened: usize, close: u8) -> Result<(), Stop> {
        let Some(found) = self.peek() else {
            return self.unclosed(opened);
        };
        if self.last().end as usize == self.end_of_value && self.last_spans_lines() {
            let string = self.last();
            let message = format!("expected a comma after this string, found {}", self.found());
            let error = SyntaxError::new(self.next_token(), message)
                .help("the string before it goes over several lines: it may lack its closing quote")
                .related(Span::new(string.start, string.start.saturating_add(1)));
            return self.stop(error);
        }
        match found {
            b']' | b'}' => self.wrong_bracket(opened),
            b';' => {
                let error = SyntaxError::new(self.token(1), "values are separated by commas");
                self.at += 1;
                self.report(error.help("write `,` instead of `;`"))
            }
            b'"' | b'\'' | b'{' | b'[' | b'-' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'$' => {
                // The comma belongs right behind the value: its last character is marked.
                let end = self.end_of_value;
                let last = self.text.get(..end).and_then(|before| before.chars().next_back());
                let start = end.saturating_sub(last.map_or(0, char::len_utf8));
                let error = SyntaxError::new(self.span(start, end), "a comma is missing here");
                self.report(error.help(format!("put `,` before {}", self.found())))
            }
            _ => {
                let close = char::from(close);
                let message = format!("expected `,` or `{close}`, found {}", self.found());
                let error = SyntaxError::new(self.next_token(), message).related(self.opening(opened));
                self.stop(error)
            }
        }
    }

    /// The text ends inside an array or object.
    pub(super) fn unclosed<T>(&mut self, opened: usize) -> Result<T, Stop> {
        let (name, close) = self.bracket(opened);
        let error = SyntaxError::new(self.here(), format!("the text ends inside {name}"));
        let error = match balance::suspect(self.text, &self.entries) {
            Some((opening, close)) => error
                .help(format!("a `{close}` is missing: by the indentation that of what opens here"))
                .related(opening),
            None => error.help(format!("add the missing `{close}`")).related(self.opening(opened)),
        };
        self.stop(error)
    }

    fn wrong_bracket<T>(&mut self, opened: usize) -> Result<T, Stop> {
        let (name, close) = self.bracket(opened);
        let message = format!("{} can't close {name}", self.found());
        let error = SyntaxError::new(self.token(1), message)
            .help(format!("what was opened last needs a `{close}` first"))
            .related(self.opening(opened));
        self.stop(error)
    }

    /// There is something behind the document.
    pub(super) fn trailing(&mut self) -> Result<(), Stop> {
        let error = match self.peek() {
            Some(b'}' | b']') => SyntaxError::new(self.token(1), format!("{} closes nothing", self.found()))
                .help("everything is closed before it: there is a bracket too many, here or above"),
            _ => SyntaxError::new(
                self.next_token(),
                format!("expected the end of the text, found {}", self.found()),
            )
            .help("a text holds one value"),
        };
        self.stop(error)
    }

    pub(super) fn unclosed_string(&mut self, start: usize) -> Result<(), Stop> {
        self.at = start;
        let line =
            self.rest().iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(self.rest().len());
        let quote = self.token(1);
        let error = SyntaxError::new(self.token(line), "this string is never closed")
            .help("close it with `\"`; a quote inside a string is written `\\\"`")
            .related(quote);
        self.stop(error)
    }

    pub(super) fn bad_escape(&mut self) -> Result<(), Stop> {
        let unicode = self.rest().get(1) == Some(&b'u');
        let following = self.text.get(self.at + 1..).and_then(|rest| rest.chars().next());
        let length = 1 + following.map_or(0, char::len_utf8);
        let message = format!("`\\{}` is not an escape", following.map_or_else(String::new, visible));
        let help = if unicode {
            "`\\u` is followed by four hexadecimal digits"
        } else {
            "a backslash is written `\\\\`"
        };
        let error = SyntaxError::new(self.token(length), message).help(help);
        self.report(error)
    }

    pub(super) fn bad_number(&mut self, leading_zero: bool) -> Result<(), Stop> {
        let length = self.word_length(self.at).max(1);
        let word = self.token(length).of(self.text);
        let error = SyntaxError::new(self.token(length), format!("`{}` is not a number", short(word)));
        let error = if leading_zero {
            error.help("a number has no leading zeros; put quotes around it if it is a text")
        } else {
            error.help("a number is written like `12`, `-0.5` or `1e9`; put quotes around it if it is a text")
        };
        self.report(error)?;
        self.push(Tag::Invalid, self.at, self.at + length);
        self.at += length;
        Ok(())
    }

    /// A string in single quotes, which must end on its line.
    fn single_quoted(&mut self) -> Result<(), Stop> {
        let body = self.text.get(self.at + 1..).unwrap_or("");
        let end = body.find(['\'', '\n', '\r', '\\']).filter(|&end| body.as_bytes().get(end) == Some(&b'\''));
        let help = "strings and keys are written in double quotes";
        match end {
            Some(length) => {
                let error = SyntaxError::new(self.token(length + 2), "a string in single quotes");
                self.report(error.help(help))?;
                self.push(Tag::Text, self.at, self.at + length + 2);
                self.at += length + 2;
                Ok(())
            }
            None => {
                let error = SyntaxError::new(self.token(1), "expected a value, found `'`");
                self.stop(error.help(help))
            }
        }
    }

    /// A word that is no value.
    fn bare_value(&mut self) -> Result<(), Stop> {
        let length = self.word_length(self.at);
        let word = self.token(length).of(self.text);
        let help = match word.to_ascii_lowercase().as_str() {
            lower @ ("true" | "false" | "null") => format!("write `{lower}`"),
            "none" | "nil" | "undefined" => "write `null`".to_owned(),
            "nan" | "infinity" => "JSON has no such number".to_owned(),
            _ => format!("a text is written in double quotes: `\"{}\"`", short(word)),
        };
        let error =
            SyntaxError::new(self.token(length), format!("`{}` is not a value", short(word))).help(help);
        self.report(error)?;
        self.push(Tag::Invalid, self.at, self.at + length);
        self.at += length;
        Ok(())
    }

    /// What stands here, for a message.
    fn found(&self) -> String {
        match self.next_char() {
            None => "the end of the text".to_owned(),
            Some(c) if is_word_start(c) => format!("`{}`", short(self.next_token().of(self.text))),
            Some(c) => format!("`{}`", visible(c)),
        }
    }

    /// The word or character that stands here.
    fn next_token(&self) -> Span {
        match self.next_char() {
            Some(c) if is_word_start(c) => self.token(self.word_length(self.at)),
            next => self.token(next.map_or(0, char::len_utf8)),
        }
    }

    /// The key or value that was read last; an array or object if it is empty or just opened.
    fn last(&self) -> Span {
        self.entries.last().map_or_else(Span::default, |entry| Span::new(entry.start, entry.end))
    }

    /// Whether a string was read last that goes over several lines: its closing quote may be missing.
    fn last_spans_lines(&self) -> bool {
        self.entries.last().is_some_and(|entry| matches!(entry.tag, Tag::Text | Tag::Escaped))
            && self.last().of(self.text).contains('\n')
    }

    fn opening(&self, opened: usize) -> Span {
        let start = self.entries.get(opened).map_or(0, |entry| entry.start);
        Span::new(start, start.saturating_add(1))
    }

    fn bracket(&self, opened: usize) -> (&'static str, char) {
        match self.entries.get(opened).map(|entry| entry.tag) {
            Some(Tag::Object) => ("an object", '}'),
            _ => ("an array", ']'),
        }
    }
}

fn is_word_start(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$')
}
