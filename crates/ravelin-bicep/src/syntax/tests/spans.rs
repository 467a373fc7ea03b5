//! What holds for the tree of any text: spans lie in the text, on character boundaries, inside their parents', in
//! order. `fuzz` is the body of a fuzz target.

use crate::syntax::ast::*;
use crate::syntax::{FileKind, parse};
use ravelin_finding::Span;

/// Parses any bytes, as both kinds of file, and checks the trees.
pub(crate) fn fuzz(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    check(&text, FileKind::Bicep);
    check(&text, FileKind::Parameters);
}

/// Parses and checks the tree's spans.
pub(crate) fn check(text: &str, kind: FileKind) {
    let file = parse(text, kind);
    let whole = Span::new(0, u32::try_from(text.len()).unwrap());
    let mut walk = Walk { text };
    for error in &file.errors {
        walk.inside(whole, error.span);
        assert!(!error.message.is_empty() && !error.message.ends_with('.'));
    }
    assert!(file.errors.windows(2).all(|pair| pair[0].span.start <= pair[1].span.end));
    walk.in_order(whole, file.statements.iter().map(|statement| statement.span));
    for statement in &file.statements {
        walk.decorators(statement.span, &statement.decorators);
        walk.statement(statement.span, &statement.kind);
    }
}

struct Walk<'t> {
    text: &'t str,
}

impl Walk<'_> {
    fn inside(&mut self, outer: Span, inner: Span) {
        assert!(outer.start <= inner.start && inner.start <= inner.end && inner.end <= outer.end);
        assert!(self.text.get(inner.start as usize..inner.end as usize).is_some());
    }

    fn in_order(&mut self, outer: Span, spans: impl Iterator<Item = Span>) {
        let mut end = outer.start;
        for span in spans {
            self.inside(outer, span);
            assert!(end <= span.start, "out of order");
            end = span.end;
        }
    }

    fn name(&mut self, outer: Span, name: Name<'_>) {
        self.inside(outer, name.span);
        assert_eq!(name.span.of(self.text), name.text);
        assert!(!name.text.is_empty());
    }

    fn decorators(&mut self, outer: Span, decorators: &[Decorator<'_>]) {
        self.in_order(outer, decorators.iter().map(|decorator| decorator.span));
        for decorator in decorators {
            self.name(decorator.span, decorator.name);
            decorator.namespace.into_iter().for_each(|name| self.name(decorator.span, name));
            self.all(decorator.span, &decorator.arguments);
        }
    }

    fn statement(&mut self, outer: Span, kind: &StatementKind<'_>) {
        match kind {
            StatementKind::TargetScope(value) => self.expression(outer, value),
            StatementKind::Metadata(name, value)
            | StatementKind::Assert(name, value)
            | StatementKind::Assignment(name, value) => {
                self.name(outer, *name);
                self.expression(outer, value);
            }
            StatementKind::Parameter { name, ty, default } => {
                self.name(outer, *name);
                self.ty(outer, ty);
                default.iter().for_each(|value| self.expression(outer, value));
            }
            StatementKind::Variable { name, ty, value } => {
                self.name(outer, *name);
                ty.iter().for_each(|ty| self.ty(outer, ty));
                self.expression(outer, value);
            }
            StatementKind::Type(name, ty) => {
                self.name(outer, *name);
                self.ty(outer, ty);
            }
            StatementKind::Function { name, parameters, result, body } => {
                self.name(outer, *name);
                for (name, ty) in parameters {
                    self.name(outer, *name);
                    self.ty(outer, ty);
                }
                self.ty(outer, result);
                self.expression(outer, body);
            }
            StatementKind::Resource(resource) => self.deployable(outer, &resource.deployable),
            StatementKind::Module(of) | StatementKind::Test(of) => self.deployable(outer, of),
            StatementKind::Output { name, ty, value } => {
                self.name(outer, *name);
                self.ty(outer, ty);
                self.expression(outer, value);
            }
            StatementKind::Import { symbols, from } => {
                match symbols {
                    ImportSymbols::List(names) => {
                        self.in_order(outer, names.iter().map(|(_, span, _)| *span));
                        names.iter().filter_map(|name| name.2).for_each(|alias| self.name(outer, alias));
                    }
                    ImportSymbols::All(name) => self.name(outer, *name),
                }
                self.string(outer, from);
            }
            StatementKind::Extension { specification, with, alias } => {
                self.string(outer, specification);
                with.iter().for_each(|with| self.object(outer, with));
                alias.iter().for_each(|alias| self.name(outer, *alias));
            }
            StatementKind::Using(path, with) => {
                path.iter().for_each(|path| self.string(outer, path));
                with.iter().for_each(|with| self.object(outer, with));
            }
            StatementKind::Extends(path) => self.string(outer, path),
            StatementKind::ExtensionConfig(name, with) => {
                self.name(outer, *name);
                self.object(outer, with);
            }
        }
    }

    fn deployable(&mut self, outer: Span, of: &Deployable<'_>) {
        self.inside(outer, of.header);
        self.name(of.header, of.name);
        self.string(of.header, &of.path);
        of.body.each.iter().for_each(|each| self.header(outer, each));
        of.body.condition.iter().for_each(|condition| self.expression(outer, condition));
        self.object(outer, &of.body.object);
    }

    fn header(&mut self, outer: Span, header: &ForHeader<'_>) {
        self.name(outer, header.item);
        header.index.into_iter().for_each(|index| self.name(outer, index));
        self.expression(outer, &header.items);
    }

    fn object(&mut self, outer: Span, object: &Object<'_>) {
        self.inside(outer, object.span);
        assert!(object.span.of(self.text).starts_with('{') && object.span.of(self.text).ends_with('}'));
        for member in &object.members {
            match member {
                Member::Property { key, value } => {
                    self.string(object.span, key);
                    self.expression(object.span, value);
                    assert!(key.span.end <= value.span.start);
                }
                Member::Spread(value) => self.expression(object.span, value),
            }
        }
        for (decorators, resource) in &object.resources {
            self.decorators(object.span, decorators);
            self.deployable(object.span, &resource.deployable);
        }
    }

    fn string(&mut self, outer: Span, literal: &StringLiteral<'_>) {
        self.inside(outer, literal.span);
        assert_eq!(literal.texts.len(), literal.holes.len() + 1);
        self.all(literal.span, &literal.holes);
    }

    fn all(&mut self, outer: Span, expressions: &[Expression<'_>]) {
        self.in_order(outer, expressions.iter().map(|expression| expression.span));
        expressions.iter().for_each(|expression| self.expression(outer, expression));
    }

    fn expression(&mut self, outer: Span, expression: &Expression<'_>) {
        let span = expression.span;
        self.inside(outer, span);
        assert!(span.start < span.end, "an empty expression");
        match &expression.kind {
            ExpressionKind::Null | ExpressionKind::Bool(_) | ExpressionKind::Integer(_) => {}
            ExpressionKind::String(literal) => self.string(span, literal),
            ExpressionKind::Object(object) => self.object(span, object),
            ExpressionKind::Array(items) => items.iter().for_each(|item| match item {
                Item::Value(value) | Item::Spread(value) => self.expression(span, value),
            }),
            ExpressionKind::For { header, condition, body } => {
                self.header(span, header);
                condition.iter().for_each(|condition| self.expression(span, condition));
                self.expression(span, body);
            }
            ExpressionKind::Variable(name) => self.name(span, *name),
            ExpressionKind::Call(name, arguments) => {
                self.name(span, *name);
                self.all(span, arguments);
            }
            ExpressionKind::Method { base, name, arguments } => {
                self.expression(span, base);
                self.name(span, *name);
                self.all(span, arguments);
            }
            ExpressionKind::Property { base, name, .. } | ExpressionKind::Nested(base, name) => {
                self.expression(span, base);
                self.name(span, *name);
            }
            ExpressionKind::Index { base, index, .. } => {
                self.expression(span, base);
                self.expression(span, index);
            }
            ExpressionKind::NonNull(inner)
            | ExpressionKind::Parenthesized(inner)
            | ExpressionKind::Unary(_, inner) => self.expression(span, inner),
            ExpressionKind::Binary(_, left, right) => {
                self.expression(span, left);
                self.expression(span, right);
                assert!(left.span.end <= right.span.start);
            }
            ExpressionKind::Conditional(condition, then, otherwise) => {
                [condition, then, otherwise].into_iter().for_each(|part| self.expression(span, part));
            }
            ExpressionKind::Lambda(names, body) => {
                names.iter().for_each(|name| self.name(span, *name));
                self.expression(span, body);
            }
        }
    }

    fn ty(&mut self, outer: Span, ty: &Type<'_>) {
        let span = ty.span;
        self.inside(outer, span);
        assert!(span.start < span.end, "an empty type");
        match &ty.kind {
            TypeKind::Integer(_) | TypeKind::Bool(_) | TypeKind::Null => {}
            TypeKind::Named(name) => self.name(span, *name),
            TypeKind::Generic(base, name, arguments) => {
                base.iter().for_each(|base| self.ty(span, base));
                self.name(span, *name);
                arguments.iter().for_each(|argument| self.ty(span, argument));
            }
            TypeKind::Resource(string) => string.iter().for_each(|string| self.string(span, string)),
            TypeKind::String(string) => self.string(span, string),
            TypeKind::Union(members) => members.iter().for_each(|member| self.ty(span, member)),
            TypeKind::Unary(_, inner)
            | TypeKind::Nullable(inner)
            | TypeKind::NonNull(inner)
            | TypeKind::Array(inner)
            | TypeKind::Parenthesized(inner)
            | TypeKind::Index(inner, _)
            | TypeKind::Items(inner)
            | TypeKind::AdditionalProperties(inner) => self.ty(span, inner),
            TypeKind::Property(base, name) => {
                self.ty(span, base);
                self.name(span, *name);
            }
            TypeKind::Tuple(items) => {
                for (decorators, item) in items {
                    self.decorators(span, decorators);
                    self.ty(span, item);
                }
            }
            TypeKind::Object(members) => {
                for member in members {
                    self.decorators(span, &member.decorators);
                    self.ty(span, &member.ty);
                }
            }
        }
    }
}
