//! Tokens folded to the few that make a fingerprint: `1+1+1` is a number, a schema before a table says nothing.
//!
//! Tokens come into a window of which `left` and those after it are looked at, two and then three at once; those before `left`
//! are done. When a rule takes tokens away, it takes them from the *end* of the window and may start again on the left,
//! so what goes is not always what the rule is about. It is kept: fingerprints were collected that way.

use super::super::bytes::{before, from};
use super::lexer::Lexer;
use super::table::Word;
use super::token::{Kind, MAX_TEXT, Token};

/// A fingerprint has at most so many letters.
pub(in super::super) const MAX_TOKENS: usize = 5;

/// One token more than a fingerprint has is read, and an evil one may come after that.
const WINDOW: usize = MAX_TOKENS + 2;

pub(in super::super) struct Folded<'a> {
    tokens: [Token<'a>; WINDOW],
    len: usize,
}

impl<'a> Folded<'a> {
    pub(in super::super) fn tokens(&self) -> &[Token<'a>] {
        before(&self.tokens, self.len)
    }

    /// An empty word in a backtick that is not closed ends what PHP sends: as good as a comment.
    pub(super) fn close_php_comment(&mut self) {
        if let Some([_, _, .., last]) = self.tokens.get_mut(..self.len)
            && last.kind == Kind::Bareword
            && last.open == b'`'
            && last.close == 0
            && last.text.is_empty()
        {
            last.kind = Kind::Comment;
        }
    }
}

/// Reads as many tokens as a fingerprint needs.
pub(in super::super) fn fold<'a>(lexer: &mut Lexer<'a>) -> Folded<'a> {
    let mut window =
        Window { lexer, tokens: [Token::NONE; WINDOW], len: 0, left: 0, has_more: true, comment: None };
    let len = window.fold();
    Folded { tokens: window.tokens, len }
}

struct Window<'l, 'a> {
    lexer: &'l mut Lexer<'a>,
    tokens: [Token<'a>; WINDOW],
    /// Where the next token goes.
    len: usize,
    /// How many tokens are done.
    left: usize,
    has_more: bool,
    /// A comment after which nothing came yet.
    comment: Option<Token<'a>>,
}

/// What a rule for two tokens says to do next.
enum Next {
    /// Look again, and read what is missing.
    Again,
    /// Look at three tokens.
    Three,
    /// Give up: this is evil.
    Stop,
}

impl<'a> Window<'_, 'a> {
    fn fold(&mut self) -> usize {
        while self.pull().is_some_and(is_skipped_at_start) {}
        if !self.has_more {
            return 0;
        }
        self.len = 1;
        loop {
            if self.len >= MAX_TOKENS {
                self.fold_five();
            }
            if !self.has_more || self.left >= MAX_TOKENS {
                break;
            }
            if !self.read(2) {
                self.left = self.len;
                continue;
            }
            match self.fold_two() {
                Next::Again => continue,
                Next::Stop => return self.left + 2,
                Next::Three => {}
            }
            if !self.read(3) {
                self.left = self.len;
            } else if !self.fold_three() {
                self.left += 1;
            }
        }
        if let Some(comment) = self.comment
            && self.len < MAX_TOKENS
        {
            self.set(self.len, comment);
            self.len += 1;
        }
        self.len.min(MAX_TOKENS)
    }

    /// Whether there are so many tokens, the one at `left` first.
    fn read(&mut self, count: usize) -> bool {
        while self.has_more && self.len <= MAX_TOKENS && self.len < self.left + count {
            match self.pull() {
                None => {}
                Some(token) if token.kind == Kind::Comment => self.comment = Some(*token),
                Some(_) => {
                    self.comment = None;
                    self.len += 1;
                }
            }
        }
        self.len >= self.left + count
    }

    /// Reads a token to where the next one goes.
    #[inline(never)]
    fn pull(&mut self) -> Option<&Token<'a>> {
        let slot = self.tokens.get_mut(self.len)?;
        match self.lexer.next() {
            Some(token) => {
                *slot = token;
                Some(slot)
            }
            None => {
                self.has_more = false;
                None
            }
        }
    }

    fn set(&mut self, at: usize, token: Token<'a>) {
        if let Some(slot) = self.tokens.get_mut(at) {
            *slot = token;
        }
    }

    fn set_kind(&mut self, at: usize, kind: Kind) {
        if let Some(slot) = self.tokens.get_mut(at) {
            slot.kind = kind;
        }
    }

    /// The tokens at `left`: there are so many when `read` says so.
    fn get<const N: usize>(&self) -> &[Token<'a>; N] {
        from(&self.tokens, self.left).first_chunk().unwrap_or(const { &[Token::NONE; N] })
    }

    /// Takes tokens from the end and looks from the start.
    fn drop_and_restart(&mut self, count: usize) {
        self.len = self.len.saturating_sub(count);
        self.left = 0;
    }

    /// Takes the last token away and goes a step back.
    fn drop_and_step_back(&mut self) {
        self.len = self.len.saturating_sub(1);
        self.left = self.left.saturating_sub(1);
    }

    fn fold_five(&mut self) {
        use Kind::{Bareword, Comma, LeftParenthesis, Number, Operator, RightParenthesis};
        let [a, b, c, d, e, sixth, ..] = &self.tokens;
        let is_known = matches!(
            (a.kind, b.kind, c.kind, d.kind, e.kind),
            (Number, Operator | Comma, LeftParenthesis, Number, RightParenthesis)
                | (Bareword, Operator, LeftParenthesis, Bareword | Number, RightParenthesis)
                | (Number, RightParenthesis, Comma, LeftParenthesis, Number)
                | (Bareword, RightParenthesis, Operator, LeftParenthesis, Bareword)
        );
        if !is_known {
            return;
        }
        if self.len > MAX_TOKENS {
            self.set(1, *sixth);
            self.len = 2;
        } else {
            self.len = 1;
        }
        self.left = 0;
    }

    fn fold_two(&mut self) -> Next {
        use Kind::{
            Backslash, Bareword, Collate, Function, Keyword, LeftBrace, LeftParenthesis, LogicOperator,
            Number, Operator, RightBrace, RightParenthesis, Semicolon, SqlType, String, Tsql, Variable,
        };
        let [a, b] = self.get();
        match (a.kind, b.kind) {
            (String, String) | (Semicolon, Semicolon) => self.len -= 1,
            (Operator | LogicOperator, SqlType) => self.drop_and_restart(1),
            (Operator | LogicOperator, _) if b.is_unary() => self.drop_and_restart(1),
            (LeftParenthesis, _) if b.is_unary() => self.drop_and_step_back(),
            _ if let Some(word) = self.phrase(a, b) => {
                let phrase = Token { kind: word.kind, text: word.text, ..*a };
                self.set(self.left, phrase);
                self.drop_and_step_back();
            }
            // `; IF` is a statement of Transact-SQL.
            (Semicolon, Function) if starts_with_if(b) => self.set_kind(self.left + 1, Tsql),
            (Bareword | Variable, LeftParenthesis) if is_function_at_times(a) => {
                self.set_kind(self.left, Function)
            }
            (Keyword, _) if a.is("IN") || a.is("NOT IN") => {
                let kind = if b.kind == LeftParenthesis { Operator } else { Bareword };
                self.set_kind(self.left, kind);
            }
            (Operator, _) if a.is("LIKE") || a.is("NOT LIKE") => {
                if b.kind == LeftParenthesis {
                    self.set_kind(self.left, Function);
                }
                return Next::Three;
            }
            (SqlType, Bareword | Number | SqlType | LeftParenthesis | Function | Variable | String) => {
                self.move_down(self.left);
                self.drop_and_restart(1);
            }
            (Collate, Bareword) => {
                // There are too many collations to list: those with a `_` are.
                if b.text.iter().take_while(|&&byte| byte != 0).any(|&byte| byte == b'_') {
                    self.set_kind(self.left + 1, SqlType);
                    self.left = 0;
                }
                return Next::Three;
            }
            // Transact-SQL reads `\%1` as `0 % 1`, and `\1` as `1`.
            (Backslash, _) if b.is_arithmetic() => {
                self.set_kind(self.left, Number);
                self.left = 0;
            }
            (Backslash, _) => {
                self.move_down(self.left);
                self.drop_and_restart(1);
            }
            (LeftParenthesis, LeftParenthesis) | (RightParenthesis, RightParenthesis) => {
                self.drop_and_restart(1)
            }
            // MySQL takes {``.``.id}, which more than three tokens would be needed for.
            (LeftBrace, Bareword) if b.text.is_empty() => {
                self.set_kind(self.left + 1, Kind::Evil);
                return Next::Stop;
            }
            // {word expression} is the expression, to ODBC.
            (LeftBrace, Bareword) => self.drop_and_restart(2),
            (_, RightBrace) => self.drop_and_restart(1),
            _ => return Next::Three,
        }
        Next::Again
    }

    /// The phrase that two tokens make.
    fn phrase(&self, a: &Token<'a>, b: &Token<'a>) -> Option<Word> {
        if !can_be_in_phrase(a.kind) || !(can_be_in_phrase(b.kind) || b.kind == Kind::LogicOperator) {
            return None;
        }
        let mut phrase = [0; MAX_TEXT];
        let len = a.text.len() + 1 + b.text.len();
        let (start, end) = phrase.get_mut(..len)?.split_at_mut_checked(a.text.len())?;
        start.copy_from_slice(a.text);
        let (space, end) = end.split_first_mut()?;
        *space = b' ';
        end.copy_from_slice(b.text);
        self.lexer.table.word(before(&phrase, len))
    }

    /// Whether a rule was found, which takes tokens away.
    fn fold_three(&mut self) -> bool {
        use Kind::{
            Bareword, Comma, Dot, Expression, Function, Group, Keyword, LeftParenthesis, LogicOperator,
            Number, Operator, RightParenthesis, SqlType, String, Variable,
        };
        let [a, b, c] = self.get();
        match (a.kind, b.kind, c.kind) {
            (Number, Operator, Number) => self.drop_and_restart(2),
            (Operator, middle, Operator) if middle != LeftParenthesis => self.drop_and_restart(2),
            (LogicOperator, _, LogicOperator) => self.drop_and_restart(2),
            (Variable, Operator, Variable | Number | Bareword) => self.drop_and_restart(2),
            (Bareword | Number, Operator, Number | Bareword) => self.drop_and_restart(2),
            (Bareword | Number | Variable | String, Operator, SqlType) if b.text == b"::" => {
                self.drop_and_restart(2)
            }
            (Bareword | Number | String | Variable, Comma, Number | Bareword | String | Variable) => {
                self.drop_and_restart(2);
            }
            (Expression | Group | Comma, _, LeftParenthesis) if b.is_unary() => self.drop_sign(1),
            (Keyword | Expression | Group, _, Number | Bareword | Variable | String | Function)
                if b.is_unary() =>
            {
                self.drop_sign(1);
            }
            // `1,-1` is to become `1`: with what comes before the comma.
            (Comma, _, Number | Bareword | Variable | String) if b.is_unary() => self.drop_sign(3),
            (Comma, _, Function) if b.is_unary() => self.drop_sign(1),
            (Bareword, Dot, Bareword) => self.drop_and_restart(2),
            (Expression, Dot, Bareword) => self.drop_sign(1),
            (Function, LeftParenthesis, last) => {
                // `user()` is a function, `user(x)` is none.
                if last != RightParenthesis && a.is("USER") {
                    self.set_kind(self.left, Bareword);
                }
                return false;
            }
            _ => return false,
        }
        true
    }

    /// Puts the third token in place of the second.
    fn drop_sign(&mut self, count: usize) {
        self.move_down(self.left + 1);
        self.drop_and_restart(count);
    }

    /// Puts the next token in place of this one, too.
    fn move_down(&mut self, at: usize) {
        if let Some([this, next, ..]) = self.tokens.get_mut(at..) {
            *this = *next;
        }
    }
}

fn is_skipped_at_start(token: &Token<'_>) -> bool {
    matches!(token.kind, Kind::Comment | Kind::LeftParenthesis | Kind::SqlType) || token.is_unary()
}

fn can_be_in_phrase(kind: Kind) -> bool {
    use Kind::{Bareword, Expression, Function, Keyword, Operator, SqlType, Tsql, Union};
    matches!(kind, Keyword | Bareword | Operator | Union | Function | Expression | Tsql | SqlType)
}

fn starts_with_if(token: &Token<'_>) -> bool {
    matches!(token.text, [b'i' | b'I', b'f' | b'F', ..])
}

/// Names that columns and variables have, and functions too.
fn is_function_at_times(token: &Token<'_>) -> bool {
    const NAMES: [&str; 11] = [
        "USER_ID",
        "USER_NAME",
        "DATABASE",
        "PASSWORD",
        "USER",
        "CURRENT_USER",
        "CURRENT_DATE",
        "CURRENT_TIME",
        "CURRENT_TIMESTAMP",
        "LOCALTIME",
        "LOCALTIMESTAMP",
    ];
    NAMES.iter().any(|name| token.is(name))
}
