//! HTML into tokens, leniently: as old browsers read it, and starting anywhere.
//!
//! Where the standard has states for single characters, these look ahead; NUL is white space in tags, except in their names.

use memchr::memchr;

use super::super::bytes::{before, find_pair, from, span};

/// What a token is; its text has no quotes and no angle brackets, except where they are all there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Kind {
    Text,
    TagOpen,
    TagOpenEnd,
    TagSelfClose,
    TagClose,
    AttributeName,
    AttributeValue,
    Comment,
    Doctype,
}

#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Token<'a> {
    pub(in super::super) kind: Kind,
    pub(in super::super) text: &'a [u8],
}

/// Where an input may be written.
#[derive(Clone, Copy, Debug)]
pub(in super::super) enum Start {
    Text,
    Tag,
    /// Inside an attribute's value, in these quotes.
    Value(u8),
}

#[derive(Clone, Copy)]
enum State {
    Text,
    TagOpen,
    TagOpenEnd,
    SelfClosing,
    BeforeAttributeName,
    AfterAttributeName,
    BeforeAttributeValue,
    FirstValue(u8),
    AfterQuotedValue,
    End,
}

pub(in super::super) struct Html<'a> {
    rest: &'a [u8],
    state: State,
    /// Whether a tag began with `</`. It stays on after `</>`: the next tag is then taken for a closing one.
    is_closing: bool,
}

impl<'a> Html<'a> {
    pub(in super::super) fn new(input: &'a [u8], start: Start) -> Self {
        let state = match start {
            Start::Text => State::Text,
            Start::Tag => State::BeforeAttributeName,
            Start::Value(quote) => State::FirstValue(quote),
        };
        Html { rest: input, state, is_closing: false }
    }

    /// A token of `len` bytes; `skipped` bytes after it are passed over.
    fn take(&mut self, kind: Kind, len: usize, skipped: usize, next: State) -> Option<Token<'a>> {
        let text = before(self.rest, len);
        self.rest = from(self.rest, len.saturating_add(skipped));
        self.state = next;
        Some(Token { kind, text })
    }

    /// A token of all that is left.
    fn take_all(&mut self, kind: Kind) -> Option<Token<'a>> {
        self.take(kind, self.rest.len(), 0, State::End)
    }

    fn skip(&mut self, len: usize) {
        self.rest = from(self.rest, len);
    }

    /// The first byte that is not white; none at the end, and at `0xff`, which `char` makes -1, the sign of an end.
    fn skip_white(&mut self) -> Option<u8> {
        self.skip(span(self.rest, is_white));
        self.rest.first().copied().filter(|&byte| byte != 0xff)
    }

    fn text(&mut self) -> Option<Token<'a>> {
        match memchr(b'<', self.rest) {
            Some(0) => {
                self.skip(1);
                self.tag_open()
            }
            Some(at) => self.take(Kind::Text, at, 1, State::TagOpen),
            None if self.rest.is_empty() => None,
            None => self.take_all(Kind::Text),
        }
    }

    /// After `<`.
    fn tag_open(&mut self) -> Option<Token<'a>> {
        match *self.rest.first()? {
            b'!' => {
                self.skip(1);
                self.declaration()
            }
            b'/' => {
                self.skip(1);
                self.is_closing = true;
                self.end_tag_open()
            }
            b'?' => {
                self.skip(1);
                self.bogus_comment()
            }
            // Internet Explorer and Safari once took this for a comment.
            b'%' => {
                self.skip(1);
                self.percent_comment()
            }
            b'a'..=b'z' | b'A'..=b'Z' | 0 => self.tag_name(),
            _ => {
                self.state = State::Text;
                Some(Token { kind: Kind::Text, text: b"<" })
            }
        }
    }

    /// After `</`.
    fn end_tag_open(&mut self) -> Option<Token<'a>> {
        match *self.rest.first()? {
            b'>' => self.text(),
            b'a'..=b'z' | b'A'..=b'Z' => self.tag_name(),
            _ => {
                self.is_closing = false;
                self.bogus_comment()
            }
        }
    }

    fn tag_name(&mut self) -> Option<Token<'a>> {
        let len = span(self.rest, |byte| byte == 0 || !(is_white(byte) || matches!(byte, b'/' | b'>')));
        match self.rest.get(len) {
            None => self.take_all(Kind::TagOpen),
            Some(b'/') => self.take(Kind::TagOpen, len, 1, State::SelfClosing),
            Some(b'>') if self.is_closing => {
                self.is_closing = false;
                self.take(Kind::TagClose, len, 1, State::Text)
            }
            Some(b'>') => self.take(Kind::TagOpen, len, 0, State::TagOpenEnd),
            Some(_) => self.take(Kind::TagOpen, len, 1, State::BeforeAttributeName),
        }
    }

    /// At `>`.
    fn tag_open_end(&mut self) -> Option<Token<'a>> {
        self.is_closing = false;
        self.take(Kind::TagOpenEnd, 1, 0, State::Text)
    }

    /// After `/` in a tag.
    fn self_closing(&mut self) -> Option<Token<'a>> {
        if *self.rest.first()? != b'>' {
            return self.before_attribute_name();
        }
        self.skip(1);
        self.state = State::Text;
        Some(Token { kind: Kind::TagSelfClose, text: b"/>" })
    }

    fn before_attribute_name(&mut self) -> Option<Token<'a>> {
        loop {
            match self.skip_white()? {
                b'/' => {
                    self.skip(1);
                    if matches!(self.rest.first(), None | Some(b'>')) {
                        return self.self_closing();
                    }
                }
                b'>' => return self.take(Kind::TagOpenEnd, 1, 0, State::Text),
                _ => return self.attribute_name(),
            }
        }
    }

    /// At the first byte of a name, which may be any.
    fn attribute_name(&mut self) -> Option<Token<'a>> {
        let len =
            1 + span(from(self.rest, 1), |byte| !(is_white(byte) || matches!(byte, b'/' | b'=' | b'>')));
        match self.rest.get(len) {
            None => self.take_all(Kind::AttributeName),
            Some(b'/') => self.take(Kind::AttributeName, len, 1, State::SelfClosing),
            Some(b'=') => self.take(Kind::AttributeName, len, 1, State::BeforeAttributeValue),
            Some(b'>') => self.take(Kind::AttributeName, len, 0, State::TagOpenEnd),
            Some(_) => self.take(Kind::AttributeName, len, 1, State::AfterAttributeName),
        }
    }

    fn after_attribute_name(&mut self) -> Option<Token<'a>> {
        match self.skip_white()? {
            b'/' => {
                self.skip(1);
                self.self_closing()
            }
            b'=' => {
                self.skip(1);
                self.before_attribute_value()
            }
            b'>' => self.tag_open_end(),
            _ => self.attribute_name(),
        }
    }

    fn before_attribute_value(&mut self) -> Option<Token<'a>> {
        match self.skip_white()? {
            quote @ (b'"' | b'\'' | b'`') => {
                self.skip(1);
                self.quoted_value(quote)
            }
            _ => self.unquoted_value(),
        }
    }

    /// After the opening quote.
    fn quoted_value(&mut self, quote: u8) -> Option<Token<'a>> {
        match memchr(quote, self.rest) {
            Some(end) => self.take(Kind::AttributeValue, end, 1, State::AfterQuotedValue),
            None => self.take_all(Kind::AttributeValue),
        }
    }

    fn unquoted_value(&mut self) -> Option<Token<'a>> {
        let len = span(self.rest, |byte| !is_white(byte) && byte != b'>');
        match self.rest.get(len) {
            None => self.take_all(Kind::AttributeValue),
            Some(b'>') => self.take(Kind::AttributeValue, len, 0, State::TagOpenEnd),
            Some(_) => self.take(Kind::AttributeValue, len, 1, State::BeforeAttributeName),
        }
    }

    fn after_quoted_value(&mut self) -> Option<Token<'a>> {
        match *self.rest.first()? {
            b'/' => {
                self.skip(1);
                self.self_closing()
            }
            b'>' => self.take(Kind::TagOpenEnd, 1, 0, State::Text),
            _ => self.before_attribute_name(),
        }
    }

    /// Up to `>`.
    fn bogus_comment(&mut self) -> Option<Token<'a>> {
        match memchr(b'>', self.rest) {
            Some(end) => self.take(Kind::Comment, end, 1, State::Text),
            None => self.take_all(Kind::Comment),
        }
    }

    /// Up to `%>`.
    fn percent_comment(&mut self) -> Option<Token<'a>> {
        match find_pair(self.rest, b'%', b'>') {
            Some(end) => self.take(Kind::Comment, end, 2, State::Text),
            None => self.take_all(Kind::Comment),
        }
    }

    /// After `<!`.
    fn declaration(&mut self) -> Option<Token<'a>> {
        let starts_doctype = before(self.rest, 7).eq_ignore_ascii_case(b"doctype");
        if starts_doctype {
            return match memchr(b'>', self.rest) {
                Some(end) => self.take(Kind::Doctype, end, 1, State::Text),
                None => self.take_all(Kind::Doctype),
            };
        }
        if self.rest.starts_with(b"[CDATA[") {
            self.skip(7);
            return match memchr::memmem::find(self.rest, b"]]>") {
                Some(end) => self.take(Kind::Text, end, 3, State::Text),
                None => self.take_all(Kind::Text),
            };
        }
        if self.rest.starts_with(b"--") {
            self.skip(2);
            return self.comment();
        }
        self.bogus_comment()
    }

    /// Up to `-->` or `-!>`, with NULs allowed after the first dash.
    fn comment(&mut self) -> Option<Token<'a>> {
        for end in memchr::memchr_iter(b'-', self.rest) {
            let nulls = span(from(self.rest, end + 1), |byte| byte == 0);
            match from(self.rest, end + 1 + nulls) {
                [b'-' | b'!', b'>', ..] => return self.take(Kind::Comment, end, nulls + 3, State::Text),
                [] | [b'-' | b'!'] => break,
                _ => {}
            }
        }
        self.take_all(Kind::Comment)
    }
}

impl<'a> Iterator for Html<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        match self.state {
            State::Text => self.text(),
            State::TagOpen => self.tag_open(),
            State::TagOpenEnd => self.tag_open_end(),
            State::SelfClosing => self.self_closing(),
            State::BeforeAttributeName => self.before_attribute_name(),
            State::AfterAttributeName => self.after_attribute_name(),
            State::BeforeAttributeValue => self.before_attribute_value(),
            State::FirstValue(quote) => self.quoted_value(quote),
            State::AfterQuotedValue => self.after_quoted_value(),
            State::End => None,
        }
    }
}

/// With vertical tab, form feed and NUL.
fn is_white(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r' | 0)
}
