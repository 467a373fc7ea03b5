//! After an error: where the next statement begins, and which bracket was left open.

use super::FileKind;
use super::parser::{Failed, Parser};
use super::token::{Kind, Token};
use ravelin_finding::Span;

/// The words that begin a statement.
pub(super) const BICEP: &[&str] = &[
    "targetScope",
    "metadata",
    "param",
    "var",
    "type",
    "func",
    "resource",
    "module",
    "output",
    "import",
    "extension",
    "provider",
    "assert",
    "test",
];

/// The words that begin a statement of a parameter file.
pub(super) const PARAMETERS: &[&str] =
    &["using", "extends", "param", "var", "type", "import", "extension", "extensionConfig"];

/// The words that are followed by the name they declare.
const DECLARING: &[&str] = &["param", "var", "type", "func", "resource", "module"];

/// The words that, in the line after a `=>`, begin the next statement rather than the body.
pub(super) const NOT_AFTER_ARROW: &[&str] =
    &["assert", "import", "metadata", "param", "var", "resource", "output", "module", "type"];

impl<'s> Parser<'s> {
    /// Goes on at the next line that begins a statement outside of all brackets, after one that failed.
    ///
    /// A bracket without its partner must not swallow what follows: a statement that begins at the very start of a
    /// line counts too. Where all brackets have partners, `resource` and decorators there may still be nested.
    pub(super) fn resynchronise(&mut self, start: usize) {
        let failed_at = self.position;
        let mut depth = 0_u32;
        let mut index = start;
        loop {
            let token = self.token(index);
            match token.kind {
                Kind::End => break,
                Kind::LeftBrace | Kind::LeftParen | Kind::LeftSquare => depth += 1,
                Kind::RightBrace | Kind::RightParen | Kind::RightSquare => depth = depth.saturating_sub(1),
                Kind::NewLine if index + 1 >= failed_at && self.begins_statement(index + 1) => {
                    let next = self.token(index + 1);
                    let may_be_nested = next.kind == Kind::At || self.text_of(next) == "resource";
                    if depth == 0 || (self.starts_line(next) && !(self.tokens.balanced && may_be_nested)) {
                        break;
                    }
                }
                _ => {}
            }
            index += 1;
        }
        self.jump(index);
    }

    /// The name that the statement would have declared that began at this token and has been given up.
    pub(super) fn lost_name(&self, start: usize) -> Option<&'s str> {
        let begins = |index: usize| index == start || self.token(index - 1).kind == Kind::NewLine;
        let at = (start..self.position)
            .find(|index| DECLARING.contains(&self.text_of(self.token(*index))) && begins(*index))?;
        let name = self.token(at + 1);
        (name.kind == Kind::Identifier).then(|| self.text_of(name))
    }

    /// Do these tokens look like the beginning of a statement?
    pub(super) fn begins_statement(&self, index: usize) -> bool {
        let token = self.token(index);
        match token.kind {
            Kind::At => true,
            Kind::Identifier => {
                let words = if self.kind == FileKind::Bicep { BICEP } else { PARAMETERS };
                let next = self.token(index + 1).kind;
                let may_follow = matches!(
                    next,
                    Kind::Identifier
                        | Kind::Assign
                        | Kind::String
                        | Kind::StringStart
                        | Kind::LeftBrace
                        | Kind::Star
                        | Kind::NewLine
                        | Kind::End
                        | Kind::Error
                );
                may_follow && words.contains(&self.text_of(token))
            }
            _ => false,
        }
    }

    /// Is the token the first character of its line?
    fn starts_line(&self, token: Token) -> bool {
        let before = (token.start as usize).checked_sub(1).and_then(|at| self.text.as_bytes().get(at));
        matches!(before, None | Some(b'\n' | b'\r'))
    }

    /// Inside brackets: has the file ended, or does a new statement begin, because a bracket was left open?
    pub(super) fn left_open(&self) -> bool {
        self.at(Kind::End) || (!self.tokens.balanced && self.new_statement_here())
    }

    /// After a failure inside brackets: was the token before the first word of a new statement, misread?
    pub(super) fn misread_statement(&mut self, opening: Token) -> Option<Failed> {
        let first = self.position.checked_sub(1)?;
        if !self.starts_line(self.token(first)) || !self.begins_statement(first) || !self.at(Kind::Identifier)
        {
            return None;
        }
        self.retract();
        self.jump(first);
        Some(self.unclosed(opening))
    }

    /// After a failure inside brackets: has the file ended, or does a new statement begin, here or in the next line?
    pub(super) fn left_open_next(&self) -> bool {
        self.after_newlines(Kind::End) || self.new_statement_here()
    }

    /// Does a new statement begin at the start of this line, or the next one?
    fn new_statement_here(&self) -> bool {
        let index = self.position + usize::from(self.at(Kind::NewLine));
        self.starts_line(self.token(index)) && self.begins_statement(index)
    }

    /// The error for a bracket that has no partner.
    pub(super) fn unclosed(&mut self, opening: Token) -> Failed {
        let open = self.text_of(opening);
        let before = if self.after_newlines(Kind::End) {
            "the end of the file".to_owned()
        } else {
            let next = self.token(self.position + usize::from(self.at(Kind::NewLine)));
            format!("the statement in line {}", self.line(next.start))
        };
        let help = format!("close it with `{}` before {before}", partner(opening.kind));
        self.fail_at(opening.span(), format!("this `{open}` is never closed"), Some(help))
    }

    /// Closes a bracket.
    pub(super) fn close(&mut self, opening: Token, what: &str) -> Result<Span, Failed> {
        let closing = match opening.kind {
            Kind::LeftBrace => Kind::RightBrace,
            Kind::LeftSquare => Kind::RightSquare,
            Kind::Less => Kind::Greater,
            _ => Kind::RightParen,
        };
        if self.at(closing) {
            return Ok(opening.span().to(self.bump().span()));
        }
        if self.left_open_next() {
            return Err(self.unclosed(opening));
        }
        if let Some(failed) = self.misread_statement(opening) {
            return Err(failed);
        }
        let here = self.line(self.current().start);
        let there = self.line(opening.start);
        let help = (here != there).then(|| format!("`{}` was opened in line {there}", self.text_of(opening)));
        Err(self.expected_with(&format!("{what}`{}`", partner(opening.kind)), help))
    }

    /// The line of a byte, from 1. Counts from the line asked for last: a file may have an error in every line.
    fn line(&mut self, offset: u32) -> usize {
        let (known, line) = self.known_line;
        let between = |from: u32, to: u32| {
            let bytes = self.text.as_bytes().get(from as usize..to as usize).unwrap_or(&[]);
            bytes.iter().filter(|byte| **byte == b'\n').count()
        };
        let line = line + between(known, offset) - between(offset, known);
        self.known_line = (offset, line);
        line
    }
}

const fn partner(opening: Kind) -> &'static str {
    match opening {
        Kind::LeftBrace => "}",
        Kind::LeftSquare => "]",
        Kind::Less => ">",
        _ => ")",
    }
}
