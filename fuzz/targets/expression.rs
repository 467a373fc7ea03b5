//! Expressions: what is read has spans inside its parent's and a bounded height, what is not has a place and a reason.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ravelin_fuzz::{is_said_well, lies_in, text};
use ravelin_template::expression::{Expr, Kind, MAX_DEPTH, is_expression, literal, parse};

fuzz_target!(|data: &[u8]| {
    let Some(text) = text(data) else { return };
    assert!(text.ends_with(literal(text)));
    let bracketed = format!("[{text}]");
    for text in [text, bracketed.as_str()] {
        match parse(text) {
            Ok(ast) => {
                assert!(is_expression(text) || !text.starts_with('['), "an expression that is none: {text}");
                walk(ast.root(), text, 0);
            }
            Err(error) => {
                lies_in(error.span, text);
                error.related.into_iter().for_each(|span| lies_in(span, text));
                is_said_well(&error.message);
            }
        }
    }
});

fn walk(expr: Expr<'_, '_>, text: &str, depth: usize) {
    assert!(depth <= MAX_DEPTH, "higher than promised");
    let span = expr.span();
    lies_in(span, text);
    assert!(span.start < span.end, "an empty expression");
    let inside = |part: Expr<'_, '_>| {
        assert!(
            span.start <= part.span().start && part.span().end <= span.end,
            "a part outside of its whole"
        );
        walk(part, text, depth + 1);
    };
    match expr.kind() {
        Kind::Call { name, args } => {
            assert_eq!(expr.name_span().of(text), name);
            args.for_each(inside);
        }
        Kind::Property { base, name } => {
            assert_eq!(expr.name_span().of(text), name);
            inside(base);
        }
        Kind::Index { base, index } => {
            assert!(base.span().end <= index.span().start);
            inside(base);
            inside(index);
        }
        Kind::Str(_) | Kind::Int(_) | Kind::Float(_) => {}
    }
}
