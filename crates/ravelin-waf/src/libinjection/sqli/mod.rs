//! SQL injection: an input read in five ways, and each fingerprint weighed.

mod fold;
mod lexer;
mod literals;
mod table;
mod token;

use std::fmt;

use memchr::memmem;

use super::bytes::from;
pub(super) use fold::fold;
pub(super) use lexer::{Dialect, Lexer};
pub(super) use table::Table;
#[cfg(test)]
pub(super) use table::{all_fingerprints, all_words};
pub(super) use token::{Kind, Token};

/// The kinds of an input's first tokens, a letter each, when they are an injection: `s&1` is a string, a logic operator and a number.
///
/// | letter | token | letter | token |
/// | --- | --- | --- | --- |
/// | `1` | number | `o` | operator |
/// | `s` | string | `&` | logic operator |
/// | `n` | bare word | `U` | union, intersect, … |
/// | `v` | variable | `B` | group by, order by, limit, … |
/// | `f` | function | `E` | select, insert, … |
/// | `k` | key word | `T` | statement of Transact-SQL |
/// | `t` | type | `A` | collate |
/// | `c` | comment | `X` | cannot be read the same by all databases |
///
/// Punctuation stands for itself.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint {
    letters: [u8; fold::MAX_TOKENS],
    len: u8,
}

impl Fingerprint {
    const EVIL: Fingerprint = Fingerprint { letters: [b'X', 0, 0, 0, 0], len: 1 };

    /// One to five letters.
    pub fn as_str(&self) -> &str {
        str::from_utf8(self.letters()).unwrap_or_default()
    }

    fn letters(&self) -> &[u8] {
        super::bytes::before(&self.letters, usize::from(self.len))
    }

    fn of(tokens: &[Token<'_>]) -> Fingerprint {
        if tokens.iter().any(|token| token.kind == Kind::Evil) {
            return Fingerprint::EVIL;
        }
        let mut letters = [0; fold::MAX_TOKENS];
        letters.iter_mut().zip(tokens).for_each(|(letter, token)| *letter = token.kind as u8);
        Fingerprint { letters, len: tokens.len().min(fold::MAX_TOKENS) as u8 }
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fingerprint({})", self.as_str())
    }
}

/// The fingerprint of the injection that this input is in some SQL, or none.
///
/// It is read as it stands, then as if a quote came before it, by the rules of ANSI and where it matters by MySQL's.
pub fn sqli(input: &[u8]) -> Option<Fingerprint> {
    use Dialect::{Ansi, Mysql};
    if input.is_empty() {
        return None;
    }
    let in_both_dialects = |quote| {
        let ansi = Reading::new(input, quote, Ansi);
        ansi.injection().or_else(|| {
            if !ansi.is_ambiguous {
                return None;
            }
            Reading::new(input, quote, Mysql).injection()
        })
    };
    let has = |quote| memchr::memchr(quote, input).is_some();
    in_both_dialects(None)
        .or_else(|| if has(b'\'') { in_both_dialects(Some(b'\'')) } else { None })
        .or_else(|| if has(b'"') { Reading::new(input, Some(b'"'), Mysql).injection() } else { None })
}

/// An input read in one way.
struct Reading<'a> {
    input: &'a [u8],
    folded: fold::Folded<'a>,
    /// How many tokens were read before folding.
    read: usize,
    is_ambiguous: bool,
    table: &'static Table,
}

impl<'a> Reading<'a> {
    fn new(input: &'a [u8], quote: Option<u8>, dialect: Dialect) -> Self {
        let table = Table::get();
        let mut lexer = Lexer::new(input, quote, dialect, table);
        let mut folded = fold(&mut lexer);
        folded.close_php_comment();
        Reading { input, folded, read: lexer.tokens, is_ambiguous: lexer.is_ambiguous, table }
    }

    fn injection(&self) -> Option<Fingerprint> {
        let fingerprint = Fingerprint::of(self.folded.tokens());
        let is_injection =
            self.table.has_fingerprint(fingerprint.letters()) && !self.is_harmless(fingerprint);
        is_injection.then_some(fingerprint)
    }

    /// Whether a short fingerprint is one of those that plain text has.
    fn is_harmless(&self, fingerprint: Fingerprint) -> bool {
        if fingerprint == Fingerprint::EVIL {
            return false;
        }
        // SQL Server leaves statements that name sp_password out of its audit log.
        let ends_in_comment = matches!(fingerprint.letters(), [_, .., b'c']);
        if ends_in_comment && memmem::find(self.input, b"sp_password").is_some() {
            return false;
        }
        match self.folded.tokens() {
            [a, b] => self.are_two_harmless(a, b),
            [a, b, c] => self.are_three_harmless(a, b, c),
            _ => false,
        }
    }

    fn are_two_harmless(&self, a: &Token<'_>, b: &Token<'_>) -> bool {
        // `1 union` may be text. With something folded away it is not.
        if b.kind == Kind::Union {
            return self.read == 2;
        }
        let opener = b.first();
        if opener == Some(b'#') {
            return true;
        }
        match (a.kind, b.kind) {
            (Kind::Bareword, Kind::Comment) if opener != Some(b'/') => true,
            (Kind::Number, Kind::Comment) if opener == Some(b'/') => false,
            // Base64 such as `1234-ABCDEF--` ends so: what follows a true number is white space or a comment.
            (Kind::Number, Kind::Comment) => {
                self.read <= 2 && !starts_after_number(from(self.input, a.text.len()))
            }
            // `--` at the very end is a probe, with text after it it is punctuation.
            _ => b.text.len() > 2 && opener == Some(b'-'),
        }
    }

    fn are_three_harmless(&self, a: &Token<'_>, b: &Token<'_>, c: &Token<'_>) -> bool {
        use Kind::{Bareword, LogicOperator, Number, Operator, String, Variable};
        match (a.kind, b.kind, c.kind) {
            // `foo' + 'bar`: open at both ends.
            (String, Operator | LogicOperator, String) => !(a.open == 0 && c.close == 0 && a.close == c.open),
            (String, LogicOperator, Bareword)
            | (Bareword, LogicOperator, Number)
            | (Number, LogicOperator, Number | Variable | String) => self.read == 3,
            (_, Kind::Keyword, _) => !(b.text.len() >= 5 && super::bytes::starts_with(b.text, "INTO")),
            _ => false,
        }
    }
}

/// Whether white space (with bytes that `char` makes negative) or a comment is here.
fn starts_after_number(rest: &[u8]) -> bool {
    match rest {
        [b'/', b'*', ..] | [b'-', b'-', ..] => true,
        [byte, ..] => *byte <= b' ' || *byte >= 0x80,
        [] => true,
    }
}
