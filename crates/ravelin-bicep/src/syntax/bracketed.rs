//! Objects, arrays and loops.

use super::ast::{Expression, ExpressionKind, ForHeader, Item, Member, Object, StringLiteral};
use super::parser::{Parsed, Parser};
use super::token::{Kind, Token};
use std::borrow::Cow;

impl<'s> Parser<'s> {
    /// `{…}`; a resource's own body may hold nested resources.
    pub(super) fn object(&mut self, resource_body: bool) -> Parsed<Object<'s>> {
        let opening = self.expect(Kind::LeftBrace, "`{`")?;
        let mut members = Vec::new();
        let mut resources = Vec::new();
        let span = self.members(opening, |parser| {
            let nested = resource_body
                && (parser.at(Kind::At) || parser.at_word("resource") && parser.peek(1) == Kind::Identifier);
            if nested {
                resources.push(parser.nested_resource()?);
            } else {
                members.push(parser.member()?);
            }
            Ok(())
        })?;
        Ok(Object { span, members, resources })
    }

    fn member(&mut self) -> Parsed<Member<'s>> {
        if self.eat(Kind::Ellipsis) {
            return Ok(Member::Spread(self.expression(true)?));
        }
        let key = self.key()?;
        if !self.eat(Kind::Colon) {
            let help = match self.kind() {
                Kind::Assign => Some("the members of an object are written `key: value`".into()),
                _ => None,
            };
            return Err(self.expected_with("`:` after the key", help));
        }
        Ok(Member::Property { key, value: self.expression(true)? })
    }

    fn key(&mut self) -> Parsed<StringLiteral<'s>> {
        let help = match self.kind() {
            Kind::Identifier => {
                let token = self.bump();
                return Ok(self.word_as_string(token));
            }
            Kind::String | Kind::StringStart => return self.string("a key"),
            Kind::True | Kind::False | Kind::Null => {
                Some(format!("`{0}` is a reserved word; as a key it is written `'{0}'`", self.word_here()))
            }
            Kind::Integer => {
                Some(format!("a key that is no name is written in quotes: `'{}'`", self.word_here()))
            }
            Kind::LeftSquare => Some("a computed key is written as an interpolated string: `'${…}'`".into()),
            Kind::LeftBrace => Some("an object in an object needs a key: `key: {…}`".into()),
            _ => None,
        };
        Err(self.expected_with("a key", help))
    }

    /// An identifier where a string could stand.
    pub(super) fn word_as_string(&self, token: Token) -> StringLiteral<'s> {
        let texts = vec![Cow::Borrowed(self.text_of(token))];
        StringLiteral { span: token.span(), texts, holes: Vec::new() }
    }

    pub(super) fn array_or_loop(&mut self) -> Parsed<ExpressionKind<'s>> {
        if self.loop_ahead() {
            return self.loop_expression();
        }
        let opening = self.bump();
        let mut items = Vec::new();
        self.members(opening, |parser| {
            let spread = parser.eat(Kind::Ellipsis);
            let value = parser.expression(true)?;
            items.push(if spread { Item::Spread(value) } else { Item::Value(value) });
            Ok(())
        })?;
        Ok(ExpressionKind::Array(items))
    }

    // Loops

    /// Does `for` follow the bracket that stands here?
    fn loop_ahead(&self) -> bool {
        let ahead = 1 + usize::from(self.peek(1) == Kind::NewLine);
        let token = self.token(self.position + ahead);
        token.kind == Kind::Identifier && self.text_of(token) == "for"
    }

    fn loop_expression(&mut self) -> Parsed<ExpressionKind<'s>> {
        let opening = self.bump();
        let header = self.loop_header()?;
        let filters = self.at_word("if") && self.peek(1) == Kind::LeftParen;
        let condition = if filters { Some(Box::new(self.condition()?)) } else { None };
        let body = Box::new(self.expression(true)?);
        self.loop_end(opening)?;
        Ok(ExpressionKind::For { header, condition, body })
    }

    /// `for item in items:` or `for (item, index) in items:`
    pub(super) fn loop_header(&mut self) -> Parsed<ForHeader<'s>> {
        self.newlines();
        self.expect_word("for")?;
        let (item, index) = if self.at(Kind::LeftParen) {
            let opening = self.bump();
            let item = self.name("the name of the loop's item")?;
            self.expect(Kind::Comma, "`,` and the name of the loop's index")?;
            let index = self.name("the name of the loop's index")?;
            self.close(opening, "")?;
            (item, Some(index))
        } else {
            (self.name("the name of the loop's item")?, None)
        };
        if self.at(Kind::Comma) {
            let help = Some("item and index are written in parentheses: `for (item, index) in …`".into());
            return Err(self.expected_with("`in`", help));
        }
        self.expect_word("in")?;
        let items = Box::new(self.expression(true)?);
        self.expect(Kind::Colon, "`:` before the loop's body")?;
        Ok(ForHeader { item, index, items })
    }

    pub(super) fn loop_end(&mut self, opening: Token) -> Parsed<()> {
        if self.after_newlines(Kind::RightSquare) {
            self.newlines();
        }
        self.close(opening, "").map(drop)
    }

    /// `if (condition)`, what is inside.
    pub(super) fn condition(&mut self) -> Parsed<Expression<'s>> {
        self.expect_word("if")?;
        if !self.at(Kind::LeftParen) {
            let help = Some("conditions are written in parentheses: `if (…) {…}`".into());
            return Err(self.expected_with("`(` after `if`", help));
        }
        self.parenthesized(true)
    }
}
