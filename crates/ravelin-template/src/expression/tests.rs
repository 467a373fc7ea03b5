//! Tables of texts, what they are read as, and what is said of faulty ones.

use super::*;

/// The tree with every part's shape made visible.
fn shown(expr: Expr<'_, '_>) -> String {
    match expr.kind() {
        Kind::Str(text) => format!("«{text}»"),
        Kind::Int(number) => number.to_string(),
        Kind::Float(number) => format!("{number:?}f"),
        Kind::Call { name, args } => {
            let args: Vec<_> = args.map(shown).collect();
            format!("{name}({})", args.join(" "))
        }
        Kind::Property { base, name } => format!("<{} .{name}>", shown(base)),
        Kind::Index { base, index } => format!("<{} @{}>", shown(base), shown(index)),
    }
}

fn check_spans(expr: Expr<'_, '_>, text: &str) {
    let span = expr.span();
    let inside = |part: Expr<'_, '_>| {
        assert!(span.start <= part.span().start && part.span().end <= span.end);
        check_spans(part, text);
    };
    assert!(!span.of(text).is_empty());
    match expr.kind() {
        Kind::Str(_) => assert!(span.of(text).starts_with('\'') && span.of(text).ends_with('\'')),
        Kind::Int(_) | Kind::Float(_) => {}
        Kind::Call { name, args } => {
            assert_eq!(expr.name_span().of(text), name);
            args.for_each(inside);
        }
        Kind::Property { base, name } => {
            assert_eq!(expr.name_span().of(text), name);
            inside(base);
        }
        Kind::Index { base, index } => {
            inside(base);
            inside(index);
        }
    }
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert!(is_expression(text));
    let ast = parse(text).unwrap_or_else(|error| panic!("{text}: {error:?}"));
    assert_eq!(shown(ast.root()), expected, "{text}");
    check_spans(ast.root(), text);
}

/// What is underlined, the message, the help, and the place of the opening.
#[track_caller]
fn check_error(text: &str, underlined: &str, message: &str, help: &str, related: Option<u32>) {
    let error = parse(text).map(|ast| shown(ast.root())).expect_err(text);
    assert_eq!((error.span.of(text), error.message.as_str()), (underlined, message), "{text}");
    assert_eq!(error.help.as_deref(), Some(help), "{text}");
    assert_eq!(error.related.map(|span| span.start), related, "{text}");
}

#[test]
fn expressions_and_texts() {
    for (string, expression, text) in [
        ("[a()]", true, "[a()]"),
        ("[]", true, "[]"),
        ("[a]\n]", true, "[a]\n]"),
        ("[[a]", false, "[a]"),
        ("[[[a]", false, "[[a]"),
        ("[[]", false, "[]"),
        ("[[a", false, "[[a"),
        ("[[", false, "[["),
        ("[test] value", false, "[test] value"),
        (" [a()]", false, " [a()]"),
        ("[a()] ", false, "[a()] "),
        ("[", false, "["),
        ("]", false, "]"),
        ("", false, ""),
        ("plain", false, "plain"),
    ] {
        assert_eq!(is_expression(string), expression, "{string}");
        if !expression {
            assert_eq!(literal(string), text, "{string}");
        }
    }
}

#[test]
fn calls_and_values() {
    check("[resourceGroup()]", "resourceGroup()");
    check("[concat('a', 1, -2)]", "concat(«a» 1 -2)");
    check("[ f ( 'a' , g( ) ) ]", "f(«a» g())");
    check("[\n\tf(\r\n'a'\n)\u{a0}]", "f(«a»)");
    check("[contoso.uniqueName(parameters('x'))]", "contoso.uniqueName(parameters(«x»))");
    check("[__bicep._1.f$2()]", "__bicep._1.f$2()");
    check("['text']", "«text»");
    check("[42]", "42");
    check("[f(1.5, -0.25, 2e3, 1.5E-1)]", "f(1.5f -0.25f 2000.0f 0.15f)");
    check("[f(-9223372036854775808, 9223372036854775807)]", "f(-9223372036854775808 9223372036854775807)");
    check("[größe('ß')]", "größe(«ß»)");
}

#[test]
fn strings() {
    check("[f('')]", "f(«»)");
    check("[f('it''s', '''', '''''a')]", "f(«it's» «'» «''a»)");
    check(r#"[f('"[](),\')]"#, r#"f(«"[](),\»)"#);
    check("[f('a\nb ä')]", "f(«a\nb ä»)");
}

#[test]
fn accesses() {
    check("[a().b.c]", "<<a() .b> .c>");
    check("[a()[0]['x'].y]", "<<<a() @0> @«x»> .y>");
    check("[a() . b [ c().d ] ]", "<<a() .b> @<c() .d>>");
    check("[a().b-c.$d.0.e_1]", "<<<<a() .b-c> .$d> .0> .e_1>");
    check("[a(b().c)[length(d())]]", "<a(<b() .c>) @length(d())>");
    check("['abc'[0]]", "<«abc» @0>");
}

#[test]
fn arguments_know_their_number() {
    let ast = parse("[f(a(1, 2), 'b', c())]").unwrap();
    let Kind::Call { mut args, .. } = ast.root().kind() else { panic!("a call") };
    assert_eq!(args.len(), 3);
    assert_eq!(shown(args.get(1).unwrap()), "«b»");
    assert!(args.get(3).is_none());
    args.next();
    assert_eq!(args.len(), 2);
    assert_eq!(args.map(shown).collect::<Vec<_>>(), ["«b»", "c()"]);
}

#[test]
fn errors() {
    let plain = "a value is a call like `parameters('name')`, a `'text'` or a number";
    let quotes = "a string in an expression is written in single quotes: `'text'`";
    let missing = "an argument is missing before it";
    check_error(
        "[]",
        "[]",
        "the expression is empty",
        "if a text is meant, write `[[` for its first bracket",
        None,
    );
    check_error(
        "text",
        "text",
        "this text is not an expression",
        "an expression starts with `[` and ends with `]`",
        None,
    );
    check_error("[\"a\"]", "\"", "expected a value, found `\"`", quotes, None);
    check_error("[f(\"a\")]", "\"", "expected a value, found `\"`", quotes, None);
    check_error("[f(a(), )]", ")", "expected a value, found `)`", missing, None);
    check_error("[f(1,,2)]", ",", "expected a value, found `,`", missing, None);
    check_error("[f(@)]", "@", "expected a value, found `@`", plain, None);
    check_error("[f(]", "]", "expected a value, found the end of the expression", plain, None);
    check_error(
        "[f('a', 'b']",
        "]",
        "expected `,` or `)`, found the end of the expression",
        "arguments are separated by `,` and closed by `)`",
        Some(2),
    );
    check_error(
        "[f('a' 'b')]",
        "'",
        "expected `,` or `)`, found `'`",
        "arguments are separated by `,` and closed by `)`",
        Some(2),
    );
    check_error(
        "[f())]",
        ")",
        "expected the end of the expression, found `)`",
        "there is no `(` for it",
        None,
    );
    check_error(
        "[a()] and [b()]",
        "]",
        "expected the end of the expression, found `]`",
        "the expression goes to the end of the string: join texts with `concat` or `format`",
        None,
    );
    check_error(
        "[a()[0]",
        "]",
        "expected `]`, found the end of the expression",
        "the string's last `]` closes the expression, not this index",
        Some(4),
    );
    check_error(
        "[f('it's')]",
        "s",
        "expected `,` or `)`, found `s`",
        "arguments are separated by `,` and closed by `)`",
        Some(2),
    );
    check_error(
        "[f('a)]",
        "'a)",
        "this string is never closed",
        "close it with `'`; a quote inside a string is doubled: `''`",
        Some(3),
    );
    check_error("[f(1, True)]", "True", "expected `(` after `True`", "write `true()`", None);
    check_error("[null]", "null", "expected `(` after `null`", "write `null()`", None);
    check_error(
        "[f(location, 1)]",
        "location",
        "expected `(` after `location`",
        "write `parameters('location')` or `variables('location')` for a value, `'location'` for a text",
        None,
    );
    check_error(
        "[insert-name-here]",
        "insert-name-here",
        "expected `(` after `insert-name-here`",
        "write `[parameters('insert-name-here')]` or `[variables('insert-name-here')]` for a value, `[[insert-name-here]` for a text in brackets",
        None,
    );
    check_error(
        "[f(a.b)]",
        "a.b",
        "expected `(` after `a.b`",
        "a property is read from a call's result, as in `parameters('name').property`",
        None,
    );
    check_error(
        "[a().?b]",
        "?",
        "expected a name after `.`, found `?`",
        "templates have no `.?`: write `tryGet(object, 'property')`",
        None,
    );
    check_error(
        "[a().]",
        "]",
        "expected a name after `.`, found the end of the expression",
        "a name of other characters is written `['name']`",
        None,
    );
    check_error(
        "[a() == b()]",
        "=",
        "expected the end of the expression, found `=`",
        "expressions have no operators: use `equals(a, b)`",
        None,
    );
    check_error(
        "[f(a() - 1)]",
        "-",
        "expected `,` or `)`, found `-`",
        "expressions have no operators: use `sub(a, b)`",
        Some(2),
    );
    check_error(
        "[f(9223372036854775808)]",
        "9223372036854775808",
        "`9223372036854775808` is not a number",
        "whole numbers have at most 64 bits",
        None,
    );
    check_error(
        "[f(‘a’)]",
        "‘",
        "expected a value, found `‘`",
        "a string is written in straight quotes: `'text'`",
        None,
    );
}

#[test]
fn trees_are_of_bounded_height() {
    let nested = |height: usize| format!("[{}1{}]", "f(".repeat(height - 1), ")".repeat(height - 1));
    let indexed = |height: usize| format!("[{}1{}]", "f()[".repeat(height - 1), "]".repeat(height - 1));
    let chained = |height: usize| format!("[f(){}]", ".a".repeat(height - 1));
    for build in [nested, indexed, chained] as [fn(usize) -> String; 3] {
        assert!(parse(&build(MAX_DEPTH)).is_ok());
        let error = parse(&build(MAX_DEPTH + 1)).map(drop).unwrap_err();
        assert_eq!(error.message, "the expression is nested too deeply");
    }
    let mixed = format!("[{}f(){}{}]", "f(".repeat(150), ".a".repeat(60), ")".repeat(150));
    assert!(parse(&mixed).is_err());
    let letters = format!("[{}é()]", "f(".repeat(MAX_DEPTH));
    let error = parse(&letters).map(drop).unwrap_err();
    assert_eq!(error.span.of(&letters), "é");
}

#[test]
fn hostile_texts_take_linear_time() {
    for pattern in
        ["f(", "f()[", ".a", "'", "''", "1,", "f(1),", "[", "]", "(", "a", "-", "é", "\u{a0}", "1", "a."]
    {
        for prefix in ["[", "[f(", "[f()", "['"] {
            let text = format!("{prefix}{}]", pattern.repeat(300_000));
            let _ = parse(&text);
        }
    }
    let wide = format!("[f({}1)]", "g(1), ".repeat(100_000));
    let ast = parse(&wide).unwrap();
    assert!(matches!(ast.root().kind(), Kind::Call { args, .. } if args.len() == 100_001));
}

#[test]
fn every_damage_is_survived() {
    let text = "[f('a''b', ns.g(-1.5, 2).p['q'], h()[i()] )\u{a0}]";
    let damages = ["", "'", "(", ")", "[", "]", ",", ".", "-", "x", "9", "\n", "é"];
    for (at, character) in text.char_indices() {
        for damage in damages {
            for kept in [at, at + character.len_utf8(), text.len()] {
                let (before, after) = (text.split_at(at).0, text.split_at(kept).1);
                let damaged = format!("{before}{damage}{after}");
                match parse(&damaged) {
                    Ok(ast) => check_spans(ast.root(), &damaged),
                    Err(error) => {
                        let span = error.span;
                        assert!(
                            damaged.get(span.start as usize..span.end as usize).is_some(),
                            "{damaged}: {error:?}"
                        );
                    }
                }
            }
        }
    }
}
