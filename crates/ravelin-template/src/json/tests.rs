//! Tables of texts, what they are read as, and what is said of faulty ones.

use std::fmt::Write as _;
use std::path::Path;

use super::*;

/// The document in one line: numbers and words by their value, strings decoded in guillemets, `?` where unreadable.
fn shown(node: Node<'_, '_>) -> String {
    match node.kind() {
        Kind::Null => "null".to_owned(),
        Kind::Bool(value) => value.to_string(),
        Kind::Integer(value) => value.to_string(),
        Kind::Float(value) => format!("{value:?}f"),
        Kind::String => format!("«{}»", node.as_str().unwrap()),
        Kind::Array => {
            let items: Vec<_> = node.items().map(shown).collect();
            format!("[{}]", items.join(" "))
        }
        Kind::Object => {
            let members: Vec<_> =
                node.members().map(|(key, value)| format!("{}={}", key.text, shown(value))).collect();
            format!("{{{}}}", members.join(" "))
        }
        Kind::Invalid => "?".to_owned(),
    }
}

/// Every span lies in the text, and those of children in their parent's.
fn check_spans(node: Node<'_, '_>, text: &str) {
    let span = node.span();
    assert!(text.get(span.start as usize..span.end as usize).is_some(), "{span:?} of {text:?}");
    for (place, child) in node
        .items()
        .map(|item| (item.span(), item))
        .chain(node.members().map(|(key, value)| (key.span, value)))
    {
        assert!(span.start < place.start && child.span().end < span.end);
        assert!(place.end <= child.span().end);
        check_spans(child, text);
    }
}

fn check_error_spans(errors: &[SyntaxError], text: &str) {
    for error in errors {
        for span in std::iter::once(error.span).chain(error.related) {
            assert!(text.get(span.start as usize..span.end as usize).is_some(), "{error:?} of {text:?}");
        }
    }
}

#[track_caller]
fn check(text: &str, expected: &str) {
    let parsed = parse(text);
    assert_eq!(parsed.errors, [], "{text}");
    let document = parsed.document.unwrap();
    assert_eq!(shown(document.root()), expected, "{text}");
    check_spans(document.root(), text);
}

/// The errors, one a line: `underlined: message; help: …; opened: …`, and the document (`none` if there is none).
#[track_caller]
fn check_errors(text: &str, document: &str, expected: &[&str]) {
    let parsed = parse(text);
    check_error_spans(&parsed.errors, text);
    let lines: Vec<String> = parsed
        .errors
        .iter()
        .map(|error| {
            let mut line = format!("{}: {}", error.span.of(text), error.message);
            if let Some(help) = &error.help {
                write!(line, "; help: {help}").unwrap();
            }
            if let Some(related) = error.related {
                write!(line, "; opened: {}@{}", related.of(text), related.start).unwrap();
            }
            line
        })
        .collect();
    assert_eq!(lines, expected, "{text}");
    let shown_document =
        parsed.document.as_ref().map_or("none".to_owned(), |document| shown(document.root()));
    assert_eq!(shown_document, document, "{text}");
}

#[test]
fn standard_json() {
    check("null", "null");
    check(" true ", "true");
    check("[]", "[]");
    check("{}", "{}");
    check(
        r#"[1, -2, 0, -0, 3.25, 1e2, -1.5E-1, "a", null, [false]]"#,
        "[1 -2 0 0 3.25f 100.0f -0.15f «a» null [false]]",
    );
    check(r#"{"a": {"b": [{}]}, "": 1, "ä": "ö€𝄞"}"#, "{a={b=[{}]} =1 ä=«ö€𝄞»}");
    check("\r\n\t[\t1 ,\n2 ]\r\n", "[1 2]");
}

#[test]
fn what_templates_have_beyond_the_standard() {
    check("\u{feff}{}", "{}");
    check("// first\n{ /* a */ \"a\" /* b */ : /* c */ 1 /* d */ , // e\n} // last", "{a=1}");
    check("/**/[/***/1,/* [ */]/* / * */", "[1]");
    check("// only a comment\r[]", "[]");
    check("[1, 2, ]", "[1 2]");
    check("{\"a\": [ ], }", "{a=[]}");
    check("{\"a\": \"one\n\ttwo\r\nthree\"}", "{a=«one\n\ttwo\r\nthree»}");
    check("\u{a0}[\u{2003}1\u{a0}]", "[1]");
    check("\"\u{1}\u{7f}\"", "«\u{1}\u{7f}»");
}

#[test]
fn escapes() {
    check(r#""\" \\ \/ \b \f \n \r \t \'""#, "«\" \\ / \u{8} \u{c} \n \r \t '»");
    check(r#""\u0041\u00e4\u20AC""#, "«Aä€»");
    check(r#""\ud834\udd1e \uD834\uDD1E""#, "«𝄞 𝄞»");
    // Half a pair stands for no character.
    check(r#""\ud834""#, "«\u{fffd}»");
    check(r#""\ud834x\udd1e""#, "«\u{fffd}x\u{fffd}»");
    check(r#""\ud834\u0041\ud834\ud834\udd1e""#, "«\u{fffd}A\u{fffd}𝄞»");
    check(r#"{"\u0061\"": "C:\\dir\\"}"#, r#"{a"=«C:\dir\»}"#);
}

#[test]
fn strings_without_escapes_are_borrowed() {
    let document = parse(r#"["plain", "esc\taped"]"#).document.unwrap();
    let strings: Vec<_> = document.root().items().collect();
    assert_eq!(strings[0].as_plain_str(), Some("plain"));
    assert!(matches!(strings[0].as_str(), Some(std::borrow::Cow::Borrowed("plain"))));
    assert_eq!(strings[1].as_plain_str(), None);
    assert_eq!(strings[1].source(), r#""esc\taped""#);
    assert_eq!(document.root().as_str(), None);
}

#[test]
fn numbers_at_the_limits() {
    check("9223372036854775807", "9223372036854775807");
    check("-9223372036854775808", "-9223372036854775808");
    check("9223372036854775808", "9.223372036854776e18f");
    check("1e308", "1e308f");
    check("1e-400", "0.0f");
    check_errors(
        "[1e309]",
        "[?]",
        &[
            "1e309: `1e309` is not a number; help: a number is written like `12`, `-0.5` or `1e9`; put quotes around it if it is a text",
        ],
    );
    let long = "9".repeat(400);
    assert_eq!(shown(parse(&long).document.unwrap().root()), "?");
}

#[test]
fn members_by_key() {
    let text = r#"{"Name": 1, "name": 2, "TYPE": 3, "type": 4, "Type": 5, "name": 6, "näme": 7}"#;
    let document = parse(text).document.unwrap();
    let root = document.root();
    let get = |key: &str| root.get(key).map(|value| value.source());
    assert_eq!(get("name"), Some("6"), "the last of the same key");
    assert_eq!(get("Name"), Some("1"), "the very same key before one in other letters");
    assert_eq!(get("tYpE"), Some("5"), "the last in other letters");
    assert_eq!(get("NÄME"), None);
    assert_eq!(get("none"), None);
    assert_eq!((root.len(), root.is_empty()), (7, false));
    assert_eq!(root.items().count(), 0);
    assert!(root.get("type").unwrap().get("x").is_none());
    assert!(parse("[]").document.unwrap().root().is_empty());
}

#[test]
fn places() {
    let text = "{\n  \"a\\u0062c\": [ true, \"x\" ]\n}";
    let document = parse(text).document.unwrap();
    let (key, value) = document.root().members().next().unwrap();
    assert_eq!((key.text.as_ref(), key.span.of(text)), ("abc", "\"a\\u0062c\""));
    assert_eq!(value.span().of(text), "[ true, \"x\" ]");
    assert_eq!(value.items().nth(1).unwrap().span().of(text), "\"x\"");
    assert_eq!(document.root().span().of(text), text);
}

#[test]
fn places_within_strings() {
    let span = ravelin_finding::Span::new;
    for (text, part, expected) in [
        (r#""plain text""#, "text", "text"),
        (r#""a\nb\tc""#, "b", "b"),
        (r#""a\nb\tc""#, "\t", r"\t"),
        (r#""ä\ud834\udd1e€x""#, "𝄞", r"\ud834\udd1e"),
        (r#""ä\ud834\udd1e€x""#, "€x", "€x"),
        (r#""ä\ud834\udd1e€x""#, "x", "x"),
    ] {
        let document = parse(text).document.unwrap();
        let decoded = document.root().as_str().unwrap();
        let start = decoded.find(part).unwrap();
        let within = document.root().span_within(span(start as u32, (start + part.len()) as u32));
        assert_eq!(within.of(text), expected, "{text}");
    }
    let document = parse(r#""a\n""#).document.unwrap();
    assert_eq!(document.root().span_within(span(7, 99)), span(4, 4));
}

#[test]
fn one_fault_does_not_hide_the_rest() {
    check_errors(
        r#"{"a": "x" "b": 2}"#,
        "{a=«x» b=2}",
        &["\": a comma is missing here; help: put `,` before `\"`"],
    );
    check_errors(
        "{\"a\": {\"b\": 1} // c\n \"d\": [1 2]}",
        "{a={b=1} d=[1 2]}",
        &[
            "}: a comma is missing here; help: put `,` before `\"`",
            "1: a comma is missing here; help: put `,` before `2`",
        ],
    );
    check_errors(
        "{'a': 'b', c.d: 1}",
        "{a=«b» c.d=1}",
        &[
            "'a': a string in single quotes; help: strings and keys are written in double quotes",
            "'b': a string in single quotes; help: strings and keys are written in double quotes",
            "c.d: the key `c.d` lacks its quotes; help: write `\"c.d\"`",
        ],
    );
    check_errors(
        r#"{"a" 1, "b" = 2, "c"; "d": 3}"#,
        "none",
        &[
            "1: expected `:` after the key `a`; help: a member is written `\"key\": value`; opened: \"a\"@1",
            "=: expected `:` after the key `b`; help: a member is written `\"key\": value`; opened: \"b\"@8",
            ";: expected `:` after the key `c`; help: a member is written `\"key\": value`; opened: \"c\"@17",
        ],
    );
    check_errors(
        r#"{"a", "b": 1, "c"}"#,
        "{a=? b=1 c=?}",
        &[
            ",: expected `:` after the key `a`; help: a member is written `\"key\": value`; opened: \"a\"@1",
            "}: expected `:` after the key `c`; help: a member is written `\"key\": value`; opened: \"c\"@14",
        ],
    );
    check_errors(
        r#"{"a": , "b": }"#,
        "{a=? b=?}",
        &[",: expected a value before `,`", "}: expected a value before `}`"],
    );
    check_errors("[1,,2]", "[1 ? 2]", &[",: expected a value before `,`"]);
    check_errors(
        r#"{, "a": 1,, "b": 2; "c": 3}"#,
        "{a=1 b=2 c=3}",
        &[
            ",: expected a member before `,`; help: remove this comma",
            ",: expected a member before `,`; help: remove this comma",
            ";: values are separated by commas; help: write `,` instead of `;`",
        ],
    );
    check_errors(
        "[True, None, NaN, yes, truely, ä]",
        "[? ? ? ? ? ?]",
        &[
            "True: `True` is not a value; help: write `true`",
            "None: `None` is not a value; help: write `null`",
            "NaN: `NaN` is not a value; help: JSON has no such number",
            "yes: `yes` is not a value; help: a text is written in double quotes: `\"yes\"`",
            "truely: `truely` is not a value; help: a text is written in double quotes: `\"truely\"`",
            "ä: `ä` is not a value; help: a text is written in double quotes: `\"ä\"`",
        ],
    );
}

#[test]
fn faulty_numbers() {
    let form = "help: a number is written like `12`, `-0.5` or `1e9`; put quotes around it if it is a text";
    for number in ["-", "1.", ".5", "+1", "1e", "1e+", "--1", "0x1F", "1_000", "1.2.3", "-Infinity", "12ä"] {
        check_errors(
            &format!("[{number}, 7]"),
            "[? 7]",
            &[&format!("{number}: `{number}` is not a number; {form}")],
        );
    }
    check_errors(
        "[007]",
        "[?]",
        &[
            "007: `007` is not a number; help: a number has no leading zeros; put quotes around it if it is a text",
        ],
    );
}

#[test]
fn faulty_escapes() {
    check_errors(
        r#"["\d+ \w", "\\d", "\ä"]"#,
        "[? «\\d» ?]",
        &[
            r"\d: `\d` is not an escape; help: a backslash is written `\\`",
            r"\ä: `\ä` is not an escape; help: a backslash is written `\\`",
        ],
    );
    check_errors(
        r#"["\u12", "\u12G4", "\u"]"#,
        "[? ? ?]",
        &[
            r"\u: `\u` is not an escape; help: `\u` is followed by four hexadecimal digits",
            r"\u: `\u` is not an escape; help: `\u` is followed by four hexadecimal digits",
            r"\u: `\u` is not an escape; help: `\u` is followed by four hexadecimal digits",
        ],
    );
    check_errors(
        r#"{"\d": 1}"#,
        "{\\d=1}",
        &[r"\d: `\d` is not an escape; help: a backslash is written `\\`"],
    );
}

#[test]
fn texts_whose_shape_is_in_doubt() {
    let check = |text: &str, expected: &str| check_errors(text, "none", &[expected]);
    check("", ": there is nothing in this text; help: a template is an object: `{ … }`");
    check(" // x", ": there is nothing in this text; help: a template is an object: `{ … }`");
    check("{", ": the text ends inside an object; help: add the missing `}`; opened: {@0");
    check("[[1, 2]", ": the text ends inside an array; help: add the missing `]`; opened: [@0");
    check("[{\"a\": 1", ": the text ends inside an object; help: add the missing `}`; opened: {@1");
    check("[1, ", ": the text ends inside an array; help: add the missing `]`; opened: [@0");
    check("{\"a\": ", ": the text ends where a value is expected");
    check(
        "{\"a\": [1}",
        "}: `}` can't close an array; help: what was opened last needs a `]` first; opened: [@6",
    );
    check(
        "{\"a\": 1]",
        "]: `]` can't close an object; help: what was opened last needs a `}` first; opened: {@0",
    );
    check("{]", "]: `]` can't close an object; help: what was opened last needs a `}` first; opened: {@0");
    check(
        "{}}",
        "}: `}` closes nothing; help: everything is closed before it: there is a bracket too many, here or above",
    );
    check("{} x", "x: expected the end of the text, found `x`; help: a text holds one value");
    check("[1 : 2]", ":: expected `,` or `]`, found `:`; opened: [@0");
    check("{: 1}", ":: expected a key, found `:`; help: a member is written `\"key\": value`");
    check("[@]", "@: expected a value, found `@`");
    check("/* {}", "/*: this comment is never closed; help: close it with `*/`");
    check("/", "/: expected a value, found `/`");
    check("['a]", "': expected a value, found `'`; help: strings and keys are written in double quotes");
    check(
        "{\"a\": \"x\n}\n",
        "\"x: this string is never closed; help: close it with `\"`; a quote inside a string is written `\\\"`; opened: \"@6",
    );
    check(
        "{\"a\": \"x,\n \"b\": \"y\"}",
        "b: expected a comma after this string, found `b`; help: the string before it goes over several lines: it may lack its closing quote; opened: \"@6",
    );
}

#[test]
fn a_missing_bracket_is_found_by_indentation() {
    check_errors(
        "{\n  \"a\": {\n    \"b\": [\n      1\n    ],\n    \"c\": {\n      \"d\": 1\n  },\n  \"e\": 2\n}\n",
        "none",
        &[
            ": the text ends inside an object; help: a `}` is missing: by the indentation that of what opens here; opened: {@46",
        ],
    );
}

#[test]
fn nesting_is_bounded() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(parse(&nested(MAX_DEPTH)).errors.is_empty());
    let deeper = nested(MAX_DEPTH + 1);
    let parsed = parse(&deeper);
    assert!(parsed.document.is_none());
    assert_eq!(parsed.errors[0].message, "arrays and objects are nested too deeply");
    assert_eq!(parsed.errors[0].span, ravelin_finding::Span::new(256, 257));
}

#[test]
fn hostile_texts_take_linear_time() {
    for pattern in
        ["[", "{\"a\":", "/*/", "/*/*/*", "\"\\u", "\\", "\"", "//\r", "1 ", ",", "{,", "[1,", "'", "\u{a0}"]
    {
        for prefix in ["", "[", "\"", "{\"", "{", "[\"a\n\" "] {
            let text = format!("{prefix}{}", pattern.repeat(300_000));
            let parsed = parse(&text);
            check_error_spans(&parsed.errors, &text);
            assert!(parsed.errors.len() <= 51);
        }
    }
}

#[test]
fn every_damage_is_survived() {
    let text = "\u{feff}{ // c\n \"a\\n\\u00e4\": [1, -2.5e3, true, null, \"ä\ny\"], /* x */ 'b': {\"c\": {}, }, d: [] }";
    let damages = ["", "\"", "{", "]", ",", ":", "\\", "/", "'", "x", "9", "\n", "é"];
    for (at, character) in text.char_indices() {
        for damage in damages {
            let end = at + character.len_utf8();
            for kept in [at, end, text.len()] {
                let (before, after) = (text.split_at(at).0, text.split_at(kept).1);
                let damaged = format!("{before}{damage}{after}");
                let parsed = parse(&damaged);
                check_error_spans(&parsed.errors, &damaged);
                assert!(parsed.document.is_some() || !parsed.errors.is_empty());
                if let Some(document) = parsed.document {
                    check_spans(document.root(), &damaged);
                }
            }
        }
    }
}

#[test]
fn published_templates() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/accelerator-arm");
    let mut folders = vec![folder.clone()];
    let mut count = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "json") {
                let text = std::fs::read_to_string(&path).unwrap();
                let parsed = parse(&text);
                assert_eq!(parsed.errors, [], "{}", path.display());
                check_spans(parsed.document.unwrap().root(), &text);
                count += 1;
            }
        }
    }
    if count == 0 {
        println!("skipped: there are no templates in {}", folder.display());
    }
}
