//! Resources, modules and tests: a symbol, a string and a body.

use super::ast::{Body, Decorator, Deployable, Expression, Object, Resource};
use super::parser::{Parsed, Parser};
use super::token::Kind;

impl<'s> Parser<'s> {
    pub(super) fn resource(&mut self) -> Parsed<Resource<'s>> {
        let what = "the resource's type and version as a string";
        let (existing, deployable) = self.deployable(what, |parser| parser.body(true))?;
        Ok(Resource { existing, deployable })
    }

    pub(super) fn module(&mut self) -> Parsed<Deployable<'s>> {
        let (_, deployable) =
            self.deployable("the module's path as a string", |parser| parser.body(false))?;
        Ok(deployable)
    }

    pub(super) fn test(&mut self) -> Parsed<Deployable<'s>> {
        let (_, deployable) = self.deployable("the path of the tested file as a string", |parser| {
            Ok(Body { each: None, condition: None, object: parser.object(false)? })
        })?;
        Ok(deployable)
    }

    /// `keyword name 'string' existing? = body`
    fn deployable(
        &mut self,
        what: &str,
        body: impl FnOnce(&mut Self) -> Parsed<Body<'s>>,
    ) -> Parsed<(bool, Deployable<'s>)> {
        let keyword = self.bump();
        let is_resource = self.text_of(keyword) == "resource";
        let name = self.name(&format!("the {}'s name", self.text_of(keyword)))?;
        let path = self.string(what)?;
        let header = self.since(keyword.span());
        let existing = is_resource && self.eat_word("existing");
        if self.at(Kind::LeftBrace) {
            let help = Some("write `=` before the `{`".into());
            return Err(self.expected_with("`=`", help));
        }
        self.assignment(if existing { "`existing`" } else { "the string" })?;
        Ok((existing, Deployable { name, path, header, body: body(self)? }))
    }

    /// `{…}`, `if (…) {…}` or `[for …]`
    fn body(&mut self, resource: bool) -> Parsed<Body<'s>> {
        if self.at(Kind::NewLine) && self.text_of(self.token(self.position + 1)) == "if" {
            self.newlines();
        }
        match self.kind() {
            Kind::LeftSquare => {
                let opening = self.bump();
                let each = Some(self.loop_header()?);
                let (condition, object) = self.conditional_object(resource, "`{` or `if (…) {`")?;
                self.loop_end(opening)?;
                Ok(Body { each, condition, object })
            }
            _ => {
                let (condition, object) =
                    self.conditional_object(resource, "`{`, `if (…) {` or `[for …]`")?;
                Ok(Body { each: None, condition, object })
            }
        }
    }

    fn conditional_object(
        &mut self,
        resource: bool,
        what: &str,
    ) -> Parsed<(Option<Expression<'s>>, Object<'s>)> {
        let condition = if self.at_word("if") { Some(self.condition()?) } else { None };
        if !self.at(Kind::LeftBrace) {
            let what = if condition.is_some() { "`{` after the condition" } else { what };
            let help = match self.word() {
                "for" => Some("a loop is written in square brackets: `[for item in items: {…}]`".into()),
                _ if self.at(Kind::NewLine) => Some("the `{` stands in the same line".into()),
                _ => None,
            };
            return Err(self.expected_with(what, help));
        }
        Ok((condition, self.object(resource)?))
    }

    /// A resource in another's body, with its decorators.
    pub(super) fn nested_resource(&mut self) -> Parsed<(Vec<Decorator<'s>>, Resource<'s>)> {
        self.nested(|parser| {
            let decorators = parser.decorators()?;
            if !parser.at_word("resource") {
                let help = Some("inside a resource, only nested resources have decorators".into());
                return Err(parser.expected_with("`resource` after the decorator", help));
            }
            Ok((decorators, parser.resource()?))
        })
    }
}
