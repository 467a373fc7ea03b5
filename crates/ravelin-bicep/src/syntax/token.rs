//! The tokens of Bicep. Comments, blanks and `#` directives are not tokens; line breaks are, for they end statements
//! and separate members. Knows no grammar.

use ravelin_finding::Span;
use std::borrow::Cow;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Identifier,
    Integer,
    /// `'text'`, or a multi-line string without holes.
    String,
    /// `'text${`
    StringStart,
    /// `}text${`
    StringMiddle,
    /// `}text'`
    StringEnd,
    /// One or more line breaks, with the comments and blanks between them.
    NewLine,
    /// The end of the file.
    End,
    /// What is no token; [`super::lexer::Tokens::error_at`] says why.
    Error,
    True,
    False,
    Null,
    LeftBrace,
    RightBrace,
    LeftParen,
    RightParen,
    LeftSquare,
    RightSquare,
    At,
    Comma,
    Dot,
    Ellipsis,
    Question,
    DoubleQuestion,
    Colon,
    DoubleColon,
    Semicolon,
    Assign,
    Arrow,
    Plus,
    Minus,
    Star,
    Slash,
    Percent,
    Hat,
    Bang,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
    EqualInsensitive,
    NotEqualInsensitive,
    And,
    Or,
    Pipe,
}

/// A token: its kind and the bytes it covers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: u32,
    pub(super) end: u32,
}

impl Token {
    pub(super) const fn span(self) -> Span {
        Span::new(self.start, self.end)
    }

    /// The token as a message names it.
    pub(super) fn describe(self, text: &str) -> String {
        match self.kind {
            Kind::NewLine => "the end of the line".into(),
            Kind::End => "the end of the file".into(),
            Kind::String | Kind::StringStart => "a string".into(),
            Kind::StringMiddle | Kind::StringEnd => "the end of the interpolation".into(),
            _ => format!("`{}`", excerpt(self.span().of(text))),
        }
    }
}

/// The beginning of a text, short enough for a message.
pub(super) fn excerpt(text: &str) -> Cow<'_, str> {
    const LONGEST: usize = 60;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or("")).into(),
        None => text.into(),
    }
}
