//! Templates: text with holes and directives, strip markers heeded.

use super::expressions;
use super::hcl::Source;
use crate::ir::{ExprKind, Part};
use hcl_edit::template::{Directive, Element, ForDirective, IfDirective, Strip};

/// The parts of a template.
///
/// `~` takes away the white space of the text on its side
/// (<https://developer.hashicorp.com/terraform/language/expressions/strings#whitespace-stripping>).
pub(super) fn parts<'e>(source: Source<'_>, elements: impl Iterator<Item = &'e Element>) -> Vec<Part> {
    stripped(source, elements, false, false)
}

/// The parts between two directives, the ends stripped where these say so.
fn stripped<'e>(
    source: Source<'_>,
    elements: impl Iterator<Item = &'e Element>,
    start: bool,
    end: bool,
) -> Vec<Part> {
    let elements: Vec<&Element> = elements.collect();
    let mut out = Vec::with_capacity(elements.len());
    for (at, element) in elements.iter().enumerate() {
        match element {
            Element::Literal(text) => {
                let before = at.checked_sub(1).and_then(|at| elements.get(at));
                let left = before.map_or(start, |element| outer(element).1);
                let right = elements.get(at + 1).map_or(end, |element| outer(element).0);
                let mut text = text.as_str();
                if left {
                    text = text.trim_start();
                }
                if right {
                    text = text.trim_end();
                }
                if !text.is_empty() {
                    out.push(Part::Text(text.into()));
                }
            }
            Element::Interpolation(hole) => out.push(Part::Hole(expressions::expression(source, &hole.expr))),
            Element::Directive(directive) => out.push(self::directive(source, directive)),
        }
    }
    out
}

fn directive(source: Source<'_>, directive: &Directive) -> Part {
    match directive {
        Directive::If(IfDirective { if_expr, else_expr, endif_expr, .. }) => {
            let end = both(endif_expr.strip).0;
            let middle = else_expr.as_ref().map(|branch| both(branch.strip));
            let first = stripped(
                source,
                if_expr.template.iter(),
                both(if_expr.strip).1,
                middle.map_or(end, |strip| strip.0),
            );
            let second = else_expr
                .as_ref()
                .map(|branch| stripped(source, branch.template.iter(), both(branch.strip).1, end));
            Part::If(expressions::expression(source, &if_expr.cond_expr), first, second.unwrap_or_default())
        }
        Directive::For(ForDirective { for_expr, endfor_expr, .. }) => Part::For {
            key: for_expr.key_var.as_ref().map(|name| name.as_str().into()),
            item: for_expr.value_var.as_str().into(),
            collection: expressions::expression(source, &for_expr.collection_expr),
            body: stripped(
                source,
                for_expr.template.iter(),
                both(for_expr.strip).1,
                both(endfor_expr.strip).0,
            ),
        },
    }
}

/// Does an element strip what stands before it, and what stands after it?
fn outer(element: &Element) -> (bool, bool) {
    match element {
        Element::Literal(_) => (false, false),
        Element::Interpolation(hole) => both(hole.strip),
        Element::Directive(directive) => match &**directive {
            Directive::If(each) => (both(each.if_expr.strip).0, both(each.endif_expr.strip).1),
            Directive::For(each) => (both(each.for_expr.strip).0, both(each.endfor_expr.strip).1),
        },
    }
}

const fn both(strip: Strip) -> (bool, bool) {
    match strip {
        Strip::None => (false, false),
        Strip::Start => (true, false),
        Strip::End => (false, true),
        Strip::Both => (true, true),
    }
}

/// A template as an expression: text alone is a literal.
pub(super) fn string(mut parts: Vec<Part>) -> ExprKind {
    match parts.as_mut_slice() {
        [] => ExprKind::Literal("".into()),
        [Part::Text(text)] => ExprKind::Literal(std::sync::Arc::clone(text).into()),
        _ => ExprKind::Template(parts),
    }
}
