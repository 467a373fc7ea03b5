//! The parser's state: where it stands in the tokens, how deep, and what went wrong. What the grammar's rules share.

use super::ast::{File, Name, SyntaxError};
use super::lexer::{self, Tokens};
use super::token::{Kind, Token, excerpt};
use super::{FileKind, MAX_DEPTH, MAX_HEIGHT};
use ravelin_finding::Span;

/// A rule failed; why is kept in the parser.
#[derive(Debug)]
pub(super) struct Failed;

/// What a rule yields.
pub(super) type Parsed<T> = Result<T, Failed>;

pub(super) struct Parser<'s> {
    pub(super) text: &'s str,
    pub(super) kind: FileKind,
    pub(super) tokens: Tokens,
    /// The index of `current`.
    pub(super) position: usize,
    current: Token,
    /// Where the token before `current` ends.
    previous_end: u32,
    depth: u32,
    /// The height of the highest tree built so far in the construct being read.
    height: u32,
    failure: Option<SyntaxError>,
    /// The next statement has lost a decorator to an error: without it, it would mean something else.
    pub(super) lost_decorator: bool,
    /// A byte and its line.
    pub(super) known_line: (u32, usize),
}

impl<'s> Parser<'s> {
    pub(super) fn new(text: &'s str, kind: FileKind) -> Self {
        let readable = if u32::try_from(text.len()).is_ok() { text } else { "" };
        let tokens = lexer::lex(readable);
        let mut parser = Self {
            text,
            kind,
            tokens,
            position: 0,
            current: Token { kind: Kind::End, start: 0, end: 0 },
            previous_end: 0,
            depth: 0,
            height: 0,
            failure: None,
            lost_decorator: false,
            known_line: (0, 1),
        };
        parser.current = parser.token(0);
        parser
    }

    pub(super) fn file(mut self) -> File<'s> {
        let mut file = File::default();
        if u32::try_from(self.text.len()).is_err() {
            let message = "a file of 4 GiB or more can't be read".into();
            file.errors.push(SyntaxError { span: Span::default(), message, help: None });
            return file;
        }
        loop {
            self.newlines();
            if self.at(Kind::End) {
                return file;
            }
            let start = self.position;
            (self.depth, self.height) = (0, 0);
            let lost_decorator = std::mem::take(&mut self.lost_decorator);
            match self.statement_line() {
                Ok(_) if lost_decorator => {}
                Ok(statement) => file.statements.push(statement),
                Err(Failed) => {
                    file.errors.extend(self.failure.take());
                    self.resynchronise(start);
                    file.lost.extend(self.lost_name(start));
                }
            }
        }
    }

    // Tokens

    pub(super) fn token(&self, index: usize) -> Token {
        let end = Token { kind: Kind::End, start: self.previous_end, end: self.previous_end };
        self.tokens.tokens.get(index).or(self.tokens.tokens.last()).copied().unwrap_or(end)
    }

    pub(super) const fn current(&self) -> Token {
        self.current
    }

    pub(super) const fn kind(&self) -> Kind {
        self.current.kind
    }

    pub(super) fn at(&self, kind: Kind) -> bool {
        self.current.kind == kind
    }

    pub(super) fn peek(&self, ahead: usize) -> Kind {
        self.tokens.tokens.get(self.position + ahead).map_or(Kind::End, |token| token.kind)
    }

    /// Takes the current token.
    pub(super) fn bump(&mut self) -> Token {
        let token = self.current;
        self.previous_end = token.end;
        self.position += 1;
        self.current = self.token(self.position);
        token
    }

    /// Goes on at the token with this index.
    pub(super) fn jump(&mut self, index: usize) {
        self.position = index;
        self.current = self.token(index);
        self.previous_end = index.checked_sub(1).map_or(0, |before| self.token(before).end);
    }

    pub(super) fn eat(&mut self, kind: Kind) -> bool {
        let there = self.at(kind);
        if there {
            self.bump();
        }
        there
    }

    pub(super) fn newlines(&mut self) {
        while self.eat(Kind::NewLine) {}
    }

    /// Is the next token, line breaks aside, of this kind?
    pub(super) fn after_newlines(&self, kind: Kind) -> bool {
        self.at(kind) || (self.at(Kind::NewLine) && self.peek(1) == kind)
    }

    pub(super) fn text_of(&self, token: Token) -> &'s str {
        self.text.get(token.start as usize..token.end as usize).unwrap_or("")
    }

    pub(super) fn word(&self) -> &'s str {
        if self.at(Kind::Identifier) { self.text_of(self.current) } else { "" }
    }

    pub(super) fn at_word(&self, word: &str) -> bool {
        self.word() == word
    }

    pub(super) fn eat_word(&mut self, word: &str) -> bool {
        let there = self.at_word(word);
        if there {
            self.bump();
        }
        there
    }

    /// From `start` to the end of the last token taken.
    pub(super) const fn since(&self, start: Span) -> Span {
        Span::new(start.start, self.previous_end)
    }

    pub(super) const fn span(&self) -> Span {
        self.current.span()
    }

    // What must come next

    pub(super) fn expect(&mut self, kind: Kind, what: &str) -> Parsed<Token> {
        if self.at(kind) { Ok(self.bump()) } else { Err(self.expected(what)) }
    }

    pub(super) fn expect_word(&mut self, word: &str) -> Parsed<Token> {
        if self.at_word(word) { Ok(self.bump()) } else { Err(self.expected(&format!("`{word}`"))) }
    }

    /// `=`, after `what`.
    pub(super) fn assignment(&mut self, what: &str) -> Parsed<()> {
        if self.eat(Kind::Assign) {
            return Ok(());
        }
        let help = match self.kind() {
            Kind::Colon | Kind::Equal | Kind::Arrow => Some("a declaration assigns with `=`".to_owned()),
            _ => None,
        };
        Err(self.expected_with(&format!("`=` after {what}"), help))
    }

    /// A name, `what` it is being for the message.
    pub(super) fn name(&mut self, what: &str) -> Parsed<Name<'s>> {
        if self.at(Kind::Identifier) {
            let token = self.bump();
            return Ok(Name { text: self.text_of(token), span: token.span() });
        }
        let help = match self.kind() {
            Kind::True | Kind::False | Kind::Null => {
                Some(format!("`{}` is a reserved word; choose another name", self.text_of(self.current)))
            }
            Kind::String => Some("names are written without quotes".to_owned()),
            Kind::Integer => Some("a name begins with a letter or `_`".to_owned()),
            _ => None,
        };
        Err(self.expected_with(what, help))
    }

    // Depth and height

    /// Reads a construct that may contain itself.
    pub(super) fn nested<T>(&mut self, read: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        if self.depth >= MAX_DEPTH {
            let message = format!("more than {MAX_DEPTH} levels are nested here");
            return Err(self.fail(message, Some("give inner parts a name with `var` or `type`".into())));
        }
        self.depth += 1;
        let outer = std::mem::take(&mut self.height);
        let read = read(self);
        self.depth -= 1;
        self.height = outer.max(self.height + 1);
        read
    }

    /// Begins a chain, whose links [`Self::link`] counts; the result belongs to [`Self::chain_end`].
    pub(super) const fn chain(&mut self) -> u32 {
        std::mem::replace(&mut self.height, 0)
    }

    /// What has been read so far in the chain becomes the first operand of a longer one.
    pub(super) fn link(&mut self) -> Parsed<()> {
        self.height += 1;
        if self.height <= MAX_HEIGHT {
            return Ok(());
        }
        let message = format!("more than {MAX_HEIGHT} operations are chained here");
        Err(self.fail(message, Some("give parts of the chain a name with `var`".into())))
    }

    pub(super) fn chain_end(&mut self, outer: u32) {
        self.height = self.height.max(outer);
    }

    // Errors

    /// The current token, or the point after the last one where a line ends.
    pub(super) const fn offending(&self) -> Span {
        match self.current.kind {
            Kind::NewLine | Kind::End => Span::new(self.previous_end, self.previous_end),
            _ => self.current.span(),
        }
    }

    pub(super) fn expected(&mut self, what: &str) -> Failed {
        self.expected_with(what, None)
    }

    pub(super) fn expected_with(&mut self, what: &str, help: Option<String>) -> Failed {
        let help = help.or_else(|| self.usual_slip().map(Into::into));
        let found = self.current.describe(self.text);
        self.fail(format!("expected {what}, found {found}"), help)
    }

    /// What to do about a token that is often found where it can't stand.
    fn usual_slip(&self) -> Option<&'static str> {
        let after_string = || {
            let before = self.position.checked_sub(1).map(|index| self.token(index));
            before.is_some_and(|token| {
                matches!(token.kind, Kind::String | Kind::StringEnd) && token.end == self.current.start
            })
        };
        match self.kind() {
            Kind::Semicolon => Some("a statement ends with its line: remove the `;`"),
            Kind::Identifier if after_string() => Some("a quote inside a string is written `\\'`"),
            _ => None,
        }
    }

    pub(super) fn fail(&mut self, message: String, help: Option<String>) -> Failed {
        self.fail_at(self.offending(), message, help)
    }

    /// Records an error. Where the lexer could not read the current token, that is the reason.
    pub(super) fn fail_at(&mut self, span: Span, message: String, help: Option<String>) -> Failed {
        if self.failure.is_none() {
            let lexical = match self.current.kind {
                Kind::Error => self.tokens.error_at(self.current.start).cloned(),
                _ => None,
            };
            self.failure = Some(lexical.unwrap_or(SyntaxError { span, message, help }));
        }
        Failed
    }

    /// Takes back the error that was recorded, for a better one.
    pub(super) fn retract(&mut self) {
        self.failure = None;
    }

    /// The current token's text, whatever its kind.
    pub(super) fn word_here(&self) -> &'s str {
        self.text_of(self.current)
    }

    /// The current token's text, short enough for a message.
    pub(super) fn quoted(&self) -> String {
        format!("`{}`", excerpt(self.text_of(self.current)))
    }
}
