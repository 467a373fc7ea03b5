//! Type expressions.

use super::ast::{Name, Type, TypeKind, TypeMember};
use super::expression::unary_operator;
use super::parser::{Parsed, Parser};
use super::token::Kind;
use std::borrow::Cow;

impl<'s> Parser<'s> {
    /// A declaration's type. For an output, `resource` may stand without a string.
    pub(super) fn declared_type(&mut self, bare_resource: bool) -> Parsed<Type<'s>> {
        if !self.at_word("resource") || self.peek(1) == Kind::Less {
            return self.type_expression();
        }
        let start = self.bump().span();
        let string = match self.at_string() || !bare_resource {
            true => Some(self.string("the resource's type as a string")?),
            false => None,
        };
        Ok(Type { span: self.since(start), kind: TypeKind::Resource(string) })
    }

    pub(super) fn type_expression(&mut self) -> Parsed<Type<'s>> {
        self.nested(Self::union)
    }

    /// `A | B`; a `|` may begin the next line, and the type.
    fn union(&mut self) -> Parsed<Type<'s>> {
        let leading = self.after_newlines(Kind::Pipe);
        if leading {
            self.newlines();
        }
        let start = self.span();
        if leading {
            self.bump();
        }
        let first = self.postfixed()?;
        if !leading && !self.after_newlines(Kind::Pipe) {
            return Ok(first);
        }
        let mut members = vec![first];
        while self.after_newlines(Kind::Pipe) {
            self.newlines();
            self.bump();
            members.push(self.postfixed()?);
        }
        Ok(Type { span: self.since(start), kind: TypeKind::Union(members) })
    }

    /// `-T`, `T?` and `T!`
    fn postfixed(&mut self) -> Parsed<Type<'s>> {
        let outer = self.chain();
        let start = self.span();
        let mut ty = if let Some(operator) = unary_operator(self.kind()) {
            self.bump();
            let operand = Box::new(self.access_type()?);
            Type { span: self.since(start), kind: TypeKind::Unary(operator, operand) }
        } else {
            self.access_type()?
        };
        loop {
            let kind = match self.kind() {
                Kind::Question => TypeKind::Nullable(Box::new(ty)),
                Kind::Bang => TypeKind::NonNull(Box::new(ty)),
                _ => break,
            };
            self.bump();
            self.link()?;
            ty = Type { span: self.since(start), kind };
        }
        self.chain_end(outer);
        Ok(ty)
    }

    /// `T[]`, `T.name` and the like.
    fn access_type(&mut self) -> Parsed<Type<'s>> {
        let outer = self.chain();
        let start = self.span();
        let mut ty = self.primary_type()?;
        loop {
            let kind = match self.kind() {
                Kind::LeftSquare => self.index_type(ty)?,
                Kind::Dot => self.dot_type(ty)?,
                _ => break,
            };
            self.link()?;
            ty = Type { span: self.since(start), kind };
        }
        self.chain_end(outer);
        Ok(ty)
    }

    fn index_type(&mut self, ty: Type<'s>) -> Parsed<TypeKind<'s>> {
        let opening = self.bump();
        let ty = Box::new(ty);
        let kind = match (self.kind(), self.peek(1)) {
            (Kind::RightSquare, _) => TypeKind::Array(ty),
            (Kind::Star, _) => {
                self.bump();
                TypeKind::Items(ty)
            }
            (Kind::Integer, Kind::RightSquare) => TypeKind::Index(ty, self.integer()),
            _ => {
                // The grammar has any expression here; only integers mean something.
                self.expression(false)?;
                TypeKind::Index(ty, None)
            }
        };
        self.close(opening, "")?;
        Ok(kind)
    }

    fn dot_type(&mut self, ty: Type<'s>) -> Parsed<TypeKind<'s>> {
        self.bump();
        let ty = Box::new(ty);
        if self.eat(Kind::Star) {
            return Ok(TypeKind::AdditionalProperties(ty));
        }
        let name = self.name("a property's name or `*` after the dot")?;
        if self.at(Kind::Less) {
            return Ok(TypeKind::Generic(Some(ty), name, self.type_arguments()?));
        }
        Ok(TypeKind::Property(ty, name))
    }

    fn type_arguments(&mut self) -> Parsed<Vec<Type<'s>>> {
        let opening = self.bump();
        let mut arguments = Vec::new();
        self.arguments_in(opening, false, |parser| {
            arguments.push(parser.type_expression()?);
            Ok(())
        })?;
        Ok(arguments)
    }

    fn primary_type(&mut self) -> Parsed<Type<'s>> {
        let start = self.span();
        let kind = match self.kind() {
            Kind::Identifier => {
                let token = self.bump();
                let name = Name { text: self.text_of(token), span: token.span() };
                match self.kind() {
                    Kind::Less => TypeKind::Generic(None, name, self.type_arguments()?),
                    _ => TypeKind::Named(name),
                }
            }
            Kind::String | Kind::StringStart => TypeKind::String(self.string("a string")?),
            Kind::Integer => TypeKind::Integer(self.integer()),
            Kind::True | Kind::False => TypeKind::Bool(self.bump().kind == Kind::True),
            Kind::Null => {
                self.bump();
                TypeKind::Null
            }
            Kind::LeftBrace => self.object_type()?,
            Kind::LeftSquare => self.tuple_type()?,
            Kind::LeftParen => {
                let opening = self.bump();
                let inner = Box::new(self.type_expression()?);
                self.close(opening, "")?;
                TypeKind::Parenthesized(inner)
            }
            _ => return Err(self.expected("a type")),
        };
        Ok(Type { span: self.since(start), kind })
    }

    fn object_type(&mut self) -> Parsed<TypeKind<'s>> {
        let opening = self.bump();
        let mut members = Vec::new();
        self.members(opening, |parser| {
            members.push(parser.type_member()?);
            Ok(())
        })?;
        Ok(TypeKind::Object(members))
    }

    fn type_member(&mut self) -> Parsed<TypeMember<'s>> {
        let decorators = self.decorators()?;
        let name = match self.kind() {
            Kind::Identifier => {
                let token = self.bump();
                Some(Cow::Borrowed(self.text_of(token)))
            }
            Kind::Star => {
                self.bump();
                None
            }
            Kind::String => {
                let literal = self.string("a property's name")?;
                literal.texts.into_iter().next()
            }
            Kind::StringStart => {
                let help = Some("the names in a type are fixed; `*` stands for all others".into());
                return Err(self.expected_with("a property's name without interpolation", help));
            }
            Kind::True | Kind::False | Kind::Null => {
                let word = self.word_here();
                let help = Some(format!("`{word}` is a reserved word; as a name it is written `'{word}'`"));
                return Err(self.expected_with("a property's name or `*`", help));
            }
            _ => return Err(self.expected("a property's name or `*`")),
        };
        if !self.eat(Kind::Colon) {
            let help = match self.kind() {
                Kind::Question => Some("an optional property is written `name: type?`".into()),
                _ => None,
            };
            return Err(self.expected_with("`:` and the property's type", help));
        }
        Ok(TypeMember { decorators, name, ty: self.type_expression()? })
    }

    fn tuple_type(&mut self) -> Parsed<TypeKind<'s>> {
        let opening = self.bump();
        let mut items = Vec::new();
        self.members(opening, |parser| {
            items.push((parser.decorators()?, parser.type_expression()?));
            Ok(())
        })?;
        Ok(TypeKind::Tuple(items))
    }
}
