//! Notation in, matches out; expectations from PCRE's documentation.

use super::Pattern;

fn check(pattern: &str, matches: &[&[u8]], misses: &[&[u8]]) {
    let compiled = Pattern::parse(pattern).unwrap_or_else(|e| panic!("{pattern}: {e:?}"));
    for input in matches {
        assert!(compiled.is_match(input), "{pattern} should match {}", input.escape_ascii());
    }
    for input in misses {
        assert!(!compiled.is_match(input), "{pattern} should not match {}", input.escape_ascii());
    }
}

#[test]
fn notation_keeps_its_meaning() {
    check(r"^\x{41}b$", &[b"Ab"], &[b"ab", b"Ab\n"]);
    check(r"a.b", &[b"a\nb"], &[b"ab"]);
    check(r"\xe9", &[b"caf\xe9"], &[b"caf\xc3\xa9"]);
    check(r"[[]", &[b"["], &[b"]"]);
    check(r"[]a]", &[b"]", b"a"], &[b"b"]);
    check(r"[^]a]", &[b"b"], &[b"]", b"a"]);
    check(r"[a&&b]", &[b"&", b"b"], &[b"c"]);
    check(r"^[+--]$", &[b",", b"-"], &[b"."]);
    check(r"[[:alpha:]_]x", &[b"ax", b"_x"], &[b"1x"]);
    check(r"a{,2}", &[b"a{,2}"], &[b"aa"]);
    check(r"{[a-z]}", &[b"{q}"], &[b"q"]);
    check(r"\<script\>", &[b"<script>"], &[b"script"]);
    check(r"\Qa.b\E+", &[b"a.bb"], &[b"axb"]);
    check(r"\h\e\01", &[b"\t\x1b\x01"], &[b"a"]);
    check("[´x]y", &[b"\xc2y", b"\xb4y", b"xy"], &[b"ay"]);
    check(r"[\b]", &[b"\x08"], &[b"b"]);
    check(r"(?#says)a(?i)B", &[b"aB", b"ab"], &[b"A"]);
    check(r"\/\-\'\@", &[b"/-'@"], &[b"/"]);
}

#[test]
fn what_needs_backtracking_is_refused() {
    for pattern in [
        r"(?=a)",
        r"(?<!a)b",
        r"(a)\1",
        r"(?>a)",
        r"a++",
        r"a{2}+",
        r"(?R)",
        r"\k<a>",
        "a\\",
        "(",
        r"(?:a{1000}){1000}",
    ] {
        assert!(Pattern::parse(pattern).is_err(), "{pattern}");
    }
}
