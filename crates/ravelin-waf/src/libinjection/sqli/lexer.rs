//! SQL into tokens, as the first byte of each tells.
//!
//! Every function gets what is left of the input and returns a token with the number of bytes that it takes, at least one.
//! Strings and numbers are in `literals`.

use memchr::memchr;

use super::super::bytes::{before, find_pair, from, span};
use super::literals;
use super::table::Table;
use super::token::{Kind, MAX_TEXT, Token};

/// What `#` and `--` without a space after it mean.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Dialect {
    Ansi,
    Mysql,
}

/// A token, and how long it is.
pub(super) type Read<'a> = (Token<'a>, usize);

pub(in super::super) struct Lexer<'a> {
    rest: &'a [u8],
    /// The quote that is to be thought of as before the input; none after the first token.
    quote: Option<u8>,
    dialect: Dialect,
    pub(super) table: &'static Table,
    /// How many tokens were read.
    pub(super) tokens: usize,
    /// Whether something was read that MySQL reads in another way.
    pub(super) is_ambiguous: bool,
}

impl<'a> Lexer<'a> {
    pub(in super::super) fn new(
        input: &'a [u8],
        quote: Option<u8>,
        dialect: Dialect,
        table: &'static Table,
    ) -> Self {
        Lexer { rest: input, quote, dialect, table, tokens: 0, is_ambiguous: false }
    }

    #[inline(always)]
    fn token(&mut self, first: u8) -> Read<'a> {
        let rest = self.rest;
        match first {
            b'A' | b'C' | b'D' | b'F'..=b'M' | b'O' | b'P' | b'R'..=b'T' | b'V' | b'W' | b'Y' | b'Z' => {
                self.word(rest)
            }
            b'a' | b'c' | b'd' | b'f'..=b'm' | b'o' | b'p' | b'r'..=b't' | b'v' | b'w' | b'y' | b'z' => {
                self.word(rest)
            }
            b'_' | 0x80.. => self.word(rest),
            b'.' | b'0'..=b'9' => literals::number(rest),
            b'\'' | b'"' => literals::string(rest),
            b'(' => (Token::new(Kind::LeftParenthesis, before(rest, 1)), 1),
            b')' => (Token::new(Kind::RightParenthesis, before(rest, 1)), 1),
            b',' => (Token::new(Kind::Comma, before(rest, 1)), 1),
            b';' => (Token::new(Kind::Semicolon, before(rest, 1)), 1),
            b'{' => (Token::new(Kind::LeftBrace, before(rest, 1)), 1),
            b'}' => (Token::new(Kind::RightBrace, before(rest, 1)), 1),
            b'%' | b'+' | b'^' | b'~' => operator(rest, 1),
            b'!' | b'&' | b'*' | b':' | b'<' | b'=' | b'>' | b'|' => self.operators(rest),
            b'-' => self.dash(rest),
            b'#' => self.hash(rest),
            b'/' => slash(rest),
            b'@' => self.variable(rest),
            b'`' => self.tick(rest),
            b'[' => bracketed(rest),
            b'$' => literals::dollar(rest).unwrap_or_else(|| self.word(rest)),
            b'\\' => backslash(rest),
            b'b' | b'B' => literals::digits_in_quotes(rest, |byte| matches!(byte, b'0' | b'1'))
                .unwrap_or_else(|| self.word(rest)),
            b'x' | b'X' => literals::digits_in_quotes(rest, |byte| byte.is_ascii_hexdigit())
                .unwrap_or_else(|| self.word(rest)),
            b'e' | b'E' => literals::prefixed(rest).unwrap_or_else(|| self.word(rest)),
            b'n' | b'N' => literals::national(rest).unwrap_or_else(|| self.word(rest)),
            b'q' | b'Q' => literals::oracle(rest, 0).unwrap_or_else(|| self.word(rest)),
            b'u' | b'U' => literals::unicode(rest).unwrap_or_else(|| self.word(rest)),
            0..=b' ' | b'?' | b']' | 0x7f => (Token::new(Kind::Unknown, before(rest, 1)), 1),
        }
    }

    #[inline(always)]
    fn word(&self, rest: &'a [u8]) -> Read<'a> {
        // `SELECT.1` and SELECT`column` begin with a word. How long it all is must not be asked before: of like.like.like…,
        // every word would be measured to the end.
        for (at, &byte) in before(rest, MAX_TEXT).iter().enumerate() {
            if matches!(byte, b'.' | b'`') {
                let start = before(rest, at);
                if let Some(kind) = self.table.kind(start).filter(|&kind| kind != Kind::Bareword) {
                    return (Token::new(kind, start), at);
                }
            } else if !is_in_word(byte) {
                break;
            }
        }
        let len = span(rest, is_in_word);
        let word = before(rest, len);
        let kind = if len > MAX_TEXT { None } else { self.table.kind(word) };
        (Token::new(kind.unwrap_or(Kind::Bareword), word), len)
    }

    /// A word in backticks: of MySQL.
    fn tick(&self, rest: &'a [u8]) -> Read<'a> {
        let (mut token, len) = literals::string(rest);
        let is_function = self.table.kind(token.text) == Some(Kind::Function);
        token.kind = if is_function { Kind::Function } else { Kind::Bareword };
        (token, len)
    }

    fn variable(&self, rest: &'a [u8]) -> Read<'a> {
        let signs = if from(rest, 1).first() == Some(&b'@') { 2 } else { 1 };
        let name = from(rest, signs);
        let (mut token, len) = match name.first() {
            Some(b'`') => self.tick(name),
            Some(b'\'' | b'"') => literals::string(name),
            _ => {
                let len = span(name, is_in_variable);
                (Token::new(Kind::Variable, before(name, len)), len)
            }
        };
        token.kind = Kind::Variable;
        (token, signs + len)
    }

    fn operators(&self, rest: &'a [u8]) -> Read<'a> {
        if rest.starts_with(b"<=>") {
            return operator(rest, 3);
        }
        let [first, _, ..] = rest else { return operator(rest, 1) };
        let pair = before(rest, 2);
        match self.table.kind(pair) {
            Some(kind) => (Token::new(kind, pair), 2),
            None if *first == b':' => (Token::new(Kind::Colon, before(rest, 1)), 1),
            None => operator(rest, 1),
        }
    }

    /// `--` starts a comment where a space or nothing follows, and everywhere but in MySQL.
    fn dash(&mut self, rest: &'a [u8]) -> Read<'a> {
        match rest {
            [_, b'-'] => line_comment(rest),
            [_, b'-', after, ..] if is_white(*after) => line_comment(rest),
            [_, b'-', ..] if self.dialect == Dialect::Ansi => {
                self.is_ambiguous = true;
                line_comment(rest)
            }
            _ => operator(rest, 1),
        }
    }

    /// `#` starts a comment in MySQL, and is an operator elsewhere.
    fn hash(&mut self, rest: &'a [u8]) -> Read<'a> {
        self.is_ambiguous = true;
        match self.dialect {
            Dialect::Mysql => line_comment(rest),
            Dialect::Ansi => operator(rest, 1),
        }
    }
}

impl<'a> Iterator for Lexer<'a> {
    type Item = Token<'a>;

    #[inline(always)]
    fn next(&mut self) -> Option<Token<'a>> {
        let (token, len) = match self.quote.take() {
            Some(quote) => literals::quoted(self.rest, quote),
            None => {
                self.rest = from(self.rest, span(self.rest, is_blank));
                let first = *self.rest.first()?;
                self.token(first)
            }
        };
        self.rest = from(self.rest, len);
        self.tokens += 1;
        Some(token)
    }
}

#[inline(always)]
fn operator(rest: &[u8], len: usize) -> Read<'_> {
    (Token::new(Kind::Operator, before(rest, len)), len)
}

fn line_comment(rest: &[u8]) -> Read<'_> {
    match memchr(b'\n', rest) {
        Some(end) => (Token::new(Kind::Comment, before(rest, end)), end + 1),
        None => (Token::new(Kind::Comment, rest), rest.len()),
    }
}

/// A comment in a comment, which only PostgreSQL knows, and one that MySQL runs are evil.
fn slash(rest: &[u8]) -> Read<'_> {
    let [b'/', b'*', inside @ ..] = rest else { return operator(rest, 1) };
    let end = find_pair(inside, b'*', b'/');
    let is_nested = end.is_some_and(|end| find_pair(before(inside, end + 1), b'/', b'*').is_some());
    let kind = if is_nested || inside.first() == Some(&b'!') { Kind::Evil } else { Kind::Comment };
    let len = end.map_or(rest.len(), |end| end + 4);
    (Token::new(kind, before(rest, len)), len)
}

/// A word in brackets: of Transact-SQL.
fn bracketed(rest: &[u8]) -> Read<'_> {
    let len = memchr(b']', rest).map_or(rest.len(), |end| end + 1);
    (Token::new(Kind::Bareword, before(rest, len)), len)
}

/// `\N` is MySQL's null.
fn backslash(rest: &[u8]) -> Read<'_> {
    match rest {
        [_, b'N', ..] => (Token::new(Kind::Number, before(rest, 2)), 2),
        _ => (Token::new(Kind::Backslash, before(rest, 1)), 1),
    }
}

/// What stands between tokens: with control characters.
fn is_blank(byte: u8) -> bool {
    matches!(byte, 0..=b' ' | 0x7f | 0xa0)
}

/// White space: with NUL, which Oracle skips, and Latin-1's no-break space.
pub(super) fn is_white(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r' | 0xa0 | 0)
}

fn is_in_word(byte: u8) -> bool {
    !matches!(
        byte,
        0 | b'\t'..=b'\r'
            | b' '
            | b'!'..=b'#'
            | b'%'..=b'-'
            | b'/'
            | b':'..=b'@'
            | b'['..=b'^'
            | b'{'..=b'~'
            | 0xa0
    )
}

fn is_in_variable(byte: u8) -> bool {
    !matches!(
        byte,
        0 | b'\t'..=b'\r' | b' '..=b'#' | b'%'..=b'-' | b'/' | b':'..=b'@' | b'\\' | b'^' | b'`' | b'|' | b'~'
    )
}
