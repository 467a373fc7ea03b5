//! Expressions: operators, chains of accesses, calls and lambdas. What stands in braces or square brackets: see
//! `bracketed`.

use super::ast::{BinaryOperator, Expression, ExpressionKind, Name, UnaryOperator};
use super::parser::{Failed, Parsed, Parser};
use super::recovery::NOT_AFTER_ARROW;
use super::token::Kind;

/// A binary operator and how tightly it binds.
const fn binary_operator(kind: Kind) -> Option<(BinaryOperator, u8)> {
    Some(match kind {
        Kind::Star => (BinaryOperator::Multiply, 7),
        Kind::Slash => (BinaryOperator::Divide, 7),
        Kind::Percent => (BinaryOperator::Modulo, 7),
        Kind::Plus => (BinaryOperator::Add, 6),
        Kind::Minus => (BinaryOperator::Subtract, 6),
        Kind::Greater => (BinaryOperator::Greater, 5),
        Kind::GreaterOrEqual => (BinaryOperator::GreaterOrEqual, 5),
        Kind::Less => (BinaryOperator::Less, 5),
        Kind::LessOrEqual => (BinaryOperator::LessOrEqual, 5),
        Kind::Equal => (BinaryOperator::Equal, 4),
        Kind::NotEqual => (BinaryOperator::NotEqual, 4),
        Kind::EqualInsensitive => (BinaryOperator::EqualInsensitive, 4),
        Kind::NotEqualInsensitive => (BinaryOperator::NotEqualInsensitive, 4),
        Kind::And => (BinaryOperator::And, 3),
        Kind::Or => (BinaryOperator::Or, 2),
        Kind::DoubleQuestion => (BinaryOperator::Coalesce, 1),
        _ => return None,
    })
}

pub(super) const fn unary_operator(kind: Kind) -> Option<UnaryOperator> {
    match kind {
        Kind::Bang => Some(UnaryOperator::Not),
        Kind::Minus => Some(UnaryOperator::Minus),
        Kind::Plus => Some(UnaryOperator::Plus),
        _ => None,
    }
}

impl<'s> Parser<'s> {
    /// An expression. Objects and arrays are not `complex` enough for holes of strings.
    pub(super) fn expression(&mut self, complex: bool) -> Parsed<Expression<'s>> {
        self.nested(|parser| parser.conditional(complex))
    }

    fn conditional(&mut self, complex: bool) -> Parsed<Expression<'s>> {
        let condition = self.binary(complex, 0)?;
        if !self.after_newlines(Kind::Question) {
            return Ok(condition);
        }
        self.newlines();
        self.bump();
        let then = self.expression(complex)?;
        if self.after_newlines(Kind::Colon) {
            self.newlines();
        }
        self.expect(Kind::Colon, "`:` and the value for \"false\"")?;
        let otherwise = self.expression(complex)?;
        let span = condition.span.to(otherwise.span);
        let kind = ExpressionKind::Conditional(Box::new(condition), Box::new(then), Box::new(otherwise));
        Ok(Expression { span, kind })
    }

    /// Operators that bind more tightly than `minimum`, from left to right.
    fn binary(&mut self, complex: bool, minimum: u8) -> Parsed<Expression<'s>> {
        let outer = self.chain();
        let mut left = self.unary(complex)?;
        while let Some((operator, precedence)) = binary_operator(self.kind()) {
            if precedence <= minimum {
                break;
            }
            self.bump();
            let right = self.binary(complex, precedence)?;
            self.link()?;
            let span = left.span.to(right.span);
            left =
                Expression { span, kind: ExpressionKind::Binary(operator, Box::new(left), Box::new(right)) };
        }
        self.chain_end(outer);
        Ok(left)
    }

    fn unary(&mut self, complex: bool) -> Parsed<Expression<'s>> {
        let Some(operator) = unary_operator(self.kind()) else {
            return self.access(complex);
        };
        let token = self.bump();
        if unary_operator(self.kind()).is_some() {
            let help = Some("put the inner operation in parentheses".into());
            return Err(self.expected_with("an operand", help));
        }
        let operand = self.access(complex)?;
        let span = token.span().to(operand.span);
        Ok(Expression { span, kind: ExpressionKind::Unary(operator, Box::new(operand)) })
    }

    /// A primary expression with the accesses that follow it.
    fn access(&mut self, complex: bool) -> Parsed<Expression<'s>> {
        let outer = self.chain();
        let mut base = self.primary(complex)?;
        loop {
            let start = base.span;
            let kind = match self.kind() {
                Kind::Dot => self.dot(base, complex)?,
                Kind::LeftSquare => self.index(base, complex)?,
                Kind::DoubleColon => {
                    self.bump();
                    ExpressionKind::Nested(Box::new(base), self.name("a nested resource's name after `::`")?)
                }
                Kind::Bang => {
                    self.bump();
                    ExpressionKind::NonNull(Box::new(base))
                }
                _ => break,
            };
            self.link()?;
            base = Expression { span: self.since(start), kind };
        }
        self.chain_end(outer);
        Ok(base)
    }

    fn dot(&mut self, base: Expression<'s>, complex: bool) -> Parsed<ExpressionKind<'s>> {
        self.bump();
        let question = self.at(Kind::Question).then(|| self.bump());
        let name = self.name("a property's or function's name after the dot")?;
        let base = Box::new(base);
        match (self.at(Kind::LeftParen), question) {
            (true, None) => Ok(ExpressionKind::Method { base, name, arguments: self.arguments(complex)? }),
            (true, Some(question)) => {
                let help = Some("`.?` reads properties only: write `.` here".into());
                Err(self.fail_at(question.span(), "a function can't be called with `.?`".into(), help))
            }
            (false, question) => Ok(ExpressionKind::Property { base, name, safe: question.is_some() }),
        }
    }

    fn index(&mut self, base: Expression<'s>, complex: bool) -> Parsed<ExpressionKind<'s>> {
        let opening = self.bump();
        let safe = self.eat(Kind::Question);
        let from_end = self.eat(Kind::Hat);
        if self.at(Kind::RightSquare) {
            return Err(self.expected("an index"));
        }
        let index = Box::new(self.expression(complex)?);
        self.close(opening, "")?;
        Ok(ExpressionKind::Index { base: Box::new(base), index, safe, from_end })
    }

    fn primary(&mut self, complex: bool) -> Parsed<Expression<'s>> {
        let span = self.span();
        let kind = match self.kind() {
            Kind::Identifier => return self.name_or_call(complex),
            Kind::String | Kind::StringStart => ExpressionKind::String(self.string("a string")?),
            Kind::Integer => ExpressionKind::Integer(self.integer()),
            Kind::True | Kind::False => ExpressionKind::Bool(self.bump().kind == Kind::True),
            Kind::Null => {
                self.bump();
                ExpressionKind::Null
            }
            Kind::LeftBrace if complex => ExpressionKind::Object(self.object(false)?),
            Kind::LeftSquare if complex => self.array_or_loop()?,
            Kind::LeftParen if self.parameters_ahead() => self.lambda_with_parentheses()?,
            Kind::LeftParen => ExpressionKind::Parenthesized(Box::new(self.parenthesized(complex)?)),
            _ => return Err(self.no_expression()),
        };
        Ok(Expression { span: self.since(span), kind })
    }

    /// The error where an expression should begin but doesn't.
    fn no_expression(&mut self) -> Failed {
        let help = match self.kind() {
            Kind::LeftBrace | Kind::LeftSquare => {
                let what = if self.at(Kind::LeftBrace) { "an object" } else { "an array" };
                let help = Some("declare it as a `var` and use its name here".into());
                return self.fail(
                    format!("{what} can't be written inside an interpolated string or an index"),
                    help,
                );
            }
            Kind::NewLine => Some("begin the value in the same line".into()),
            Kind::Equal => Some("a declaration assigns with a single `=`".into()),
            _ => None,
        };
        self.expected_with("an expression", help)
    }

    /// The value of the current token; `None` where it does not fit 64 bits.
    pub(super) fn integer(&mut self) -> Option<u64> {
        let token = self.bump();
        self.text_of(token).parse().ok()
    }

    fn name_or_call(&mut self, complex: bool) -> Parsed<Expression<'s>> {
        let token = self.bump();
        let name = Name { text: self.text_of(token), span: token.span() };
        let kind = match self.kind() {
            Kind::LeftParen => ExpressionKind::Call(name, self.arguments(complex)?),
            Kind::Arrow => self.lambda_body(vec![name])?,
            _ => ExpressionKind::Variable(name),
        };
        Ok(Expression { span: self.since(name.span), kind })
    }

    /// `(a, b)`
    pub(super) fn arguments(&mut self, complex: bool) -> Parsed<Vec<Expression<'s>>> {
        let opening = self.bump();
        let mut arguments = Vec::new();
        self.arguments_in(opening, false, |parser| {
            arguments.push(parser.expression(complex)?);
            Ok(())
        })?;
        Ok(arguments)
    }

    /// `(expr)`, the parentheses left away.
    pub(super) fn parenthesized(&mut self, complex: bool) -> Parsed<Expression<'s>> {
        let opening = self.expect(Kind::LeftParen, "`(`")?;
        self.newlines();
        if self.at(Kind::RightParen) {
            return Err(self.expected("an expression"));
        }
        if self.left_open() {
            return Err(self.unclosed(opening));
        }
        let inner = self.expression(complex)?;
        if self.after_newlines(Kind::RightParen) {
            self.newlines();
        }
        self.close(opening, "")?;
        Ok(inner)
    }

    // Lambdas

    /// Do parentheses with nothing but names, then an arrow, stand here? Another bracket ends the search, so that
    /// no token is looked at from more than one parenthesis.
    fn parameters_ahead(&self) -> bool {
        let mut ahead = 1;
        loop {
            match self.peek(ahead) {
                Kind::Identifier | Kind::Comma | Kind::NewLine => ahead += 1,
                Kind::RightParen => return self.peek(ahead + 1) == Kind::Arrow,
                _ => return false,
            }
        }
    }

    fn lambda_with_parentheses(&mut self) -> Parsed<ExpressionKind<'s>> {
        let opening = self.bump();
        let mut names = Vec::new();
        self.arguments_in(opening, true, |parser| {
            names.push(parser.name("a parameter's name")?);
            Ok(())
        })?;
        self.lambda_body(names)
    }

    fn lambda_body(&mut self, names: Vec<Name<'s>>) -> Parsed<ExpressionKind<'s>> {
        Ok(ExpressionKind::Lambda(names, Box::new(self.arrow_and_body()?)))
    }

    /// `=> expr`; the body may begin in the next line.
    pub(super) fn arrow_and_body(&mut self) -> Parsed<Expression<'s>> {
        self.expect(Kind::Arrow, "`=>`")?;
        if self.at(Kind::NewLine) && !NOT_AFTER_ARROW.contains(&self.text_of(self.token(self.position + 1))) {
            self.newlines();
        }
        self.expression(true)
    }
}
