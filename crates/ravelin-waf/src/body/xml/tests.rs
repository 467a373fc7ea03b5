//! XML 1.0: the text and attributes rules see, and what is not well-formed.

use super::*;

fn check(document: &str, text: &str, attributes: &[&str]) {
    check_bytes(document.as_bytes(), text, attributes);
}

fn check_bytes(document: &[u8], text: &str, attributes: &[&str]) {
    let read = parse(document, &Limits::default());
    let shown = String::from_utf8_lossy(document).into_owned();
    assert_eq!(read.fault, None, "{shown}");
    assert_eq!(read.text.as_deref().map(String::from_utf8_lossy), Some(text.into()), "{shown}");
    let found: Vec<_> = read.attributes.iter().map(|value| String::from_utf8_lossy(value)).collect();
    assert_eq!(found, attributes, "{shown}");
}

fn check_fault(document: &str, fault: XmlFault) {
    assert_eq!(parse(document.as_bytes(), &Limits::default()).fault, Some(fault), "{document}");
}

#[test]
fn text() {
    check("<a/>", "", &[]);
    check("<a>b</a>", "b", &[]);
    check("<a>b<c>d</c>e</a>", "bde", &[]);
    check("<a> <b>1</b>\n</a>", " 1\n", &[]);
    check("<a>1<!-- 2 -->3<?x 4?>5</a>", "135", &[]);
    check("<a><![CDATA[<b>&amp;]]></a>", "<b>&amp;", &[]);
    check("<a>&lt;&amp;&gt;&quot;&apos;&#65;&#x42;</a>", "<&>\"'AB", &[]);
    check("<a>1\r\n2\r3</a>", "1\n2\n3", &[]);
    check("<é:ñ-1._>x</é:ñ-1._>", "x", &[]);
    check("<a>> ]] ></a>", "> ]] >", &[]);
}

#[test]
fn attributes() {
    check("<a b='1' c=\"2\"><d e='3'/></a>", "", &["1", "2", "3"]);
    check("<a b = \"'\" c='\"'></a >", "", &["'", "\""]);
    check("<a b='&lt;&#10;' c='1\n2\t3\r\n4'/>", "", &["<\n", "1 2 3 4"]);
    check("<a b='>'/>", "", &[">"]);
    check("<a xmlns='u' xmlns:b='u' b:c='1'/>", "", &["1"]);
}

#[test]
fn around_the_root() {
    check("<?xml version='1.0'?>\n<!-- a --><?b c?><a>1</a>\n<!-- d --><?e?>\n", "1", &[]);
    check("<?xml version = '1.0' encoding='utf-8'\tstandalone=\"yes\" ?><a>1</a>", "1", &[]);
    check("<!DOCTYPE a><a>1</a>", "1", &[]);
    check("<!DOCTYPE a SYSTEM 'file:///x>'><a>1</a>", "1", &[]);
    check("<!DOCTYPE a [<!ELEMENT a ANY><!-- ]> --><!ENTITY b ']>'><?c ]>?>]><a>1</a>", "1", &[]);
}

#[test]
fn encodings() {
    check_bytes(b"\xef\xbb\xbf<a>\xc3\xa9</a>", "é", &[]);
    check_bytes(b"<?xml version='1.0' encoding='UTF-8'?><a>\xc3\xa9</a>", "é", &[]);
    check_bytes(b"<?xml version='1.0' encoding = \"iso-8859-1\"?><a>\xe9</a>", "é", &[]);
    let utf16: Vec<u8> = "<a>é😀</a>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    check_bytes(&utf16, "é😀", &[]);
    check_bytes(&[b"\xff\xfe".as_slice(), &utf16].concat(), "é😀", &[]);
    let utf16: Vec<u8> = "<a>é</a>".encode_utf16().flat_map(u16::to_be_bytes).collect();
    check_bytes(&utf16, "é", &[]);
    check_bytes(&[b"\xfe\xff".as_slice(), &utf16].concat(), "é", &[]);
    let read = |document: &[u8]| parse(document, &Limits::default()).fault;
    assert_eq!(read(b"<?xml version='1.0' encoding='utf-7'?><a/>"), Some(XmlFault::Encoding));
    assert_eq!(read(b"<a>\xff</a>"), Some(XmlFault::Text(3)));
    assert_eq!(read(b"\xff\xfe<\0a\0"), Some(XmlFault::Incomplete));
    assert_eq!(read(b"\xff\xfe<\0a\0/\0>\0\0"), Some(XmlFault::Text(4)));
}

#[test]
fn nothing_is_expanded() {
    check_fault("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", XmlFault::Entity(33));
    check_fault("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>", XmlFault::Entity(57));
    check_fault("<a b='&c;'/>", XmlFault::Entity(6));
}

#[test]
fn not_well_formed() {
    for (document, at) in [
        ("a", 0),
        ("<a></b>", 3),
        ("<a></a><b/>", 7),
        ("<a/>x", 4),
        ("< a/>", 1),
        ("<1/>", 1),
        ("<a b/>", 4),
        ("<a b=c/>", 5),
        ("<a b='1'c='2'/>", 8),
        ("<a b='1' b='2'/>", 9),
        ("<a b='<'/>", 6),
        ("<a>]]></a>", 3),
        ("<a>& b</a>", 4),
        ("<a>&lt </a>", 3),
        ("<a>&#0;</a>", 3),
        ("<a>&#xD800;</a>", 3),
        ("<a>&#;</a>", 3),
        ("<a>\u{1}</a>", 3),
        ("<a>\u{ffff}</a>", 3),
        ("<a><!-- -- --></a>", 10),
        ("<a><!x></a>", 3),
        ("<a><?xml?></a>", 3),
        ("<?xml ?><a/>", 6),
        ("<?xml version=1.0?><a/>", 14),
        ("<?xml version='1.0'x?><a/>", 19),
        ("<?xml version='<'?><a/>", 14),
        ("<!DOCTYPE><a/>", 9),
        ("<!DOCTYPE a <b><a/>", 12),
        ("<a/><!DOCTYPE a>", 4),
        ("<![CDATA[a]]>", 1),
    ] {
        check_fault(document, XmlFault::Malformed(at));
    }
    for document in [
        "",
        " ",
        "<",
        "<a",
        "<a>",
        "<a b",
        "<a b='",
        "<a><b></b>",
        "<!--",
        "<a>&lt",
        "<?xml version",
        "<!DOCTYPE a",
    ] {
        check_fault(document, XmlFault::Incomplete);
    }
}

#[test]
fn what_came_before_a_fault_stays() {
    let read = parse(b"<a b='1'>2<c d='3'>4</a>", &Limits::default());
    assert_eq!(read.text.as_deref(), Some(b"24".as_slice()));
    assert_eq!(read.attributes, [b"1", b"3"]);
    assert_eq!(read.fault, Some(XmlFault::Malformed(20)));
}

#[test]
fn limits() {
    let limits = Limits { depth: 2, arguments: 2, ..Limits::default() };
    let fault = |document: &str| parse(document.as_bytes(), &limits).fault;
    assert_eq!(fault("<a><b/></a>"), None);
    assert_eq!(fault("<a><b><c/></b></a>"), Some(XmlFault::TooDeep));
    assert_eq!(fault("<a b='' c=''/>"), None);
    assert_eq!(fault("<a b='' c='' d=''/>"), Some(XmlFault::TooMany));
}
