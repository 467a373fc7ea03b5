//! Templates: text with holes and directives, strip markers and the indentation of heredocs heeded.
//!
//! Both work on a flat list of pieces, text by the line: a marker takes white space from the piece beside it alone, and
//! the indentation that `<<-` takes away is the least of all lines, those inside directives included. So Terraform does
//! it (`parseTemplateParts` and `flushHeredocTemplateParts` of hashicorp/hcl v2.24).

use super::expressions;
use super::hcl::Source;
use crate::ir::{ExprKind, Part};
use hcl_edit::template::{Directive, Element, ForTemplateExpr, HeredocTemplate, IfTemplateExpr, Strip};
use std::sync::Arc;

/// Where a template stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// In quotation marks: text between two holes is one piece.
    Quoted,
    /// In a file or a heredoc.
    Lines,
    /// In a heredoc with `<<-`.
    Flush,
}

/// A piece of a template.
struct Piece<'e> {
    kind: PieceKind<'e>,
    /// Does it take white space from the piece before it, and from the one behind it?
    strip: (bool, bool),
}

enum PieceKind<'e> {
    Text(String),
    Hole(&'e hcl_edit::expr::Expression),
    If(&'e IfTemplateExpr),
    Else,
    EndIf,
    For(&'e ForTemplateExpr),
    EndFor,
}

/// The parts of a template in quotation marks.
pub(super) fn quoted<'e>(source: Source<'_>, elements: impl Iterator<Item = &'e Element>) -> Vec<Part> {
    parts(source, elements, Kind::Quoted)
}

/// The parts of a template that is a text of its own.
pub(super) fn whole<'e>(source: Source<'_>, elements: impl Iterator<Item = &'e Element>) -> Vec<Part> {
    parts(source, elements, Kind::Lines)
}

/// The parts of a heredoc. Its reader takes away indentation its own way, so that the text is read once more.
pub(super) fn heredoc(source: Source<'_>, heredoc: &HeredocTemplate) -> Vec<Part> {
    if heredoc.indent().is_none() {
        return parts(source, heredoc.template.iter(), Kind::Lines);
    }
    let again = hcl_edit::Span::span(heredoc).and_then(|span| {
        let text = source.text.get(span.clone())?;
        let first = text.find('\n')? + 1;
        let inner = text.get(first..)?;
        let last = inner.trim_end().rfind('\n')? + 1;
        let inner = inner.get(..last)?;
        let read = hcl_edit::parser::parse_template(inner).ok()?;
        let source = Source { text: inner, base: source.base + span.start + first, ..source };
        Some(parts(source, read.iter(), Kind::Flush))
    });
    again.unwrap_or_else(|| parts(source, heredoc.template.iter(), Kind::Lines))
}

fn parts<'e>(source: Source<'_>, elements: impl Iterator<Item = &'e Element>, kind: Kind) -> Vec<Part> {
    let mut pieces = Vec::new();
    flatten(elements, kind, &mut pieces);
    trim(&mut pieces);
    if kind == Kind::Flush {
        flush(&mut pieces);
    }
    let mut rest = pieces.into_iter();
    let mut out = Vec::new();
    build(source, &mut rest, &mut out);
    out
}

fn flatten<'e>(elements: impl Iterator<Item = &'e Element>, kind: Kind, out: &mut Vec<Piece<'e>>) {
    let text = |text: &str| Piece { kind: PieceKind::Text(text.to_owned()), strip: (false, false) };
    for element in elements {
        match element {
            Element::Literal(literal) if kind == Kind::Quoted => out.push(text(literal.as_str())),
            Element::Literal(literal) => out.extend(literal.split_inclusive('\n').map(text)),
            Element::Interpolation(hole) => {
                out.push(Piece { kind: PieceKind::Hole(&hole.expr), strip: both(hole.strip) });
            }
            Element::Directive(each) => directive(each, kind, out),
        }
    }
}

fn directive<'e>(from: &'e Directive, kind: Kind, out: &mut Vec<Piece<'e>>) {
    let piece = |kind, strip| Piece { kind, strip: both(strip) };
    match from {
        Directive::If(each) => {
            out.push(piece(PieceKind::If(&each.if_expr), each.if_expr.strip));
            flatten(each.if_expr.template.iter(), kind, out);
            if let Some(other) = &each.else_expr {
                out.push(piece(PieceKind::Else, other.strip));
                flatten(other.template.iter(), kind, out);
            }
            out.push(piece(PieceKind::EndIf, each.endif_expr.strip));
        }
        Directive::For(each) => {
            out.push(piece(PieceKind::For(&each.for_expr), each.for_expr.strip));
            flatten(each.for_expr.template.iter(), kind, out);
            out.push(piece(PieceKind::EndFor, each.endfor_expr.strip));
        }
    }
}

/// Heeds strip markers: each takes the white space of the text beside it.
fn trim(pieces: &mut [Piece<'_>]) {
    for at in 0..pieces.len() {
        let (before, behind) = pieces.get(at).map_or((false, false), |piece| piece.strip);
        if before
            && let Some(PieceKind::Text(text)) =
                at.checked_sub(1).and_then(|at| pieces.get_mut(at)).map(|one| &mut one.kind)
        {
            text.truncate(text.trim_end().len());
        }
        if behind && let Some(PieceKind::Text(text)) = pieces.get_mut(at + 1).map(|one| &mut one.kind) {
            *text = text.trim_start().to_owned();
        }
    }
}

/// Takes the least indentation away from every line that is not blank.
fn flush(pieces: &mut [Piece<'_>]) {
    let mut least = usize::MAX;
    let mut lines: Vec<usize> = Vec::new();
    let mut at_start = true;
    for (at, piece) in pieces.iter().enumerate() {
        let text = if let PieceKind::Text(text) = &piece.kind { Some(text.as_str()) } else { None };
        if at_start {
            match text {
                Some(text) if text.trim().is_empty() && text.ends_with('\n') => {}
                Some(text) => {
                    least = least.min(text.chars().take_while(|letter| letter.is_whitespace()).count());
                    lines.push(at);
                }
                None => least = 0,
            }
        }
        at_start = text.is_some_and(|text| text.ends_with('\n'));
    }
    for at in lines {
        if let Some(PieceKind::Text(text)) = pieces.get_mut(at).map(|piece| &mut piece.kind) {
            *text = text.chars().skip(least).collect();
        }
    }
}

/// Puts the tree together again, up to the end of the directive that is open.
fn build<'e>(
    source: Source<'_>,
    rest: &mut impl Iterator<Item = Piece<'e>>,
    out: &mut Vec<Part>,
) -> Option<PieceKind<'e>> {
    let mut text = String::new();
    while let Some(piece) = rest.next() {
        if let PieceKind::Text(more) = &piece.kind {
            text.push_str(more);
            continue;
        }
        if !text.is_empty() {
            out.push(Part::Text(std::mem::take(&mut text).into()));
        }
        match piece.kind {
            PieceKind::Hole(hole) => out.push(Part::Hole(expressions::expression(source, hole))),
            PieceKind::If(start) => {
                let (mut yes, mut no) = (Vec::new(), Vec::new());
                if let Some(PieceKind::Else) = build(source, rest, &mut yes) {
                    build(source, rest, &mut no);
                }
                out.push(Part::If(expressions::expression(source, &start.cond_expr), yes, no));
            }
            PieceKind::For(start) => {
                let mut body = Vec::new();
                build(source, rest, &mut body);
                out.push(Part::For {
                    key: start.key_var.as_ref().map(|name| name.as_str().into()),
                    item: start.value_var.as_str().into(),
                    collection: expressions::expression(source, &start.collection_expr),
                    body,
                });
            }
            end @ (PieceKind::Else | PieceKind::EndIf | PieceKind::EndFor) => return Some(end),
            PieceKind::Text(_) => {}
        }
    }
    if !text.is_empty() {
        out.push(Part::Text(text.into()));
    }
    None
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
        [Part::Text(text)] => ExprKind::Literal(Arc::clone(text).into()),
        _ => ExprKind::Template(parts),
    }
}
