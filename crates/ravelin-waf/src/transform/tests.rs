//! Each transformation by its definition.

use super::*;

fn apply(name: &str, input: &[u8]) -> Vec<u8> {
    apply_with(name, input, &UnicodeMap::default())
}

fn apply_with(name: &str, input: &[u8], map: &UnicodeMap) -> Vec<u8> {
    let transformation = Transformation::from_name(name).expect("a transformation");
    let borrowed = transformation.apply(Cow::Borrowed(input), map);
    let owned = transformation.apply(Cow::Owned(input.to_vec()), map);
    assert_eq!(borrowed, owned, "{name}: borrowed and owned differ");
    if &*borrowed == input {
        let has_digest = borrowed.is_empty() || matches!(borrowed, Cow::Borrowed(_));
        assert!(has_digest, "{name}: an unchanged value was copied");
    }
    if transformation.keeps(Classes::of(input)) {
        assert_eq!(&*borrowed, input, "{name}: changed what it keeps");
    }
    borrowed.into_owned()
}

/// Each pair is an input and what comes of it.
fn check(name: &str, cases: &[(&[u8], &[u8])]) {
    for (input, expected) in cases {
        let found = apply(name, input);
        assert!(
            found == *expected,
            "{name} of {:?} gives {:?}, not {:?}",
            String::from_utf8_lossy(input),
            String::from_utf8_lossy(&found),
            String::from_utf8_lossy(expected)
        );
    }
}

#[test]
fn names() {
    for transformation in Transformation::ALL {
        assert_eq!(Transformation::from_name(transformation.name()), Some(*transformation));
        assert_eq!(Transformation::from_name(&transformation.name().to_uppercase()), Some(*transformation));
    }
    assert_eq!(Transformation::from_name("normalisePath"), Some(Transformation::NormalizePath));
    assert_eq!(Transformation::from_name("normalisePathWin"), Some(Transformation::NormalizePathWin));
    assert_eq!(Transformation::from_name("nothing"), None);
    assert_eq!(Transformation::from_name(""), None);
}

#[test]
fn empty_values_stay_empty() {
    for transformation in Transformation::ALL {
        let found = transformation.apply(Cow::Borrowed(b""), &UnicodeMap::default());
        match transformation {
            Transformation::Length => assert_eq!(&*found, b"0"),
            Transformation::Md5 => assert_eq!(found.len(), 16),
            Transformation::Sha1 => assert_eq!(found.len(), 20),
            _ => assert_eq!(&*found, b"", "{}", transformation.name()),
        }
    }
}

#[test]
fn plain_values_are_kept_by_what_decodes() {
    let classes = Classes::of(b"plainvalue");
    for name in [
        "urlDecodeUni",
        "htmlEntityDecode",
        "jsDecode",
        "cssDecode",
        "lowercase",
        "removeNulls",
        "utf8toUnicode",
        "cmdLine",
        "removeWhitespace",
        "replaceComments",
        "normalizePath",
        "escapeSeqDecode",
        "compressWhitespace",
        "normalizePathWin",
        "removeCommentsChar",
        "trim",
        "sqlHexDecode",
    ] {
        assert!(Transformation::from_name(name).is_some_and(|t| t.keeps(classes)), "{name}");
    }
    for name in ["hexEncode", "base64Decode", "sha1", "length"] {
        assert!(Transformation::from_name(name).is_some_and(|t| !t.keeps(classes)), "{name}");
    }
}

#[test]
fn letters() {
    check("none", &[(b"Any %41", b"Any %41")]);
    check("lowercase", &[(b"aBC-\xc4\0Z", b"abc-\xc4\0z"), (b"abc", b"abc")]);
    check("uppercase", &[(b"aBc-\xe4\0z", b"ABC-\xe4\0Z"), (b"ABC", b"ABC")]);
}

#[test]
fn commands() {
    check(
        "cmdLine",
        &[
            (b"plain", b"plain"),
            (b"C^OMM\"A'N\\D", b"command"),
            (b"a,b;c\td\r\ne", b"a b c d e"),
            (b"dir   /s", b"dir/s"),
            (b"echo  (1)", b"echo(1)"),
            (b"a '\" b", b"a b"),
            (b" /", b"/"),
            (b"A\0B", b"a\0b"),
        ],
    );
}

#[test]
fn white_space() {
    check("trim", &[(b" \t\r\n\x0b\x0ca b \n", b"a b"), (b"  ", b""), (b"a", b"a")]);
    check("trimLeft", &[(b"  a ", b"a "), (b"a ", b"a "), (b"\xa0a", b"\xa0a")]);
    check("trimRight", &[(b" a  ", b" a"), (b" a", b" a")]);
    check("removeWhitespace", &[(b" a \t\x0b\xa0b\r\n", b"ab"), (b"a\0b", b"a\0b"), (b"\xc2\xa0", b"\xc2")]);
    check(
        "compressWhitespace",
        &[
            (b"a b", b"a b"),
            (b"a  b", b"a b"),
            (b"a\tb", b"a b"),
            (b"  a \t b\xa0\xa0", b" a b "),
            (b" \n", b" "),
            (b"a \nb  c", b"a b c"),
        ],
    );
    check("removeNulls", &[(b"a\0b\0\0", b"ab"), (b"ab", b"ab"), (b"\0", b"")]);
    check("replaceNulls", &[(b"a\0b\0\0", b"a b  "), (b"ab", b"ab")]);
}

#[test]
fn trimming_a_borrowed_value_borrows() {
    let trimmed = Transformation::Trim.apply(Cow::Borrowed(b" a "), &UnicodeMap::default());
    assert!(matches!(trimmed, Cow::Borrowed(b"a")));
}

#[test]
fn comments() {
    check(
        "removeComments",
        &[
            (b"a/* b */c", b"ac"),
            (b"a<!-- b -->c", b"ac"),
            (b"a-- b", b"a"),
            (b"a# b", b"a"),
            (b"a/* b", b"a "),
            (b"a */ b - c / d", b"a */ b - c / d"),
            // What closes a comment need not be what opened it, and the byte behind it is not looked at.
            (b"a/* b -->c", b"ac"),
            (b"/**//**/", b"/**/"),
            (b"a/* b */", b"a\0"),
        ],
    );
    check(
        "removeCommentsChar",
        &[
            (b"a/*b*/c", b"abc"),
            (b"<!--a-->", b"a"),
            (b"a--b#c", b"abc"),
            (b"a/ *-<!-b", b"a/ *-<!-b"),
            (b"---", b"-"),
        ],
    );
    check(
        "replaceComments",
        &[
            (b"a/*b*/c", b"a c"),
            (b"/**/", b" "),
            (b"a/*b", b"a "),
            (b"a*/b--c", b"a*/b--c"),
            (b"/*/a", b" "),
            (b"a/*1*//*2*/b", b"a  b"),
        ],
    );
}

#[test]
fn url_decoding() {
    check(
        "urlDecode",
        &[
            (b"a%20b+c", b"a b c"),
            (b"%41%4a%4A%00%ff", b"AJJ\0\xff"),
            (b"%", b"%"),
            (b"%4", b"%4"),
            (b"%zz%4z%41", b"%zz%4zA"),
            (b"%%41", b"%A"),
            (b"%2541", b"%41"),
            (b"%u0041", b"%u0041"),
        ],
    );
    check(
        "urlDecodeUni",
        &[
            (b"%u0041%U0041", b"AA"),
            (b"%u2241", b"A"),
            (b"%uff21%uFF5E%uff5f%uff00", b"A~\x5f\0"),
            (b"%u004", b"%u004"),
            (b"%u00zz%41", b"%u00zzA"),
            (b"%u%u0041", b"%uA"),
            (b"a+b%2B", b"a b+"),
        ],
    );
    check("urlEncode", &[(b"aZ09*", b"aZ09*"), (b"a b", b"a+b"), (b"-._~\xff\0", b"%2d%2e%5f%7e%ff%00")]);
}

#[test]
fn code_pages() {
    let text = "\n(MAC)\n\n1250 (ANSI)\n0041:42\n\n20127 (US-ASCII)\n00a1:21 2019:27\n0150:4f\n\n65001 (other)\n2019:99\n";
    let map = UnicodeMap::parse(text, 20127).expect("a map");
    assert_eq!(apply_with("urlDecodeUni", b"%u00a1%u2019%u0150", &map), b"!'O");
    // What the page does not say is decoded as without one; full stops of other scripts are full stops.
    assert_eq!(apply_with("urlDecodeUni", b"%u0041%uff21%u3002%uff0e%uff61", &map), b"AA...");
    assert_eq!(UnicodeMap::parse(text, 1251), Err(UnicodeMapError::NoSuchCodePage(1251)));
    assert_eq!(UnicodeMap::parse("1 x\n00a1:zz\n", 1), Err(UnicodeMapError::NotAPair("00a1:zz".to_owned())));
    assert_eq!(UnicodeMap::parse("1 x\n00a1:zz\n2 y\n0041:41", 2).map(|map| map.get(0x41)), Ok(Some(0x41)));
}

#[test]
fn html_entities() {
    check(
        "htmlEntityDecode",
        &[
            (b"&lt;&GT;&quot;&amp;&nbsp;", b"<>\"&\xa0"),
            (b"&lt&gt&quot &amp", b"<>\" &"),
            (b"&#65;&#x41;&#X41;&#65&#x41", b"AAAAA"),
            (b"&#0000000000000000000000065;", b"A"),
            // The lowest byte; a number larger than any is all ones.
            (b"&#321;&#x141;&#99999999999999999999;", b"AA\xff"),
            (b"&ltx;&unknown;&;&&lt;", b"&ltx;&unknown;&;&<"),
            (b"&#;&#x;&#xg;&#", b"&#;&#x;&#xg;&#"),
            (b"a & b", b"a & b"),
            (b"&amp;lt;", b"&lt;"),
        ],
    );
}

#[test]
fn javascript_escapes() {
    check(
        "jsDecode",
        &[
            (b"\\a\\b\\f\\n\\r\\t\\v", b"\x07\x08\x0c\n\r\t\x0b"),
            (b"\\'\\\"\\\\\\?\\z", b"'\"\\?z"),
            (b"\\x41\\u0041\\u1241", b"AAA"),
            (b"\\uff21\\uFF5e", b"A~"),
            (b"\\x4\\x\\u004\\X41", b"x4xu004X41"),
            (b"\\0\\60\\101\\377", b"\x000A\xff"),
            // Three digits that are more than a byte are two and one.
            (b"\\400\\1019", b" 0A9"),
            (b"\\8", b"8"),
            (b"a\\", b"a\\"),
        ],
    );
}

#[test]
fn c_escapes() {
    check(
        "escapeSeqDecode",
        &[
            (b"\\a\\b\\f\\n\\r\\t\\v\\?\\'\\\"\\\\", b"\x07\x08\x0c\n\r\t\x0b?'\"\\"),
            (b"\\x41\\X41\\101\\60\\0", b"AAA0\0"),
            (b"\\xzz\\u0041\\8", b"xzzu00418"),
            (b"\\501", b"A"),
            (b"a\\", b"a\\"),
        ],
    );
}

#[test]
fn css_escapes() {
    check(
        "cssDecode",
        &[
            (b"\\61lert", b"alert"),
            (b"\\61 lert", b"alert"),
            (b"\\61  lert", b"a lert"),
            (b"\\a\\061\\0061\\00061\\000061", b"\naaaa"),
            (b"\\0000611", b"a1"),
            (b"\\1241\\ff21\\0ff21\\00ff21\\1ff21", b"AAAA!"),
            (b"\\j\\(\\\n", b"j("),
            (b"a\\", b"a"),
        ],
    );
}

#[test]
fn base64() {
    check(
        "base64Encode",
        &[(b"", b""), (b"f", b"Zg=="), (b"fo", b"Zm8="), (b"foo", b"Zm9v"), (b"foob", b"Zm9vYg==")],
    );
    check(
        "base64Decode",
        &[
            (b"Zg==", b"f"),
            (b"Zm8=", b"fo"),
            (b"Zm9v", b"foo"),
            (b"Zm9vYg", b"foob"),
            (b"Zm9v!Zm9v", b"foo"),
            (b"Z", b""),
            (b"!", b""),
        ],
    );
    check("base64DecodeExt", &[(b"Zm9v", b"foo"), (b"Z.m!9 v\n", b"foo"), (b"Z\0g==", b"f")]);
    check("base64DecodeExt", &[(b"Z=x", b""), (b"Zg==", b"f"), (b"+/+/", b"\xfb\xff\xbf"), (b"_-", b"")]);
}

#[test]
fn hexadecimal() {
    check("hexEncode", &[(b"\0aZ\xff", b"00615aff")]);
    check("hexDecode", &[(b"00615aFF", b"\0aZ\xff"), (b"414", b"A"), (b"4", b"")]);
    check(
        "sqlHexDecode",
        &[
            (b"0x414243", b"ABC"),
            (b"select 0X4142, 0x4", b"select AB, 0x4"),
            (b"0x41g", b"Ag"),
            (b"0x", b"0x"),
            (b"000x41", b"00A"),
            (b"0x41 0x42", b"A B"),
            (b"0x41\x000x42", b"A\0B"),
        ],
    );
}

#[test]
fn lengths_and_digests() {
    check("length", &[(b"", b"0"), (b"0123456789", b"10")]);
    // RFC 1321, appendix A.5, and RFC 3174, section 7.3.
    let hex = |name: &str, input: &[u8]| {
        String::from_utf8(apply("hexEncode", &apply(name, input))).expect("digits")
    };
    assert_eq!(hex("md5", b"abc"), "900150983cd24fb0d6963f7d28e17f72");
    assert_eq!(hex("md5", b""), "d41d8cd98f00b204e9800998ecf8427e");
    assert_eq!(hex("sha1", b"abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
    assert_eq!(hex("sha1", b""), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
}

#[test]
fn parity() {
    check("parityZero7bit", &[(b"\xc1A\x80", b"AA\0")]);
    // A (two bits) is even, C (three) is odd.
    check("parityEven7bit", &[(b"AC", b"A\xc3")]);
    check("parityOdd7bit", &[(b"AC", b"\xc1C")]);
}

#[test]
fn paths() {
    let common: &[(&[u8], &[u8])] = &[
        (b"/", b"/"),
        (b"a", b"a"),
        (b"/a/b.html", b"/a/b.html"),
        (b"/a/b/", b"/a/b/"),
        (b"/a//b", b"/a/b"),
        (b"/a/./b", b"/a/b"),
        (b"/a/../b", b"/b"),
        (b"/a/b/../../c", b"/c"),
        (b"/../../etc/passwd", b"/etc/passwd"),
        (b"a/../b", b"b"),
        (b"../a", b"../a"),
        (b"./a", b"a"),
        (b"a/.", b"a"),
        (b"/../", b"/"),
        (b".", b""),
        (b"///", b"/"),
        (b"/a/b/..", b"/a"),
    ];
    check("normalizePath", common);
    check("normalizePathWin", common);
    check("normalizePath", &[(b"\\a\\..\\b", b"\\a\\..\\b")]);
    check("normalizePathWin", &[(b"\\a\\..\\b", b"/b"), (b"c:\\a\\\\b", b"c:/a/b"), (b"\\", b"/")]);
}

#[test]
fn unicode_escapes() {
    check(
        "utf8toUnicode",
        &[
            ("aé".as_bytes(), b"a%u00e9"),
            ("€".as_bytes(), b"%u20ac"),
            ("😀".as_bytes(), b"%u1f600"),
            (b"a\0b", b"ab"),
            // A lead byte without its followers goes; a follower without a lead stays.
            (b"a\xc3b\x80", b"ab\x80"),
            (b"\xff", b"\xff"),
            // Overlong forms show themselves.
            (b"\xc0\xaf", b"%u002f\xc0"),
        ],
    );
}

#[test]
fn php_names() {
    check(
        "phpArgsNames",
        &[
            (b"a", b"a"),
            (b"  a.b c", b"a_b_c"),
            (b"a[b.c]", b"a[b.c]"),
            (b"a.b[c]", b"a_b[c]"),
            (b"a[b", b"a_b"),
            (b"a[]b", b"a[]"),
            (b"[a", b""),
            (b"a[ ][ b ]", b"a[][ b ]"),
            (b"a[b][c", b"a[b]"),
            (b"a]b", b"a]b"),
        ],
    );
}
