//! What SQL is cut into.

use super::super::bytes::before;

/// A token's text is cut to this length, as it is in libinjection's buffer of 32 bytes with a final NUL.
pub(super) const MAX_TEXT: usize = 31;

/// The kind of a token: its number is the letter that stands for it in a fingerprint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(in super::super) enum Kind {
    /// There is no token.
    None = 0,
    Keyword = b'k',
    Union = b'U',
    Group = b'B',
    Expression = b'E',
    SqlType = b't',
    Function = b'f',
    Bareword = b'n',
    Number = b'1',
    Variable = b'v',
    String = b's',
    Operator = b'o',
    LogicOperator = b'&',
    Comment = b'c',
    Collate = b'A',
    LeftParenthesis = b'(',
    RightParenthesis = b')',
    LeftBrace = b'{',
    RightBrace = b'}',
    Dot = b'.',
    Comma = b',',
    Colon = b':',
    Semicolon = b';',
    /// A word that starts a statement of Transact-SQL.
    Tsql = b'T',
    Unknown = b'?',
    /// What cannot be read the same by all: a comment within a comment, or one that MySQL runs.
    Evil = b'X',
    Backslash = b'\\',
}

/// A token, and of a quoted one what opened and what closed it (0: nothing did).
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Token<'a> {
    pub(in super::super) kind: Kind,
    pub(in super::super) text: &'a [u8],
    pub(in super::super) open: u8,
    pub(in super::super) close: u8,
}

impl<'a> Token<'a> {
    pub(super) const NONE: Token<'static> = Token { kind: Kind::None, text: &[], open: 0, close: 0 };

    pub(super) fn new(kind: Kind, text: &'a [u8]) -> Self {
        Token { kind, text: before(text, MAX_TEXT), open: 0, close: 0 }
    }

    pub(super) fn first(&self) -> Option<u8> {
        self.text.first().copied()
    }

    /// Whether the text is this word, in any case.
    pub(super) fn is(&self, word: &str) -> bool {
        self.text.eq_ignore_ascii_case(word.as_bytes())
    }

    pub(super) fn is_arithmetic(&self) -> bool {
        self.kind == Kind::Operator && matches!(self.text, [b'*' | b'/' | b'-' | b'+' | b'%'])
    }

    pub(super) fn is_unary(&self) -> bool {
        self.kind == Kind::Operator
            && (matches!(self.text, [b'+' | b'-' | b'!' | b'~'] | [b'!', b'!']) || self.is("NOT"))
    }
}
