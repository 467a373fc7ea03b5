//! Text that people write, and what libinjection's C code takes it for.

use super::sqli::check;

#[test]
fn is_no_injection() {
    for input in [
        &b""[..],
        b"a",
        b"1",
        b"hello world",
        b"hello, world!",
        b"it's",
        b"O'Reilly",
        b"don't and won't",
        b"john.smith@example.com",
        b"2024-11-05T10:22:31Z",
        b"12:30",
        b"1,000",
        b"1.5e3",
        b"1-2-3",
        b"(1)",
        b"union",
        b"union jack",
        b"the union of sets",
        b"1 union",
        b"select a colour",
        b"select one of these: red, green or blue",
        b"Selected by: Anna & Ben",
        b"order by phone",
        b"group by group",
        b"drop by",
        b"insert coin to continue",
        b"in or out",
        b"this or that",
        b"this and that",
        b"red and blue",
        b"1 and 2",
        b"'a' and b",
        b"tom and jerry's",
        b"sexy and 17",
        b"17 and sexy",
        b"true or false",
        b"-- signed, the author",
        b"well -- maybe",
        b"a -- b",
        b"C# programming",
        b"#hashtag",
        b"#1",
        b"1 #",
        b"a #",
        b"a/b",
        b"and/or",
        b"https://www.example.com/a?b=c&d=e#f",
        b"https://www.example.com/a/*/b",
        b"SGVsbG8gd29ybGQ=",
        b"12ab34--",
        b"a--",
        br#"{"a": 1, "b": "two"}"#,
        b"[1, 2, 3]",
        b"<b>bold</b>",
        b"$5.00",
        b"$100 off",
        b"user@host:/path$ ls -la",
        b"C:\\Users\\anna",
        b"50% of all",
        b"key=value; other=value",
        b"a=1&b=2",
        b"f(x)",
        b"f(x) = x^2",
        b"rock 'n' roll",
        b"'quoted'",
        br#""quoted""#,
        br#""He said 'no'""#,
        b"`code`",
        b"if a then b",
        b"like this",
        b"not this",
        b"null",
        b"Dear Sir, please select one (1) of the following; thank you.",
    ] {
        check(input, "");
    }
}

#[test]
fn is_taken_for_an_injection() {
    for (input, expected) in [
        (&b"(1+2)*3"[..], "1)o1"),
        (b"1234-ABCDEFEhfhihwuefi--", "1c"),
        (b"1--a", "1c"),
        (b"if (a) b", "f(n)n"),
    ] {
        check(input, expected);
    }
}
