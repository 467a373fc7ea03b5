//! Expressions of the native notation.

use super::hcl::Source;
use super::templates;
use crate::ir::{BinaryOperator, Expr, ExprKind, For, UnaryOperator};
use hcl_edit::Span as _;
use hcl_edit::expr::{self, Expression, ObjectKey, Traversal, TraversalOperator};
use ravelin_finding::{Place, Span};
use ravelin_model::{Data, Value};
use std::sync::Arc;

pub(super) fn expression(source: Source<'_>, expression: &Expression) -> Expr {
    let place = source.of(expression);
    let kind = match expression {
        Expression::Null(_) => ExprKind::Literal(Value::NULL),
        Expression::Bool(value) => ExprKind::Literal((*value.value()).into()),
        Expression::Number(number) => {
            let text = number.span().and_then(|range| source.text.get(range)).unwrap_or("0");
            ExprKind::Literal(self::number(text))
        }
        Expression::String(text) => ExprKind::Literal(text.as_str().into()),
        Expression::Array(array) => {
            ExprKind::Tuple(array.iter().map(|item| self::expression(source, item)).collect())
        }
        Expression::Object(object) => {
            let members = object
                .iter()
                .map(|(key, value)| (self::key(source, key), self::expression(source, value.expr())));
            ExprKind::Object(members.collect())
        }
        Expression::StringTemplate(template) => templates::string(templates::quoted(source, template.iter())),
        Expression::HeredocTemplate(heredoc) => templates::string(templates::heredoc(source, heredoc)),
        Expression::Parenthesis(inner) => return self::expression(source, inner.inner()),
        Expression::Variable(name) => ExprKind::Name(name.as_str().into()),
        Expression::Conditional(conditional) => ExprKind::Conditional(
            boxed(source, &conditional.cond_expr),
            boxed(source, &conditional.true_expr),
            boxed(source, &conditional.false_expr),
        ),
        Expression::FuncCall(call) => ExprKind::Call {
            name: function(&call.name),
            args: call.args.iter().map(|arg| self::expression(source, arg)).collect(),
            expand: call.args.expand_final(),
        },
        Expression::Traversal(traversal) => return self::traversal(source, traversal),
        Expression::UnaryOp(operation) => {
            let operator = match operation.operator.value() {
                expr::UnaryOperator::Neg => UnaryOperator::Minus,
                expr::UnaryOperator::Not => UnaryOperator::Not,
            };
            ExprKind::Unary(operator, boxed(source, &operation.expr))
        }
        Expression::BinaryOp(operation) => ExprKind::Binary(
            binary(*operation.operator.value()),
            boxed(source, &operation.lhs_expr),
            boxed(source, &operation.rhs_expr),
        ),
        Expression::ForExpr(each) => ExprKind::For(Box::new(For {
            key: each.intro.key_var.as_ref().map(|name| name.as_str().into()),
            item: each.intro.value_var.as_str().into(),
            collection: self::expression(source, &each.intro.collection_expr),
            key_result: each.key_expr.as_ref().map(|key| self::expression(source, key)),
            result: self::expression(source, &each.value_expr),
            grouping: each.grouping,
            condition: each.cond.as_ref().map(|condition| self::expression(source, &condition.expr)),
        })),
    };
    Expr { kind, place }
}

fn boxed(source: Source<'_>, expression: &Expression) -> Box<Expr> {
    Box::new(self::expression(source, expression))
}

/// A bare word as a key is that word, unless it stands in parentheses.
fn key(source: Source<'_>, key: &ObjectKey) -> Expr {
    match key {
        ObjectKey::Ident(name) => {
            Expr { kind: ExprKind::Literal(name.as_str().into()), place: source.of(name) }
        }
        ObjectKey::Expression(expression) => self::expression(source, expression),
    }
}

fn function(name: &expr::FuncName) -> Arc<str> {
    let parts = name.namespace.iter().chain([&name.name]).map(|part| part.as_str());
    parts.collect::<Vec<_>>().join("::").into()
}

fn binary(operator: expr::BinaryOperator) -> BinaryOperator {
    match operator {
        expr::BinaryOperator::Eq => BinaryOperator::Equal,
        expr::BinaryOperator::NotEq => BinaryOperator::NotEqual,
        expr::BinaryOperator::LessEq => BinaryOperator::LessOrEqual,
        expr::BinaryOperator::GreaterEq => BinaryOperator::GreaterOrEqual,
        expr::BinaryOperator::Less => BinaryOperator::Less,
        expr::BinaryOperator::Greater => BinaryOperator::Greater,
        expr::BinaryOperator::Plus => BinaryOperator::Add,
        expr::BinaryOperator::Minus => BinaryOperator::Subtract,
        expr::BinaryOperator::Mul => BinaryOperator::Multiply,
        expr::BinaryOperator::Div => BinaryOperator::Divide,
        expr::BinaryOperator::Mod => BinaryOperator::Modulo,
        expr::BinaryOperator::And => BinaryOperator::And,
        expr::BinaryOperator::Or => BinaryOperator::Or,
    }
}

/// `a.b[0].*.c`: what follows `[*]` is applied to each item; of what follows `.*`, only names and numbers are
/// (<https://developer.hashicorp.com/terraform/language/expressions/splat>).
fn traversal(source: Source<'_>, traversal: &Traversal) -> Expr {
    let root = expression(source, &traversal.expr);
    let steps: Vec<Step<'_>> = traversal
        .operators
        .iter()
        .map(|operator| Step { operator: operator.value(), place: source.of(operator) })
        .collect();
    follow(source, root, &steps)
}

#[derive(Clone, Copy)]
struct Step<'a> {
    operator: &'a TraversalOperator,
    place: Place,
}

fn follow(source: Source<'_>, root: Expr, steps: &[Step<'_>]) -> Expr {
    let mut expr = root;
    let mut rest = steps.iter();
    while let Some(step) = rest.next() {
        let place = to(expr.place, step.place);
        let kind = match step.operator {
            TraversalOperator::GetAttr(name) => {
                ExprKind::Attribute(Box::new(expr), name.as_str().into(), source.of(name))
            }
            TraversalOperator::Index(index) => ExprKind::Index(Box::new(expr), boxed(source, index)),
            TraversalOperator::LegacyIndex(index) => {
                let number = i64::try_from(*index.value()).unwrap_or(i64::MAX);
                let index = Expr { kind: ExprKind::Literal(number.into()), place: step.place };
                ExprKind::Index(Box::new(expr), Box::new(index))
            }
            TraversalOperator::AttrSplat(_) => {
                let item = Expr { kind: ExprKind::SplatItem, place };
                let names = rest.as_slice().iter().take_while(|step| {
                    matches!(step.operator, TraversalOperator::GetAttr(_) | TraversalOperator::LegacyIndex(_))
                });
                let count = names.count();
                let (own, others) = rest.as_slice().split_at_checked(count).unwrap_or_default();
                let each = follow(source, item, own);
                let place = to(expr.place, each.place);
                rest = others.iter();
                expr = Expr { kind: ExprKind::Splat(Box::new(expr), Box::new(each)), place };
                continue;
            }
            TraversalOperator::FullSplat(_) => {
                let item = Expr { kind: ExprKind::SplatItem, place };
                let each = follow(source, item, rest.as_slice());
                let place = to(expr.place, each.place);
                return Expr { kind: ExprKind::Splat(Box::new(expr), Box::new(each)), place };
            }
        };
        expr = Expr { kind, place };
    }
    expr
}

fn to(from: Place, end: Place) -> Place {
    Place { file: from.file, span: Span::new(from.span.start, from.span.end.max(end.span.end)) }
}

/// A number as it is written: an integer where it is one, a double where that holds it exactly, decimal otherwise.
pub(crate) fn number(text: &str) -> Value {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if let Ok(number) = text.parse::<i64>() {
        return number.into();
    }
    let plain = plain(&text);
    if let Ok(number) = plain.parse::<i64>() {
        return number.into();
    }
    match plain.parse::<f64>() {
        Ok(number) if number.is_finite() && format!("{number}") == plain => number.into(),
        _ => Value::from(Data::Decimal(plain.into())),
    }
}

/// The longest exponent that is written out; beyond it the notation stays.
const MAX_EXPONENT: i64 = 400;

/// Decimal notation without exponent and without zeros that say nothing.
fn plain(text: &str) -> String {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text),
    };
    let (digits, exponent) = match digits.split_once(['e', 'E']) {
        Some((digits, exponent)) => (digits, exponent.parse::<i64>().unwrap_or(MAX_EXPONENT + 1)),
        None => (digits, 0),
    };
    if exponent.abs() > MAX_EXPONENT {
        return text.to_owned();
    }
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all = format!("{whole}{fraction}");
    let point = i64::try_from(whole.len()).unwrap_or(i64::MAX).saturating_add(exponent);
    let (whole, fraction) = match usize::try_from(point) {
        Ok(point) if point >= all.len() => (format!("{all}{}", "0".repeat(point - all.len())), String::new()),
        Ok(point) => {
            let (whole, fraction) = all.split_at_checked(point).unwrap_or((&all, ""));
            (whole.to_owned(), fraction.to_owned())
        }
        Err(_) => (String::new(), format!("{}{all}", "0".repeat(usize::try_from(-point).unwrap_or(0)))),
    };
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    match fraction.trim_end_matches('0') {
        "" if whole == "0" => "0".to_owned(),
        "" => format!("{sign}{whole}"),
        fraction => format!("{sign}{whole}.{fraction}"),
    }
}
