//! Multipart bodies, the usual by RFC 7578 and the unusual by what ModSecurity's manual says of its flags.

use super::*;

const TYPE: &str = "multipart/form-data; boundary=0000";

fn read(content_type: &str, body: &str, check: impl FnOnce(&Multipart<'_>)) {
    check(&parse(content_type.as_bytes(), body.as_bytes(), &Limits::default()));
}

/// Names, file names and contents of the parts.
fn parts(parsed: &Multipart<'_>) -> Vec<(String, Option<String>, String)> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    parsed.parts.iter().map(|p| (text(&p.name), p.file_name.as_deref().map(text), text(p.content))).collect()
}

/// A body of one part with these header lines.
fn with_headers(headers: &str) -> String {
    format!("--0000\r\n{headers}\r\n\r\n1\r\n--0000--\r\n")
}

/// The flags that are up, in the order of [`Flags`].
fn flags(flags: &Flags) -> Vec<&'static str> {
    let all = [
        ("error", flags.error),
        ("boundary_quoted", flags.boundary_quoted),
        ("boundary_whitespace", flags.boundary_whitespace),
        ("data_before", flags.data_before),
        ("data_after", flags.data_after),
        ("header_folding", flags.header_folding),
        ("invalid_header_folding", flags.invalid_header_folding),
        ("lf_line", flags.lf_line),
        ("missing_semicolon", flags.missing_semicolon),
        ("invalid_quoting", flags.invalid_quoting),
        ("invalid_part", flags.invalid_part),
        ("file_limit_exceeded", flags.file_limit_exceeded),
    ];
    all.into_iter().filter(|(_, is_up)| *is_up).map(|(name, _)| name).collect()
}

fn check_flags(content_type: &str, body: &str, expected: &[&str]) {
    read(content_type, body, |parsed| {
        assert_eq!(flags(&parsed.flags), expected, "{content_type}\n{body}\n{:?}", parsed.fault);
        assert_eq!(parsed.flags.strict_error(), !expected.is_empty());
    });
}

fn check_fault(content_type: &str, body: &str, fault: MultipartFault) {
    read(content_type, body, |parsed| assert_eq!(parsed.fault, Some(fault), "{content_type}\n{body}"));
}

const GOOD: &str = "--0000\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--0000--\r\n";

#[test]
fn arguments_and_files() {
    let body = "--0000\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\none\r\ntwo\r\n--0000\r\n\
                Content-Disposition: form-data; name=\"f\"; filename=\"x.txt\"\r\nContent-Type: text/plain\r\n\r\n\
                content\r\n--0000\r\nContent-Disposition: form-data; name=b\r\n\r\n\r\n--0000--\r\n";
    read(TYPE, body, |parsed| {
        let text = |s: &str| s.to_owned();
        assert_eq!(parsed.fault, None);
        assert_eq!(
            parts(parsed),
            [
                (text("a"), None, text("one\r\ntwo")),
                (text("f"), Some(text("x.txt")), text("content")),
                (text("b"), None, text("")),
            ]
        );
        assert_eq!(flags(&parsed.flags), [""; 0]);
        assert!(parsed.flags.crlf_line && !parsed.flags.crlf_lf_lines());
        let file = &parsed.parts[1];
        assert!(file.is_file());
        assert_eq!(file.headers.len(), 2);
        assert_eq!(&*file.headers[1], b"Content-Type: text/plain");
        assert_eq!(body.get(file.offset..).map(|rest| rest.starts_with("content")), Some(true));
        assert_eq!(parsed.last_name.as_deref(), Some(b"b".as_slice()));
        assert_eq!(parsed.last_file_name.as_deref(), Some(b"x.txt".as_slice()));
    });
}

#[test]
fn the_last_line_needs_no_end() {
    check_flags(TYPE, GOOD.trim_end(), &[]);
    read(TYPE, GOOD.trim_end(), |parsed| assert_eq!((parsed.parts.len(), &parsed.fault), (1, &None)));
}

#[test]
fn nothing_is_no_fault() {
    read(TYPE, "", |parsed| assert_eq!(parsed.fault, None));
}

#[test]
fn boundaries_in_the_content_type() {
    check_flags("Multipart/Form-Data;boundary=0000", GOOD, &[]);
    check_flags("multipart/form-data; boundary=0000; charset=utf-8", GOOD, &[]);
    check_flags("multipart/form-data boundary=0000", GOOD, &["missing_semicolon"]);
    check_flags("multipart/form-data; boundary=\"0000\"", GOOD, &["boundary_quoted"]);
    check_flags("multipart/form-data; boundary =0000", GOOD, &["boundary_whitespace"]);
    for (content_type, fault) in [
        ("", MultipartFault::ContentTypeMissing),
        ("multipart/mixed; boundary=0000", MultipartFault::NotFormData),
        ("multipart/form-data", MultipartFault::BoundaryNotFound),
        ("multipart/form-data; Boundary=0000", MultipartFault::BoundaryCase),
        ("multipart/form-data, boundary=0000", MultipartFault::BoundaryMalformed),
        ("multipart/form-data;; boundary=0000", MultipartFault::BoundaryMalformed),
        ("multipart/form-data; boundary", MultipartFault::BoundaryMalformed),
        ("multipart/form-data; boundary1=0000", MultipartFault::BoundaryParameterName),
        ("multipart/form-data; boundary=0000; boundary=1111", MultipartFault::SeveralBoundaries),
        ("multipart/form-data; boundary=0000; BOUNDARY=1111", MultipartFault::SeveralBoundaries),
        ("multipart/form-data; boundary=\"0000", MultipartFault::BoundaryQuote),
        ("multipart/form-data; boundary=0000\"", MultipartFault::BoundaryQuote),
        ("multipart/form-data; boundary=00!00", MultipartFault::BoundaryCharacters),
        ("multipart/form-data; boundary=0000 ", MultipartFault::BoundaryCharacters),
        ("multipart/form-data; boundary=", MultipartFault::BoundaryEmpty),
    ] {
        check_fault(content_type, GOOD, fault);
    }
    check_fault(&format!("{TYPE}{}", "0".repeat(1000)), GOOD, MultipartFault::ContentTypeTooLong);
}

#[test]
fn boundary_lines() {
    check_flags(TYPE, &format!("before\r\n{GOOD}"), &["data_before"]);
    check_flags(TYPE, &format!("{GOOD}after"), &["data_after"]);
    check_flags(TYPE, &GOOD.replace("\r\n", "\n"), &["lf_line"]);
    let mixed = GOOD.replace("1\r\n", "1\n");
    check_flags(TYPE, &mixed, &["lf_line"]);
    read(TYPE, &mixed, |parsed| assert!(parsed.flags.crlf_lf_lines()));
    check_fault(TYPE, "nothing\r\nhere\r\n", MultipartFault::NoBoundary);
    check_fault(TYPE, &GOOD.replace("--0000--", "--0000"), MultipartFault::FinalBoundaryMissing);
    check_fault(TYPE, &GOOD.replace("--0000--\r\n", ""), MultipartFault::FinalBoundaryMissing);
    check_fault(TYPE, &GOOD.replace("--0000--", "--0000x"), MultipartFault::BoundaryLine);
    check_fault(TYPE, &GOOD.replace("--0000--", "--0000 "), MultipartFault::BoundaryLine);
    check_fault(TYPE, &GOOD.replace("--0000--", "--0000\0"), MultipartFault::BoundaryLine);
    check_fault(TYPE, &GOOD.replace("--0000--", "-- 0000--"), MultipartFault::BoundaryLineWhitespace);
    let quoted = "multipart/form-data; boundary=\"0000\"";
    check_fault(quoted, &GOOD.replace("--0000--", "--\"0000\"--"), MultipartFault::BoundaryLineQuotes);
}

#[test]
fn a_boundary_where_content_should_start() {
    let body = "--0000\r\nContent-Disposition: form-data; name=a\r\n\r\n--0000\r\n1\r\n--0000--\r\n";
    check_flags(TYPE, body, &["invalid_part"]);
    let body = "--0000\r\nContent-Disposition: form-data; name=a\r\n\r\n--0000--";
    check_flags(TYPE, body, &["invalid_part"]);
}

#[test]
fn other_boundaries() {
    let unmatched =
        |body: &str| parse(TYPE.as_bytes(), body.as_bytes(), &Limits::default()).flags.unmatched_boundary;
    assert_eq!(unmatched(GOOD), 0);
    assert_eq!(unmatched(&GOOD.replace("1\r\n", "--\r\n")), 2);
    assert_eq!(unmatched(&GOOD.replace("1\r\n", "--1111\r\n")), 2);
    assert_eq!(unmatched(&GOOD.replace("1\r\n", "x--0000\r\n")), 2);
    assert_eq!(unmatched(&GOOD.replace("1\r\n", "1 - 0000\r\n")), 0);
    assert_eq!(unmatched(&format!("--1111\r\n{GOOD}")), 2);
    assert_eq!(unmatched("--0000\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--0001--\r\n"), 1);
}

#[test]
fn headers_of_parts() {
    let good = "Content-Disposition: form-data; name=a";
    check_flags(TYPE, &with_headers("Content-Disposition: form-data;\r\n name=a"), &["header_folding"]);
    check_flags(
        TYPE,
        &with_headers("Content-Disposition: form-data;\r\n\x0bname=a"),
        &["header_folding", "invalid_header_folding"],
    );
    read(TYPE, &with_headers("content-disposition:form-data;\r\n \tname=a"), |parsed| {
        assert_eq!(&*parsed.parts[0].headers[0], b"content-disposition: form-data; name=a");
    });
    for (headers, fault) in [
        ("X: y", MultipartFault::DispositionMissing),
        ("X y", MultipartFault::HeaderColonMissing),
        (": y", MultipartFault::HeaderNameMissing),
        ("X\u{e9}: y", MultipartFault::HeaderCharacter),
        ("X : y", MultipartFault::HeaderCharacter),
        (" X: y", MultipartFault::HeaderFolding),
        ("X: \0", MultipartFault::NulInHeader),
        ("X: y\r\nx: z", MultipartFault::HeaderTwice("x".to_owned())),
    ] {
        check_fault(TYPE, &with_headers(headers), fault);
    }
    check_fault(
        TYPE,
        &with_headers(&format!("{good}\r\nX: {}", "y".repeat(5000))),
        MultipartFault::HeaderTooLong,
    );
    let folded = format!("{good}{}", "\r\n y".repeat(3000));
    check_fault(TYPE, &with_headers(&folded), MultipartFault::HeaderTooLong);
    let many: String = (0..300).map(|number| format!("X{number}: y\r\n")).collect();
    check_fault(TYPE, &with_headers(&format!("{many}{good}")), MultipartFault::TooManyHeaders);
}

fn check_disposition(value: &str, name: &str, file_name: Option<&str>, invalid_quoting: bool) {
    read(TYPE, &with_headers(&format!("Content-Disposition: {value}")), |parsed| {
        let expected = (name.to_owned(), file_name.map(str::to_owned), "1".to_owned());
        assert_eq!((parts(parsed), &parsed.fault), (vec![expected], &None), "{value}");
        assert_eq!(parsed.flags.invalid_quoting, invalid_quoting, "{value}");
    });
}

#[test]
fn dispositions() {
    check_disposition("form-data; name=a", "a", None, false);
    check_disposition("form-data ;\tname = \"a b\" ; filename=\"c\"", "a b", Some("c"), false);
    check_disposition("form-data; filename=c; name=a", "a", Some("c"), false);
    check_disposition(r#"form-data; name="a\"b\\c\d""#, r#"a"b\c\d"#, None, false);
    check_disposition("form-data; name=\"a'b\"", "a'b", None, false);
    check_disposition("form-data; name='a\"b'", "a\"b", None, true);
    check_disposition("form-data; name=a'b", "a'b", None, true);
    check_disposition("form-data; name=a; filename=\"\"", "a", Some(""), false);
    check_disposition("form-data; name=a; filename=b; filename*=utf-8'en'b%20c", "a", Some("b"), false);
}

#[test]
fn invalid_dispositions() {
    use DispositionFault as Fault;
    for (value, fault) in [
        ("attachment; name=a", Fault::NotFormData),
        ("Form-Data; name=a", Fault::NotFormData),
        ("form-data, name=a", Fault::Separator),
        ("form-data; name=\"a\"b", Fault::Separator),
        ("form-data; name=a,", Fault::Separator),
        ("form-data; ", Fault::ParameterMissing),
        ("form-data; name", Fault::ValueMissing),
        ("form-data; name=", Fault::ValueMissing),
        ("form-data; name=\"a", Fault::QuoteOpen),
        ("form-data; name=\"a\\", Fault::EscapeOpen),
        ("form-data; name=a; size=1", Fault::Unknown),
        ("form-data; name=a; name=b", Fault::NameTwice),
        ("form-data; name=a; filename=b; filename=c", Fault::FileNameTwice),
        ("form-data; name=a; filename=b; filename*=''c", Fault::Extended),
        ("form-data; name=a; filename=b; filename*=utf-8''%zz", Fault::Extended),
        ("form-data; name=a; filename*=utf-8''b", Fault::OnlyExtended),
    ] {
        let body = with_headers(&format!("Content-Disposition: {value}"));
        check_fault(TYPE, &body, MultipartFault::Disposition(fault));
    }
    check_fault(TYPE, &with_headers("Content-Disposition: form-data"), MultipartFault::PartNameMissing);
    check_fault(
        TYPE,
        &with_headers("Content-Disposition: form-data; name=\"\""),
        MultipartFault::PartNameMissing,
    );
    let ambiguous = with_headers("Content-Disposition: form-data; name=a; filename =b");
    check_fault(TYPE, &ambiguous, MultipartFault::FileNameAmbiguous);
}

#[test]
fn what_came_before_a_fault_stays() {
    let body = GOOD.replace("--0000--", "--0000") + "broken\r\n\r\n1\r\n--0000--\r\n";
    read(TYPE, &body, |parsed| {
        assert_eq!(parsed.fault, Some(MultipartFault::HeaderColonMissing));
        assert_eq!(parsed.parts.len(), 1);
        assert!(parsed.flags.error);
    });
}

#[test]
fn limits() {
    let file = "--0000\r\nContent-Disposition: form-data; name=a; filename=b\r\n\r\n1\r\n";
    let body = format!("{}--0000--\r\n", file.repeat(3));
    let with = |files: usize, arguments: usize| {
        let limits = Limits { files, arguments, ..Limits::default() };
        let parsed = parse(TYPE.as_bytes(), body.as_bytes(), &limits);
        (parsed.parts.len(), parsed.flags.file_limit_exceeded, parsed.fault)
    };
    assert_eq!(with(3, 3), (3, false, None));
    assert_eq!(with(2, 3), (3, true, None));
    assert_eq!(with(1, 1), (2, true, Some(MultipartFault::TooManyParts)));
}
