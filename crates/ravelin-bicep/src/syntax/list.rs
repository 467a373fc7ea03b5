//! Lists in brackets. Two kinds: members (objects, arrays and their types), separated by a line break or a comma but
//! not by both, and arguments (calls, type arguments, parameters), separated by commas, with line breaks allowed.

use super::parser::{Failed, Parsed, Parser};
use super::token::{Kind, Token};
use ravelin_finding::Span;

impl Parser<'_> {
    /// `{a, b}`, or a member a line, from bracket to bracket.
    pub(super) fn members(
        &mut self,
        opening: Token,
        mut member: impl FnMut(&mut Self) -> Parsed<()>,
    ) -> Parsed<Span> {
        let closing = if opening.kind == Kind::LeftBrace { Kind::RightBrace } else { Kind::RightSquare };
        self.newlines();
        while !self.at(closing) {
            if self.left_open() {
                return Err(self.unclosed(opening));
            }
            if matches!(self.kind(), Kind::RightBrace | Kind::RightParen | Kind::RightSquare) {
                return Err(self.close(opening, "").err().unwrap_or(Failed));
            }
            if let Err(failed) = member(self) {
                return Err(self.misread_statement(opening).unwrap_or(failed));
            }
            match self.kind() {
                Kind::NewLine => self.newlines(),
                Kind::Comma => self.comma_between_members()?,
                kind if kind == closing => {}
                Kind::End => return Err(self.unclosed(opening)),
                _ => return Err(self.unseparated(opening)),
            }
        }
        Ok(opening.span().to(self.bump().span()))
    }

    fn comma_between_members(&mut self) -> Parsed<()> {
        let comma = self.bump();
        if self.at(Kind::NewLine) {
            let help = "members are separated by a line break or by a comma: remove the `,`".into();
            return Err(self.fail_at(comma.span(), "a line break follows this `,`".into(), Some(help)));
        }
        Ok(())
    }

    /// The error where neither separator nor end follows a member.
    fn unseparated(&mut self, opening: Token) -> Failed {
        match self.kind() {
            Kind::RightBrace | Kind::RightParen | Kind::RightSquare => {
                self.close(opening, "a line break, `,` or ").err().unwrap_or(Failed)
            }
            _ => match self.misread_statement(opening) {
                Some(failed) => failed,
                None => self.expected("a line break or `,`"),
            },
        }
    }

    /// `(a, b)`, from bracket to bracket. A comma before the end is an error where something must follow it.
    pub(super) fn arguments_in(
        &mut self,
        opening: Token,
        trailing_comma: bool,
        mut argument: impl FnMut(&mut Self) -> Parsed<()>,
    ) -> Parsed<Span> {
        let closing = if opening.kind == Kind::Less { Kind::Greater } else { Kind::RightParen };
        self.newlines();
        if self.at(closing) {
            return Ok(opening.span().to(self.bump().span()));
        }
        loop {
            if self.left_open() {
                return Err(self.unclosed(opening));
            }
            argument(self)?;
            if self.after_newlines(closing) {
                self.newlines();
                break;
            }
            if self.at(Kind::NewLine) && !self.left_open_next() {
                let help = "arguments are separated by `,`, in different lines too".to_owned();
                return Err(self.expected_with("`,` after the argument", Some(help)));
            }
            if !self.at(Kind::Comma) {
                return Err(self.close(opening, "`,` or ").err().unwrap_or(Failed));
            }
            let comma = self.bump();
            self.newlines();
            if self.at(closing) {
                if trailing_comma {
                    break;
                }
                let help = "remove the `,`".to_owned();
                return Err(self.fail_at(comma.span(), "no argument follows this `,`".into(), Some(help)));
            }
        }
        Ok(opening.span().to(self.bump().span()))
    }
}
