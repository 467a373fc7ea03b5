//! What the prefilter leaves out cannot match: checked on inputs made to be near misses.

use crate::engine::operators::is_word as engine_is_word;
use crate::libinjection::{sqli, xss};

/// A sequence of numbers that looks random and is the same every time.
fn numbers() -> impl FnMut(usize) -> usize {
    let mut state = 0x9e37_79b9_7f4a_7c15u64;
    move |below| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below as u64) as usize
    }
}

#[test]
fn no_cross_site_scripting_without_a_tag_or_a_value() {
    let parts: [&[u8]; 24] = [
        b"onload",
        b"style",
        b"script",
        b"src",
        b" ",
        b"\t",
        b"'",
        b"\"",
        b"`",
        b">",
        b"/",
        b"!",
        b"--",
        b"javascript:",
        b"xlink:href",
        b"\0",
        b"&#x3c;",
        b"%",
        b"?",
        b"[CDATA[",
        b"alert(1)",
        b"\n",
        b"a",
        b"!doctype",
    ];
    let mut next = numbers();
    for _ in 0..200_000 {
        let input: Vec<u8> = (0..=next(8)).flat_map(|_| parts[next(parts.len())].to_vec()).collect();
        assert!(!xss(&input), "{}", input.escape_ascii());
    }
}

#[test]
fn no_sql_injection_in_one_word() {
    let words = include_str!("../libinjection/sqli/keywords.txt");
    let mut count = 0;
    for word in words.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').filter(|w| !w.is_empty()) {
        for word in [word.to_owned(), word.to_ascii_lowercase(), format!("x{word}"), format!("{word}_1")] {
            if engine_is_word(word.as_bytes()) {
                count += 1;
                assert!(sqli(word.as_bytes()).is_none(), "{word}");
            }
        }
    }
    assert!(count > 1000, "only {count} words were tried");
}
