//! Text to tokens, in one pass and in linear time whatever the text. Strings with holes are cut at their holes, so
//! that the holes' tokens stand among the others; a stack tells which brace closes a hole.
//!
//! What cannot be read becomes an error token that ends, where at all possible, on its own line: an unclosed quote
//! must not turn the rest of the file inside out. Deliberately knows no grammar and decodes no string.

mod strings;
mod unknown;

use self::strings::StringForm;
use super::ast::SyntaxError;
use super::token::{Kind, Token};
use ravelin_finding::Span;

/// The tokens of a file. The last is always [`Kind::End`].
#[derive(Debug)]
pub(super) struct Tokens {
    pub(super) tokens: Vec<Token>,
    /// Why error tokens are errors, by where those start; sorted.
    errors: Vec<(u32, SyntaxError)>,
    /// Does every bracket have its partner? If not, indentation is a better guide than brackets.
    pub(super) balanced: bool,
}

impl Tokens {
    /// Why the error token that starts at `start` is one.
    pub(super) fn error_at(&self, start: u32) -> Option<&SyntaxError> {
        let found = self.errors.binary_search_by_key(&start, |(at, _)| *at).ok()?;
        self.errors.get(found).map(|(_, error)| error)
    }
}

/// Cuts `text` into tokens. The text must be shorter than 4 GiB.
pub(super) fn lex(text: &str) -> Tokens {
    let mut lexer = Lexer {
        text,
        bytes: text.as_bytes(),
        position: 0,
        // Measured on published modules: a token every eight bytes, rarely every five.
        tokens: Vec::with_capacity(text.len() / 7 + 8),
        errors: Vec::new(),
        holes: Vec::new(),
        brackets: [0; 3],
        balanced: true,
        comment_end_exists: true,
    };
    if text.starts_with('\u{feff}') {
        lexer.position = '\u{feff}'.len_utf8();
    }
    while lexer.token() {}
    let balanced = lexer.balanced && lexer.brackets == [0; 3];
    Tokens { tokens: lexer.tokens, errors: lexer.errors, balanced }
}

/// What an open brace will close, inside a string's hole.
#[derive(Clone, Copy)]
enum Open {
    /// An object written in the hole.
    Brace,
    /// The hole itself, with what its string needs to go on.
    Hole(StringForm),
}

struct Lexer<'s> {
    text: &'s str,
    bytes: &'s [u8],
    position: usize,
    tokens: Vec<Token>,
    errors: Vec<(u32, SyntaxError)>,
    holes: Vec<Open>,
    /// How many `(`, `[` and `{` are open.
    brackets: [i32; 3],
    balanced: bool,
    /// Cleared by the first comment without an end, so that the next ones need not look for one.
    comment_end_exists: bool,
}

const fn offset(position: usize) -> u32 {
    // The caller of `lex` refuses longer texts.
    #[expect(clippy::cast_possible_truncation, reason = "texts are shorter than 4 GiB")]
    let offset = position as u32;
    offset
}

const fn continues_identifier(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

impl Lexer<'_> {
    /// The byte `ahead` of here; 0 past the end.
    #[inline]
    fn byte(&self, ahead: usize) -> u8 {
        self.bytes.get(self.position + ahead).copied().unwrap_or(0)
    }

    fn at_end(&self) -> bool {
        self.position >= self.bytes.len()
    }

    fn push(&mut self, kind: Kind, start: usize) {
        self.tokens.push(Token { kind, start: offset(start), end: offset(self.position) });
    }

    /// Reads one token; false at the end of the file.
    fn token(&mut self) -> bool {
        if self.trivia() {
            return true;
        }
        let start = self.position;
        let Some(&first) = self.bytes.get(start) else {
            if let Some(form) = self.innermost_hole() {
                self.unclosed_string(form, start, true);
            }
            self.push(Kind::End, start);
            return false;
        };
        match first {
            b'\n' | b'\r' => self.line_break(start),
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => self.word(start),
            b'0'..=b'9' => {
                self.skip_while(|byte| byte.is_ascii_digit());
                self.push(Kind::Integer, start);
            }
            b'\'' => self.string(start, 0),
            b'$' => self.dollars(start),
            b'{' => {
                if !self.holes.is_empty() {
                    self.holes.push(Open::Brace);
                }
                self.bracket(Kind::LeftBrace);
            }
            b'}' => match self.holes.last().copied() {
                Some(Open::Hole(form)) => {
                    self.position += 1;
                    self.piece(start, form, false);
                }
                Some(Open::Brace) => {
                    self.holes.pop();
                    self.bracket(Kind::RightBrace);
                }
                None => self.bracket(Kind::RightBrace),
            },
            b'(' => self.bracket(Kind::LeftParen),
            b')' => self.bracket(Kind::RightParen),
            b'[' => self.bracket(Kind::LeftSquare),
            b']' => self.bracket(Kind::RightSquare),
            _ => self.punctuation(first),
        }
        true
    }

    fn skip_while(&mut self, wanted: impl Fn(u8) -> bool) {
        while self.bytes.get(self.position).is_some_and(|byte| wanted(*byte)) {
            self.position += 1;
        }
    }

    fn skip_line(&mut self) {
        self.skip_while(|byte| byte != b'\n' && byte != b'\r');
    }

    /// Skips blanks, comments and directives. True where it pushed an error token instead.
    fn trivia(&mut self) -> bool {
        loop {
            match self.byte(0) {
                b' ' | b'\t' => self.position += 1,
                b'/' if self.byte(1) == b'/' => self.skip_line(),
                b'/' if self.byte(1) == b'*' => {
                    if !self.comment() {
                        return true;
                    }
                }
                b'#' if self.starts_line() && self.byte(1).is_ascii_alphabetic() => self.directive(),
                _ => return false,
            }
        }
    }

    /// Is this the first token of its line?
    fn starts_line(&self) -> bool {
        self.tokens.last().is_none_or(|token| token.kind == Kind::NewLine)
    }

    /// `#disable-next-line code …`; a comment may follow on the line.
    fn directive(&mut self) {
        while let Some(&byte) = self.bytes.get(self.position) {
            if matches!(byte, b'\n' | b'\r') || (byte == b'/' && matches!(self.byte(1), b'/' | b'*')) {
                return;
            }
            self.position += 1;
        }
    }

    /// `/* … */`. False where it has no end: then the line is an error token.
    fn comment(&mut self) -> bool {
        let start = self.position;
        if self.comment_end_exists {
            self.position += 2;
            while !self.at_end() {
                if self.byte(0) == b'*' && self.byte(1) == b'/' {
                    self.position += 2;
                    return true;
                }
                self.position += 1;
            }
            self.comment_end_exists = false;
            self.position = start;
        }
        self.skip_line();
        let opening = Span::new(offset(start), offset(start + 2));
        self.error_token(
            start,
            opening,
            "this comment is never closed".into(),
            Some("close it with `*/`".into()),
        );
        false
    }

    fn line_break(&mut self, start: usize) {
        if let Some(form) = self.innermost_hole() {
            self.unclosed_string(form, start, true);
            // In a multi-line string the text after the hole would otherwise be read as code.
            let multi_line =
                self.holes.iter().any(|open| matches!(open, Open::Hole(form) if form.multi_line));
            self.holes.clear();
            if multi_line && self.skip_past_triple_quote() {
                return;
            }
        }
        self.skip_while(|byte| byte == b'\n' || byte == b'\r');
        // Blanks and comments between line breaks change nothing: one token is enough for all of them.
        match self.tokens.last_mut() {
            Some(last) if last.kind == Kind::NewLine => {}
            _ => self.push(Kind::NewLine, start),
        }
    }

    fn word(&mut self, start: usize) {
        self.skip_while(continues_identifier);
        let kind = match self.bytes.get(start..self.position) {
            Some(b"true") => Kind::True,
            Some(b"false") => Kind::False,
            Some(b"null") => Kind::Null,
            _ => Kind::Identifier,
        };
        self.push(kind, start);
    }

    fn bracket(&mut self, kind: Kind) {
        let (bracket, step) = match kind {
            Kind::LeftParen => (0, 1),
            Kind::RightParen => (0, -1),
            Kind::LeftSquare => (1, 1),
            Kind::RightSquare => (1, -1),
            Kind::LeftBrace => (2, 1),
            _ => (2, -1),
        };
        if let Some(open) = self.brackets.get_mut(bracket) {
            *open += step;
            self.balanced &= *open >= 0;
        }
        self.fixed(kind, 1);
    }

    /// A token of `length` bytes.
    fn fixed(&mut self, kind: Kind, length: usize) {
        let start = self.position;
        self.position += length;
        self.push(kind, start);
    }

    fn punctuation(&mut self, first: u8) {
        let (kind, length) = match (first, self.byte(1)) {
            (b':', b':') => (Kind::DoubleColon, 2),
            (b':', _) => (Kind::Colon, 1),
            (b'.', b'.') if self.byte(2) == b'.' => (Kind::Ellipsis, 3),
            (b'.', _) => (Kind::Dot, 1),
            (b',', _) => (Kind::Comma, 1),
            (b'@', _) => (Kind::At, 1),
            (b'=', b'=') => (Kind::Equal, 2),
            (b'=', b'~') => (Kind::EqualInsensitive, 2),
            (b'=', b'>') => (Kind::Arrow, 2),
            (b'=', _) => (Kind::Assign, 1),
            (b'?', b'?') => (Kind::DoubleQuestion, 2),
            (b'?', _) => (Kind::Question, 1),
            (b'!', b'=') => (Kind::NotEqual, 2),
            (b'!', b'~') => (Kind::NotEqualInsensitive, 2),
            (b'!', _) => (Kind::Bang, 1),
            (b'<', b'=') => (Kind::LessOrEqual, 2),
            (b'<', _) => (Kind::Less, 1),
            (b'>', b'=') => (Kind::GreaterOrEqual, 2),
            (b'>', _) => (Kind::Greater, 1),
            (b'&', b'&') => (Kind::And, 2),
            (b'|', b'|') => (Kind::Or, 2),
            (b'|', _) => (Kind::Pipe, 1),
            (b'+', _) => (Kind::Plus, 1),
            (b'-', _) => (Kind::Minus, 1),
            (b'*', _) => (Kind::Star, 1),
            (b'/', _) => (Kind::Slash, 1),
            (b'%', _) => (Kind::Percent, 1),
            (b'^', _) => (Kind::Hat, 1),
            (b';', _) => (Kind::Semicolon, 1),
            _ => return self.unknown(),
        };
        self.fixed(kind, length);
    }

    /// An error token that is itself the place of the error.
    fn error_here(&mut self, start: usize, message: String, help: Option<String>) {
        self.error_token(start, Span::new(offset(start), offset(self.position)), message, help);
    }

    fn error_token(&mut self, start: usize, span: Span, message: String, help: Option<String>) {
        self.errors.push((offset(start), SyntaxError { span, message, help }));
        self.push(Kind::Error, start);
    }
}
