//! Nothing overflows the stack or takes more than linear time: neither reading nor dropping the tree.

use super::super::{MAX_DEPTH, MAX_HEIGHT};
use super::{FileKind, parse};
use std::time::{Duration, Instant};

/// Beginnings, and what is repeated after them.
const PATTERNS: &[(&str, &str)] = &[
    ("var a = ", "("),
    ("var a = ", "["),
    ("var a = ", "{a:"),
    ("var a = ", "f("),
    ("var a = ", "(a,"),
    ("var a = ", "a["),
    ("var a = ", "a+"),
    ("var a = ", "a??"),
    ("var a = ", "-a+"),
    ("var a = ", "!"),
    ("var a = ", "a ? b : "),
    ("var a = ", "a ? "),
    ("var a = ", "x => "),
    ("var a = ", "(x) => "),
    ("var a = ", "'${"),
    ("var a = ", "$'''${"),
    ("var a = a", ".x"),
    ("var a = a", "!"),
    ("var a = a", "[0]"),
    ("var a = a", "::b"),
    ("var a = a", ".f()"),
    ("var a = [for x in ", "[for x in "),
    ("type t = ", "["),
    ("type t = ", "{a:"),
    ("type t = ", "("),
    ("type t = ", "x<"),
    ("type t = ", "a|"),
    ("type t = a", "?"),
    ("type t = a", "[]"),
    ("type t = a", ".b"),
    ("type t = a", ".b<c>"),
    ("", "resource a 'b' = {\n"),
    ("", "@a("),
    ("", "@a\n"),
    ("", "/*\n"),
    ("", "'''\n"),
    ("", "var a = '''\n"),
    ("", "var a = (\n"),
    ("", "var a = {\n"),
    ("", "var a = f(\n"),
    ("", "var a = {\n}\n}\n"),
    ("", "import {"),
    ("", "\n//c\n \n"),
    ("", "\""),
    ("", "$"),
    ("", "}\n"),
    ("", "x\n"),
    ("var a = '", "\\u{"),
    ("var a = '${", "{"),
];

#[test]
fn long_and_deep_texts() {
    // Closed and not, with half of the stack that a thread has by default.
    let reading = || {
        for (beginning, repeated) in PATTERNS {
            for kind in [FileKind::Bicep, FileKind::Parameters] {
                let start = Instant::now();
                drop(parse(&(String::from(*beginning) + &repeated.repeat(100_000)), kind));
                assert!(start.elapsed() < Duration::from_secs(5), "{repeated}: {:?}", start.elapsed());
            }
        }
    };
    std::thread::Builder::new().stack_size(1 << 20).spawn(reading).unwrap().join().unwrap();
}

fn errors(text: &str) -> Vec<String> {
    super::spans::check(text, FileKind::Bicep);
    parse(text, FileKind::Bicep).errors.into_iter().map(|error| error.message).collect()
}

#[test]
fn nesting_has_a_limit() {
    let nested = |open: &str, close: &str, levels: u32| {
        let levels = levels as usize;
        errors(&format!("var a = {}1{}\nvar b = 1", open.repeat(levels), close.repeat(levels)))
    };
    let message = format!("more than {MAX_DEPTH} levels are nested here");
    for (open, close) in
        [("(", ")"), ("[", "]"), ("{ a: ", "}"), ("f(", ")"), ("a ? 1 : ", ""), ("x => ", "")]
    {
        assert_eq!(nested(open, close, MAX_DEPTH - 1), [""; 0], "{open}");
        assert_eq!(nested(open, close, MAX_DEPTH), [message.as_str()], "{open}");
    }
}

#[test]
fn chains_have_a_limit() {
    let chain =
        |link: &str, links: u32| errors(&format!("var a = b{}\nvar b = 1", link.repeat(links as usize)));
    let message = format!("more than {MAX_HEIGHT} operations are chained here");
    for link in [" + b", ".c", "[0]", "!", ".f(1)", "::c"] {
        assert_eq!(chain(link, MAX_HEIGHT - 1), [""; 0], "{link}");
        assert_eq!(chain(link, MAX_HEIGHT + 1), [message.as_str()], "{link}");
    }
    // Chains in first operands of chains add up; members of an object don't.
    let long = "b.c".to_owned() + &".c".repeat(300);
    assert_eq!(errors(&format!("var a = ({long}){}", " + 1".repeat(300))), [message.as_str()]);
    assert_eq!(errors(&format!("var a = {{\n{}}}", format!("a: {long}\n").repeat(10))), [""; 0]);
    assert_eq!(errors(&format!("var a = 1{}", format!(" + {long}").repeat(100))), [""; 0]);
}

#[test]
fn any_bytes() {
    for text in [
        "",
        "\0",
        "\u{1F600}",
        "'\\",
        "'${'",
        "var a = '\\\u{e9}",
        "#",
        "#a",
        "/*",
        "/",
        "$",
        "$'''",
        "@",
        "\r",
    ] {
        super::spans::fuzz(text.as_bytes());
    }
    super::spans::fuzz(&[0xff, 0xfe, b'\'', 0xc3]);
    // A deterministic mixture of everything that has a meaning of its own.
    let pieces = [
        "'",
        "'''",
        "$'''",
        "${",
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        "\n",
        "//",
        "/*",
        "*/",
        "var a = ",
        "@b()",
        "=>",
        "?",
        ":",
        ".",
        "...",
        "::",
        "resource a 'b' = {",
        "for x in ",
        "[for x in y: ",
        "if (",
        "é",
        "\\",
        "\"",
        "<",
        ">",
        "|",
        "type t = ",
        "true",
        "7",
        "+",
        "!",
        "import {",
        "func f(a b) c => ",
        "\u{feff}",
        "#x",
        "existing",
    ];
    let mut state = 1_u64;
    for _ in 0..3_000 {
        let mut text = String::new();
        for _ in 0..40 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text += pieces[(state >> 33) as usize % pieces.len()];
        }
        super::spans::fuzz(text.as_bytes());
    }
}
