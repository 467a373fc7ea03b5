//! What holds for any input.

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use super::super::sqli::{Dialect, Lexer, Table, all_fingerprints, all_words, fold};
use super::super::xss::{EVENTS, Html, Start, begins_as_event, is_dangerous};
use super::super::{sqli, xss};

const PIECES: &[&str] = &[
    "'",
    "\"",
    "`",
    "''",
    "\\",
    "\\'",
    "--",
    "-- ",
    "#",
    "/*",
    "*/",
    "/*!",
    ";",
    ",",
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    ".",
    ":",
    "::",
    "$",
    "$$",
    "$a$",
    "@",
    "@@",
    " ",
    "\n",
    "\0",
    "=",
    "<=>",
    "<",
    ">",
    "&&",
    "||",
    "+",
    "-",
    "*",
    "/",
    "%",
    "1",
    "0x1f",
    "1.5e3",
    "1e",
    "\\N",
    "x'1f'",
    "q'(",
    "nq'[",
    "u&'",
    "e'",
    "or ",
    "union ",
    "all ",
    "select ",
    "not ",
    "in ",
    "like ",
    "user(",
    "if ",
    "int ",
    "collate ",
    "a_b ",
    "into outfile ",
    "sp_password",
    "<script>",
    "<svg ",
    "<a ",
    "</",
    "</>",
    "<!--",
    "-->",
    "-!>",
    "<!doctype",
    "<![CDATA[",
    "]]>",
    "<?xml ",
    "<%",
    "%>",
    "href=",
    "style=",
    " onclick=",
    "attributename=",
    "java",
    "&#106;",
    "&#x6a",
    "&#",
    "data:",
    "\u{ff}",
];

/// Bytes of all kinds between pieces of SQL and HTML.
fn input() -> impl Strategy<Value = Vec<u8>> {
    let piece = proptest::sample::select(PIECES).prop_map(|piece| piece.as_bytes().to_vec());
    let words: Vec<&[u8]> = all_words().map(|word| word.text).collect();
    let word = proptest::sample::select(words).prop_map(<[u8]>::to_vec);
    let bytes = proptest::collection::vec(any::<u8>(), 0..4);
    proptest::collection::vec(prop_oneof![6 => piece, 2 => word, 1 => bytes], 0..16)
        .prop_map(|parts| parts.concat())
}

fn holds(property: impl Fn(&[u8])) {
    let config = Config { cases: 3000, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let run = runner.run(&input(), |input| {
        property(&input);
        Ok(())
    });
    if let Err(error) = run {
        panic!("{error}");
    }
}

#[test]
fn a_fingerprint_is_one_of_the_table() {
    let known: std::collections::BTreeSet<String> = all_fingerprints().collect();
    let mut found = std::cell::Cell::new(0);
    holds(|input| {
        if let Some(fingerprint) = sqli(input) {
            assert!(known.contains(&fingerprint.as_str().to_uppercase()), "{fingerprint}");
            assert_eq!(fingerprint.to_string(), fingerprint.as_str());
            found.set(found.get() + 1);
        }
    });
    assert!(*found.get_mut() > 100);
}

#[test]
fn what_follows_an_input_does_not_matter() {
    holds(|input| {
        for tail in ["'--", "\0\0\0", "onclick=1>", ";exec"] {
            let longer = [input, tail.as_bytes()].concat();
            let same = &longer[..input.len()];
            assert_eq!(sqli(same), sqli(input));
            assert_eq!(xss(same), xss(input));
        }
    });
}

/// Every call takes at least one byte, so that work grows with the input.
#[test]
fn tokens_are_no_more_than_bytes() {
    holds(|input| {
        for (quote, dialect) in [
            (None, Dialect::Ansi),
            (None, Dialect::Mysql),
            (Some(b'\''), Dialect::Ansi),
            (Some(b'"'), Dialect::Mysql),
        ] {
            let tokens: Vec<_> = Lexer::new(input, quote, dialect, Table::get()).collect();
            // One byte more than there are: the quote that is thought of as before an input, also an empty one.
            assert!(tokens.len() <= input.len() + 1);
            assert!(tokens.iter().all(|token| token.text.len() <= 31));
            let mut lexer = Lexer::new(input, quote, dialect, Table::get());
            assert!(fold(&mut lexer).tokens().len() <= 6);
        }
        for start in STARTS {
            assert!(Html::new(input, start).count() <= 2 * input.len() + 1);
        }
    });
}

const STARTS: [Start; 5] =
    [Start::Text, Start::Tag, Start::Value(b'\''), Start::Value(b'"'), Start::Value(b'`')];

/// Places are left out where nothing can be found.
#[test]
fn no_place_is_left_out_in_vain() {
    holds(|input| {
        let is_found = STARTS.into_iter().any(|start| is_dangerous(input, start));
        assert_eq!(xss(input), is_found, "{}", input.escape_ascii());
    });
}

/// Tokens of HTML come in the order of the input and lie in it, but for those that are always the same.
#[test]
fn html_tokens_are_parts_of_the_input() {
    holds(|input| {
        for start in STARTS {
            let mut rest = input;
            for token in Html::new(input, start) {
                let at = rest.windows(token.text.len().max(1)).position(|part| part.starts_with(token.text));
                assert!(token.text.is_empty() || at.is_some(), "{}", input.escape_ascii());
                rest = &rest[at.unwrap_or(0)..];
            }
        }
    });
}

#[test]
fn a_script_is_found_wherever_text_may_be() {
    holds(|input| assert!(xss(&[b"<script>", input].concat())));
}

#[test]
fn events_are_found_as_by_trying_each() {
    holds(|input| {
        let names = EVENTS.iter().map(|event| event.as_bytes());
        let capitals = input.to_ascii_uppercase();
        let expected = names.clone().any(|event| capitals.starts_with(event));
        assert_eq!(begins_as_event(input), expected);
    });
    for event in EVENTS {
        let event = event.as_bytes();
        assert!(begins_as_event(event) && begins_as_event(&[event, b"X"].concat()));
        assert!(!begins_as_event(&event[..event.len() - 1]));
        assert!(!begins_as_event(&[b"\0", event].concat()));
    }
}

/// Parts of long inputs that fold for ever, are looked at twice, or end where something else could begin.
#[rustfmt::skip]
const LONG: [&str; 53] = [
    "1+", "1,", "'' ", "like.", "in.", "like`", "a.a.", "$a", "$a$b ", "b'0", "x'0 ", "q'a", "--", "- -", "/*/",
    "/**/", "\\'", "''", "'\"", "((", ";;", "{a", "\\", "@@", "int ", "not ", "union ", "#\n", "$$ ", "u&'",
    "[", "`", "e'\\", "<", "</>", "<a ", "<a b=", "a=&#0", "a='", "/", "/ ", "<!--", "-\0", "-!", "%", "<%",
    "]]", "<![CDATA[", "on=", "\0", "src=&#10;", "src=' ", "<x y=`",
];

/// Were an input searched to the end for each of its tokens, this would take minutes.
#[test]
fn long_inputs_are_read_to_the_end() {
    for part in LONG {
        let long = part.repeat((1 << 18) / part.len());
        let long = long.as_bytes();
        for tail in ["", "'\"<"] {
            let input = [long, tail.as_bytes()].concat();
            let _ = (sqli(&input), xss(&input));
        }
    }
}
