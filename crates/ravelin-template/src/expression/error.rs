//! What to say where an expression is wrong.

use ravelin_finding::Span;

use super::lexer::Lexer;
use super::{MAX_DEPTH, SyntaxError};
use crate::json::{short, visible};

pub(super) fn no_expression(text: &str) -> SyntaxError {
    let end = u32::try_from(text.len()).unwrap_or(u32::MAX);
    SyntaxError::new(Span::new(0, end), "this text is not an expression")
        .help("an expression starts with `[` and ends with `]`")
}

pub(super) fn empty(lexer: &Lexer<'_>) -> SyntaxError {
    SyntaxError::new(lexer.span(0, lexer.text.len() + 1), "the expression is empty")
        .help("if a text is meant, write `[[` for its first bracket")
}

pub(super) fn too_deep(span: Span) -> SyntaxError {
    SyntaxError::new(span, "the expression is nested too deeply")
        .help(format!("at most {MAX_DEPTH} levels are read"))
}

/// What stands here is nested too deeply.
pub(super) fn too_deep_here(lexer: &mut Lexer<'_>) -> SyntaxError {
    let (span, _) = next(lexer);
    too_deep(span)
}

pub(super) fn unclosed_string(lexer: &Lexer<'_>, opening: usize) -> SyntaxError {
    SyntaxError::new(lexer.span(opening, lexer.text.len()), "this string is never closed")
        .help("close it with `'`; a quote inside a string is doubled: `''`")
        .related(lexer.span(opening, opening + 1))
}

pub(super) fn bad_number(span: Span, number: &str) -> SyntaxError {
    let error = SyntaxError::new(span, format!("`{}` is not a number", short(number)));
    if number == "-" {
        error.help("expressions have no operators: subtract with `sub(a, b)`")
    } else {
        error.help("whole numbers have at most 64 bits")
    }
}

/// There is no string, number or call where one must be.
pub(super) fn no_expression_here(lexer: &mut Lexer<'_>) -> SyntaxError {
    let (span, found) = next(lexer);
    let error = SyntaxError::new(span, format!("expected a value, found {found}"));
    match found_help(lexer) {
        Some(help) => error.help(help),
        None => error.help("a value is a call like `parameters('name')`, a `'text'` or a number"),
    }
}

/// There is something behind the whole expression.
pub(super) fn trailing(lexer: &mut Lexer<'_>) -> SyntaxError {
    let (span, found) = next(lexer);
    let error = SyntaxError::new(span, format!("expected the end of the expression, found {found}"));
    match lexer.next_char() {
        Some(')') => error.help("there is no `(` for it"),
        Some(']') => {
            error.help("the expression goes to the end of the string: join texts with `concat` or `format`")
        }
        _ => match found_help(lexer) {
            Some(help) => error.help(help),
            None => error.help("an expression is one value: join texts with `concat` or `format`"),
        },
    }
}

/// A name without the parentheses that make it a call.
pub(super) fn no_arguments(lexer: &mut Lexer<'_>, start: usize, name: &str) -> SyntaxError {
    let next = lexer.peek();
    let span = lexer.span(start, start + name.len());
    let error = SyntaxError::new(span, format!("expected `(` after `{}`", short(name)));
    let name = short(name);
    match name.to_ascii_lowercase().as_str() {
        word @ ("true" | "false" | "null") => error.help(format!("write `{word}()`")),
        // The name is all there is between the brackets: perhaps no expression is meant.
        _ if start == 1 && next.is_none() => error.help(format!(
            "write `[parameters('{name}')]` or `[variables('{name}')]` for a value, `[[{name}]` for a text in brackets"
        )),
        _ if name.contains('.') => {
            error.help("a property is read from a call's result, as in `parameters('name').property`")
        }
        _ => error.help(format!(
            "write `parameters('{name}')` or `variables('{name}')` for a value, `'{name}'` for a text"
        )),
    }
}

pub(super) fn unclosed_call(lexer: &mut Lexer<'_>, opening: usize) -> SyntaxError {
    let (span, found) = next(lexer);
    let error = SyntaxError::new(span, format!("expected `,` or `)`, found {found}"))
        .related(lexer.span(opening, opening + 1));
    match found_help(lexer) {
        Some(help) => error.help(help),
        None => error.help("arguments are separated by `,` and closed by `)`"),
    }
}

pub(super) fn unclosed_index(lexer: &mut Lexer<'_>, opening: usize) -> SyntaxError {
    let (span, found) = next(lexer);
    SyntaxError::new(span, format!("expected `]`, found {found}"))
        .help("the string's last `]` closes the expression, not this index")
        .related(lexer.span(opening, opening + 1))
}

pub(super) fn no_name(lexer: &mut Lexer<'_>) -> SyntaxError {
    let (span, found) = next(lexer);
    let error = SyntaxError::new(span, format!("expected a name after `.`, found {found}"));
    match lexer.next_char() {
        Some('?') => error.help("templates have no `.?`: write `tryGet(object, 'property')`"),
        _ => error.help("a name of other characters is written `['name']`"),
    }
}

/// The span of what stands here, and what to call it.
fn next(lexer: &mut Lexer<'_>) -> (Span, String) {
    lexer.peek();
    match lexer.next_char() {
        // Behind the body there is still the closing bracket of the expression.
        None => (lexer.span(lexer.at, lexer.at + 1), "the end of the expression".to_owned()),
        Some(c) => (lexer.span(lexer.at, lexer.at + c.len_utf8()), format!("`{}`", visible(c))),
    }
}

/// The usual cure for the character that stands here.
fn found_help(lexer: &Lexer<'_>) -> Option<&'static str> {
    Some(match lexer.next_char()? {
        '"' => "a string in an expression is written in single quotes: `'text'`",
        '‘' | '’' | '`' | '´' => "a string is written in straight quotes: `'text'`",
        '+' => "expressions have no operators: use `add(a, b)` or `concat(a, b)`",
        '-' => "expressions have no operators: use `sub(a, b)`",
        '*' => "expressions have no operators: use `mul(a, b)`",
        '/' => "expressions have no operators: use `div(a, b)`",
        '%' => "expressions have no operators: use `mod(a, b)`",
        '=' => "expressions have no operators: use `equals(a, b)`",
        '<' => "expressions have no operators: use `less(a, b)` or `lessOrEquals(a, b)`",
        '>' => "expressions have no operators: use `greater(a, b)` or `greaterOrEquals(a, b)`",
        '!' => "expressions have no operators: use `not(a)`",
        '&' => "expressions have no operators: use `and(a, b)`",
        '|' => "expressions have no operators: use `or(a, b)`",
        '?' => "expressions have no operators: use `if(condition, a, b)` or `tryGet(object, 'property')`",
        '{' | '}' => "an object is written `createObject('key', value)`",
        '[' => "an array is written `createArray(a, b)`",
        '(' => "parentheses only stand behind a function's name",
        ',' | ')' => "an argument is missing before it",
        _ => return None,
    })
}
