//! Documents, flattened: RFC 8259, and the names of ModSecurity 3.

use super::*;

fn read(document: &str, limits: &Limits) -> (Vec<(String, String)>, Option<JsonFault>) {
    let flat = flatten(document.as_bytes(), limits);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (flat.arguments.iter().map(|a| (text(&a.name), text(&a.value))).collect(), flat.fault)
}

fn check(document: &str, expected: &[(&str, &str)]) {
    let (arguments, fault) = read(document, &Limits::default());
    let expected: Vec<_> = expected.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
    assert_eq!((arguments, fault), (expected, None), "{document}");
}

fn check_fault(document: &str, arguments: usize, fault: JsonFault) {
    let (found, is) = read(document, &Limits::default());
    assert_eq!((found.len(), is), (arguments, Some(fault)), "{document}");
}

#[test]
fn names() {
    check(r#"{"a":1}"#, &[("json.a", "1")]);
    check(r#"{"a":{"b":{"c":"d"}},"e":"f"}"#, &[("json.a.b.c", "d"), ("json.e", "f")]);
    check(r#"{"a":[1,2]}"#, &[("json.a.array_0", "1"), ("json.a.array_1", "2")]);
    check(
        r#"[1,[2,3],{"a":4},5]"#,
        &[
            ("json.array_0", "1"),
            ("json.array_1.array_0", "2"),
            ("json.array_1.array_1", "3"),
            ("json.array_2.a", "4"),
            ("json.array_3", "5"),
        ],
    );
    check(r#"{"":1,"a.b":2}"#, &[("json.empty-key", "1"), ("json.a.b", "2")]);
    check(r#"{"a":1,"a":2}"#, &[("json.a", "1"), ("json.a", "2")]);
    check(r#"{"\u0061\"":1}"#, &[("json.a\"", "1")]);
    check(r#""alone""#, &[("json", "alone")]);
}

#[test]
fn values() {
    check(
        r#"[true,false,null,""]"#,
        &[("json.array_0", "true"), ("json.array_1", "false"), ("json.array_2", ""), ("json.array_3", "")],
    );
    for number in ["0", "-0", "12", "1.50", "1e5", "1E+05", "-1.2e-3", "123456789012345678901234567890"] {
        check(number, &[("json", number)]);
    }
    check(r#""\"\\\/\b\f\n\r\t""#, &[("json", "\"\\/\u{8}\u{c}\n\r\t")]);
    check(r#""a\u00e9\u20AC\ud83d\ude00b""#, &[("json", "aé€😀b")]);
    check("\"é€\u{7f}\"", &[("json", "é€\u{7f}")]);
}

#[test]
fn half_a_pair_hides_nothing() {
    check(r#""\ud83d<""#, &[("json", "?<")]);
    check(r#""\ud83d\u003c""#, &[("json", "?<")]);
    check(r#""\ude00\u003c""#, &[("json", "?<")]);
}

#[test]
fn white_space_and_empty_containers() {
    check(" \t\r\n{ \"a\" : [ 1 , 2 ] } ", &[("json.a.array_0", "1"), ("json.a.array_1", "2")]);
    check("{}", &[]);
    check("[]", &[]);
    check(r#"{"a":{},"b":[[]],"c":1}"#, &[("json.c", "1")]);
    check("", &[]);
}

#[test]
fn what_came_before_a_fault_stays() {
    check_fault(r#"{"a":1,"b":x}"#, 1, JsonFault::Syntax(11));
    check_fault(r#"[1,2"#, 2, JsonFault::Incomplete);
    check_fault(r#"[1]]"#, 1, JsonFault::Syntax(3));
    check_fault(r#"[1] 2"#, 1, JsonFault::Syntax(4));
}

#[test]
fn faults() {
    for (document, at) in [
        ("{a:1}", 1),
        ("{\"a\"}", 4),
        ("{\"a\":1,}", 7),
        ("{,}", 1),
        ("[1,]", 3),
        ("[,1]", 1),
        ("[1 2]", 3),
        ("[1}", 2),
        ("{\"a\":1]", 6),
        ("01", 0),
        ("+1", 0),
        ("-a", 1),
        ("1.a", 2),
        (".5", 0),
        ("1ea", 2),
        ("nul1", 0),
        ("True", 0),
        ("'a'", 0),
        ("// a", 0),
        ("\u{feff}1", 0),
        ("\"\\x41\"", 1),
    ] {
        assert_eq!(read(document, &Limits::default()).1, Some(JsonFault::Syntax(at)), "{document}");
    }
    for document in [" ", "{", "{\"a", "{\"a\"", "{\"a\":", "[", "\"\\", "tru", "-", "1.", "1e", "1e+"] {
        check_fault(document, 0, JsonFault::Incomplete);
    }
    check_fault("\"a\nb\"", 0, JsonFault::Text(2));
    check_fault("\"\\u12\"", 0, JsonFault::Text(1));
    let flat = flatten(b"\"a\xffb\"", &Limits::default());
    assert_eq!(flat.fault, Some(JsonFault::Text(2)));
}

#[test]
fn limits() {
    let with = |document: &str, limits: Limits| {
        let (arguments, fault) = read(document, &limits);
        (arguments.len(), fault)
    };
    let two_deep = Limits { depth: 2, ..Limits::default() };
    assert_eq!(with("[[1]]", two_deep), (1, None));
    assert_eq!(with("[[[1]]]", two_deep), (0, Some(JsonFault::TooDeep)));
    assert_eq!(with("{\"a\":{\"b\":{}}}", two_deep), (0, Some(JsonFault::TooDeep)));
    let two = Limits { arguments: 2, ..Limits::default() };
    assert_eq!(with("[1,2]", two), (2, None));
    assert_eq!(with("[1,2,3]", two), (2, Some(JsonFault::TooMany)));
    let short = Limits { name_bytes: 30, ..Limits::default() };
    assert_eq!(with("[1,2]", short), (2, None));
    assert_eq!(with("[1,2,3]", short), (2, Some(JsonFault::NamesTooLong)));
}

#[test]
fn a_deep_document_ends_in_a_fault() {
    let deep = "[".repeat(1_000_000);
    assert_eq!(flatten(deep.as_bytes(), &Limits::default()).fault, Some(JsonFault::TooDeep));
}
