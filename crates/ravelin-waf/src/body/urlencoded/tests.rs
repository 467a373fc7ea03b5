//! Forms: what the WHATWG URL standard's parser says of them, and what it leaves open.

use super::*;

fn check(form: &str, expected: &[(&str, &str)]) {
    let parsed = parse(form.as_bytes(), b'&', &Limits::default());
    let arguments: Vec<_> = parsed
        .arguments
        .iter()
        .map(|a| {
            (String::from_utf8_lossy(&a.name).into_owned(), String::from_utf8_lossy(&a.value).into_owned())
        })
        .collect();
    let expected: Vec<_> = expected.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
    assert_eq!(arguments, expected, "{form}");
}

#[test]
fn names_and_values() {
    check("", &[]);
    check("a=1", &[("a", "1")]);
    check("a=1&b=2", &[("a", "1"), ("b", "2")]);
    check("a=1&a=2", &[("a", "1"), ("a", "2")]);
    check("a", &[("a", "")]);
    check("a=", &[("a", "")]);
    check("=1", &[("", "1")]);
    check("a=b=c", &[("a", "b=c")]);
    check("a=1&", &[("a", "1")]);
    check("a&&b", &[("a", ""), ("", ""), ("b", "")]);
    check("&", &[("", "")]);
}

#[test]
fn decoding() {
    check("a%20b=c+d", &[("a b", "c d")]);
    check("a%3db=%26", &[("a=b", "&")]);
    check("a=%C3%A9", &[("a", "é")]);
    check("a=%", &[("a", "%")]);
    check("a=%zz%41", &[("a", "%zzA")]);
    check("a=%u0041", &[("a", "%u0041")]);
}

#[test]
fn invalid_encoding_is_noted() {
    let invalid = |form: &str| parse(form.as_bytes(), b'&', &Limits::default()).invalid_encoding;
    for form in ["a=%", "a=%4", "a=%4g", "%=1", "a=1&b=%zz", "a=%u0041"] {
        assert!(invalid(form), "{form}");
    }
    for form in ["", "a=%41", "a=1", "%41=%42&%43"] {
        assert!(!invalid(form), "{form}");
    }
    // Digits of the next argument are not this one's.
    assert!(invalid("a=%&41=b"));
}

#[test]
fn another_separator() {
    let parsed = parse(b"a=1;b=2&c", b';', &Limits::default());
    assert_eq!(parsed.arguments.len(), 2);
    assert_eq!(&*parsed.arguments[1].value, b"2&c");
}

#[test]
fn more_than_allowed_is_said() {
    let limits = Limits { arguments: 2, ..Limits::default() };
    let parsed = parse(b"a&b&c", b'&', &limits);
    assert_eq!(parsed.arguments.len(), 2);
    assert!(parsed.over_limit);
    assert!(!parse(b"a&b", b'&', &limits).over_limit);
    assert!(!parse(b"a&b&", b'&', &limits).over_limit);
}

#[test]
fn plain_values_are_borrowed() {
    let parsed = parse(b"a=plain", b'&', &Limits::default());
    assert!(matches!(parsed.arguments[0].value, Cow::Borrowed(_)));
}
