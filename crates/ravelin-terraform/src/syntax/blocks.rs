//! Bodies, blocks and attributes of the native notation.

use super::expressions;
use super::hcl::Source;
use crate::ir::{Attribute, Block, Body};
use hcl_edit::Span as _;
use hcl_edit::structure::{self, BlockLabel, Structure};
use ravelin_finding::{Place, Span};
use std::sync::Arc;

pub(super) fn body(source: Source<'_>, body: &structure::Body) -> Body {
    let mut out = Body::default();
    for structure in body {
        match structure {
            Structure::Attribute(attribute) => out.attributes.push(self::attribute(source, attribute)),
            Structure::Block(block) => out.blocks.push(self::block(source, block)),
        }
    }
    out
}

fn attribute(source: Source<'_>, attribute: &structure::Attribute) -> Attribute {
    let value = expressions::expression(source, &attribute.value);
    let key = source.of(&attribute.key);
    Attribute {
        name: attribute.key.as_str().into(),
        place: Place { file: key.file, span: key.span.to(value.place.span) },
        value,
    }
}

fn block(source: Source<'_>, block: &structure::Block) -> Block {
    let labels = block.labels.iter().map(|label| match label {
        BlockLabel::Ident(ident) => Arc::from(ident.as_str()),
        BlockLabel::String(text) => Arc::from(text.as_str()),
    });
    let place = source.of(block);
    let start = block.ident.span().map_or(0, |span| span.start);
    let end = block.labels.last().map_or_else(|| block.ident.span(), hcl_edit::Span::span);
    let header = source.place(start..end.map_or(start, |span| span.end));
    Block {
        ty: block.ident.as_str().into(),
        labels: labels.collect(),
        body: body(source, &block.body),
        place: Place {
            file: place.file,
            span: Span::new(header.span.start, place.span.end.max(header.span.end)),
        },
        header,
    }
}
