//! HTML cut into tokens: those that libinjection's C code gives.

use super::super::xss::{Html, Kind, Start};
use super::text;

fn check(input: &[u8], expected: &str) {
    let tokens: Vec<_> = Html::new(input, Start::Text)
        .map(|token| {
            let kind = match token.kind {
                Kind::Text => "text",
                Kind::TagOpen => "tag",
                Kind::TagOpenEnd => "end",
                Kind::TagSelfClose => "self-close",
                Kind::TagClose => "close",
                Kind::AttributeName => "name",
                Kind::AttributeValue => "value",
                Kind::Comment => "comment",
                Kind::Doctype => "doctype",
            };
            format!("{kind} {}", text(token.text)).trim_end().to_owned()
        })
        .collect();
    assert_eq!(tokens.join(" · "), expected, "{}", input.escape_ascii());
}

#[test]
fn text_and_tags() {
    for (input, expected) in [
        (&b"text"[..], "text text"),
        (b"a < b", "text a · text < · text  b"),
        (b"a <3 b", "text a · text < · text 3 b"),
        (b"<", ""),
        (b"<<", "text <"),
        (b"<>", "text < · text >"),
        (b"<b>", "tag b · end >"),
        (b"<b>text</b>", "tag b · end > · text text · close b"),
        (b"<B CLASS=x>", "tag B · name CLASS · value x · end >"),
        (b"<b/>", "tag b · self-close />"),
        (b"<b />", "tag b · self-close />"),
        (b"<b/x>", "tag b · name x · end >"),
        (b"<b /x/y>", "tag b · name x · name y · end >"),
        (b"<b//>", "tag b · self-close />"),
        (b"<br", "tag br"),
        (b"<br ", "tag br"),
        (b"<br/", "tag br"),
        (b"</b>", "close b"),
        (b"</b x>", "tag b · name x · end >"),
        (b"</", ""),
        (b"</>", "text >"),
        (b"</><b>", "text > · close b"),
        (b"</ b>", "comment  b"),
        (b"</1>", "comment 1"),
        (b"</b", "tag b"),
        (b"</b><i>", "close b · tag i · end >"),
        (b"<\x00b>", r#"tag \x00b · end >"#),
        (b"<b\x00c>", r#"tag b\x00c · end >"#),
        (b"<b\x00 c>", r#"tag b\x00 · name c · end >"#),
        (b"<b\x0bc>", "tag b · name c · end >"),
        (b"<1>", "text < · text 1>"),
        (b"<b<i>", "tag b<i · end >"),
        (b"a<b", "text a · tag b"),
    ] {
        check(input, expected);
    }
}

#[test]
fn attributes() {
    for (input, expected) in [
        (&b"<a b>"[..], "tag a · name b · end >"),
        (b"<a b c>", "tag a · name b · name c · end >"),
        (b"<a b=c>", "tag a · name b · value c · end >"),
        (b"<a b = c>", "tag a · name b · value c · end >"),
        (b"<a b=c d=e>", "tag a · name b · value c · name d · value e · end >"),
        (b"<a b='c'>", "tag a · name b · value c · end >"),
        (br#"<a b="c">"#, "tag a · name b · value c · end >"),
        (b"<a b=`c`>", "tag a · name b · value c · end >"),
        (b"<a b='c'd>", "tag a · name b · value c · name d · end >"),
        (b"<a b='c'/>", "tag a · name b · value c · self-close />"),
        (b"<a b='c'/d>", "tag a · name b · value c · name d · end >"),
        (b"<a b='c>", "tag a · name b · value c>"),
        (br#"<a b="c'd">"#, "tag a · name b · value c'd · end >"),
        (b"<a b=c'd>", "tag a · name b · value c'd · end >"),
        (b"<a b=>", "tag a · name b · value · end >"),
        (b"<a b= >", "tag a · name b · value · end >"),
        (b"<a =b>", "tag a · name =b · end >"),
        (b"<a ==b>", "tag a · name = · value b · end >"),
        (b"<a b==c>", "tag a · name b · value =c · end >"),
        (b"<a 'b'>", "tag a · name 'b' · end >"),
        (b"<a b/c=d>", "tag a · name b · name c · value d · end >"),
        (b"<a b/=c>", "tag a · name b · name =c · end >"),
        (b"<a b=c/d>", "tag a · name b · value c/d · end >"),
        (b"<a b=c/>", "tag a · name b · value c/ · end >"),
        (b"<a b", "tag a · name b"),
        (b"<a b=", "tag a · name b"),
        (b"<a b= ", "tag a · name b"),
        (b"<a b=c", "tag a · name b · value c"),
        (b"<a b\x00c=d>", "tag a · name b · name c · value d · end >"),
        (b"<a b=\x00c>", "tag a · name b · value c · end >"),
        (b"<a b=c\x00d>", "tag a · name b · value c · name d · end >"),
        (b"<a \xffb=c>", "tag a"),
        (b"<a b \xff=c>", "tag a · name b"),
        (b"<a b=\xffc>", "tag a · name b"),
        (b"<a b='c'\xff d=e>", "tag a · name b · value c"),
        (b"<a / b=c>", "tag a · name b · value c · end >"),
        (b"<a /", "tag a"),
    ] {
        check(input, expected);
    }
}

#[test]
fn comments_and_declarations() {
    for (input, expected) in [
        (&b"<!-- a -->"[..], "comment  a"),
        (b"<!-- a --!>", "comment  a -"),
        (b"<!-- a -!> b", "comment  a · text  b"),
        (b"<!-- a --b -->", "comment  a --b"),
        (b"<!-- a -\x00-> b", "comment  a · text  b"),
        (b"<!-- a -\x00\x00!> b", "comment  a · text  b"),
        (b"<!-- a -\x00", r#"comment  a -\x00"#),
        (b"<!-- a", "comment  a"),
        (b"<!-- a -", "comment  a -"),
        (b"<!-- a --", "comment  a --"),
        (b"<!-->", "comment >"),
        (b"<!---->", "comment"),
        (b"<!--->", "comment ->"),
        (b"<!-a>", "comment -a"),
        (b"<!a>", "comment a"),
        (b"<!>", "comment"),
        (b"<!", "comment"),
        (b"<?a?>", "comment a?"),
        (b"<?a", "comment a"),
        (b"<%a%>", "comment a"),
        (b"<%a>", "comment a>"),
        (b"<%a%", "comment a%"),
        (b"<%a% %>b", "comment a% · text b"),
        (b"<![CDATA[a]]>b", "text a · text b"),
        (b"<![CDATA[a]]", "text a]]"),
        (b"<![CDATA[a]b]]>", "text a]b"),
        (b"<![cdata[a]]>", "comment [cdata[a]]"),
        (b"<!DOCTYPE html>b", "doctype DOCTYPE html · text b"),
        (b"<!doctype", "doctype doctype"),
        (b"<!doctyp>", "comment doctyp"),
    ] {
        check(input, expected);
    }
}
