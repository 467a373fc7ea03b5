//! Requests and responses by RFC 9112, and what it does not allow.

use super::*;

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn check_line(line: &str, method: &str, target: &str, version: &str, valid: bool) {
    let wire = format!("{line}\r\n\r\n");
    let request = Request::split(wire.as_bytes());
    assert_eq!(text(request.line), line);
    assert_eq!(
        (text(request.method), text(request.target), text(request.version)),
        (method.to_owned(), target.to_owned(), version.to_owned()),
        "{line}"
    );
    assert_eq!(request.faults.is_empty(), valid, "{line}: {:?}", request.faults);
}

#[test]
fn request_lines_are_kept_as_they_are() {
    check_line("GET / HTTP/1.1", "GET", "/", "HTTP/1.1", true);
    check_line("CONNECT example.org:443 HTTP/1.1", "CONNECT", "example.org:443", "HTTP/1.1", true);
    check_line("OPTIONS * HTTP/1.0", "OPTIONS", "*", "HTTP/1.0", true);
    check_line("GET /?a=\"<>\" HTTP/1.1", "GET", "/?a=\"<>\"", "HTTP/1.1", true);
    check_line("GET /a b HTTP/1.1", "GET", "/a b", "HTTP/1.1", false);
    check_line("   GET / HTTP/1.1", "GET", "/", "HTTP/1.1", false);
    check_line("GET /", "GET", "/", "", false);
    check_line("GET / HTTP", "GET", "/ HTTP", "", false);
    check_line("GET", "GET", "", "", false);
    check_line("GET HTTP/1.1", "GET", "", "HTTP/1.1", false);
}

fn check_headers(headers: &str, expected: &[(&str, &str)], faults: &[Fault]) {
    let wire = format!("GET / HTTP/1.1\r\n{headers}\r\n");
    let request = Request::split(wire.as_bytes());
    let found: Vec<_> = request.headers.iter().map(|h| (text(h.name), text(&h.value))).collect();
    let expected: Vec<_> = expected.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
    assert_eq!(found, expected, "{headers}");
    assert_eq!(request.faults, faults, "{headers}");
}

#[test]
fn headers() {
    check_headers("", &[], &[]);
    check_headers("Host: a\r\n", &[("Host", "a")], &[]);
    check_headers("Host:a\r\nhost: \t b \r\n", &[("Host", "a"), ("host", "b")], &[]);
    check_headers("A: b: c\r\n", &[("A", "b: c")], &[]);
    check_headers("A:\r\n", &[("A", "")], &[]);
    check_headers("A: b\r\n  c\r\n\td\r\n", &[("A", "b c d")], &[Fault::Folded]);
    check_headers(" a\r\nB: c\r\n", &[("B", "c")], &[Fault::Folded, Fault::FoldedWithoutHeader]);
    check_headers("A: b\nC: d\r\n", &[("A", "b"), ("C", "d")], &[Fault::BareLineFeed]);
    check_headers("A: b\rc\r\n", &[("A", "b\rc")], &[Fault::BareCarriageReturn]);
    check_headers("A: b\0c\r\n", &[("A", "b\0c")], &[Fault::Nul]);
    check_headers("nothing\r\n", &[], &[Fault::HeaderWithoutColon]);
    check_headers("A : b\r\n", &[("A ", "b")], &[Fault::HeaderName]);
    check_headers(": b\r\n", &[("", "b")], &[Fault::HeaderName]);
}

#[test]
fn headers_are_found_whatever_their_case() {
    let request = Request::split(b"GET / HTTP/1.1\r\nHOST: a\r\nX: y\r\nhost: b\r\n\r\n");
    assert_eq!(request.header(b"Host").collect::<Vec<_>>(), [b"a", b"b"]);
}

#[test]
fn empty_lines_before_the_first_are_skipped() {
    let request = Request::split(b"\r\n\nGET / HTTP/1.1\r\n\r\n");
    assert_eq!(request.line, b"GET / HTTP/1.1");
    assert_eq!(request.faults, []);
}

#[test]
fn headers_without_an_end() {
    assert_eq!(Request::split(b"GET / HTTP/1.1\r\nA: b").faults, [Fault::HeadersIncomplete]);
    assert_eq!(Request::split(b"").faults, [Fault::FirstLine, Fault::HeadersIncomplete]);
}

fn check_body(headers: &str, wire: &str, body: &str, rest: &str, faults: &[Fault]) {
    let wire = format!("POST / HTTP/1.1\r\n{headers}\r\n{wire}");
    let request = Request::split(wire.as_bytes());
    assert_eq!((text(&request.body), text(request.rest)), (body.to_owned(), rest.to_owned()), "{wire}");
    assert_eq!(request.faults, faults, "{wire}");
}

#[test]
fn bodies_by_length() {
    check_body("", "", "", "", &[]);
    check_body("", "abc", "", "abc", &[]);
    check_body("Content-Length: 3\r\n", "abc", "abc", "", &[]);
    check_body("Content-Length: 3\r\n", "abcGET /", "abc", "GET /", &[]);
    check_body("Content-Length: 3\r\nContent-Length: 3\r\n", "abc", "abc", "", &[]);
    check_body("Content-Length: 3\r\nContent-Length: 1\r\n", "abc", "abc", "", &[Fault::TwoContentLengths]);
    check_body("Content-Length: 4\r\n", "abc", "abc", "", &[Fault::BodyIncomplete]);
    for invalid in ["NotDigits", "-1", "+3", "0x3", "", "99999999999999999999999"] {
        check_body(&format!("Content-Length: {invalid}\r\n"), "abc", "abc", "", &[Fault::ContentLength]);
    }
}

#[test]
fn bodies_in_chunks() {
    let check = |wire: &str, body: &str, rest: &str, faults: &[Fault]| {
        check_body("Transfer-Encoding: Chunked\r\n", wire, body, rest, faults);
    };
    check("0\r\n\r\n", "", "", &[]);
    check("3\r\nabc\r\n0\r\n\r\n", "abc", "", &[]);
    check("3\r\nabc\r\nA\r\n0123456789\r\n00\r\n\r\nGET", "abc0123456789", "GET", &[]);
    check("3;x=\"y\"\r\nabc\r\n0\r\nTrailer: x\r\n\r\n", "abc", "", &[]);
    check("3\r\nab", "ab", "", &[Fault::BodyIncomplete]);
    check("3\r\nabc\r\n", "abc", "", &[Fault::BodyIncomplete]);
    check("x\r\nabc", "x\r\nabc", "", &[Fault::Chunks]);
    check("3x\r\nabc\r\n0\r\n\r\n", "3x\r\nabc\r\n0\r\n\r\n", "", &[Fault::Chunks]);
    check("3\nabc\n0\n\n", "abc", "", &[Fault::Chunks]);
    check("fffffffffffffffff\r\nabc", "fffffffffffffffff\r\nabc", "", &[Fault::Chunks]);
}

#[test]
fn lengths_beside_encodings_are_suspect() {
    let headers = "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n";
    check_body(headers, "1\r\na\r\n0\r\n\r\n", "a", "", &[Fault::LengthAndEncoding]);
    check_body("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n", "", "", &[Fault::TransferEncoding]);
    check_body("Transfer-Encoding: xchunked\r\n", "abc", "abc", "", &[Fault::TransferEncoding]);
}

#[test]
fn responses() {
    let response = Response::split(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nabc");
    assert_eq!(
        (response.status, &*response.body, response.rest),
        (Some(200), b"ab".as_slice(), b"c".as_slice())
    );
    let response = Response::split(b"HTTP/1.1 404\r\n\r\nto the end");
    assert_eq!((response.status, &*response.body), (Some(404), b"to the end".as_slice()));
    assert_eq!(response.faults, []);
    let response = Response::split(b"HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\nHTTP");
    assert_eq!((&*response.body, response.rest), (b"".as_slice(), b"HTTP".as_slice()));
    for line in ["HTTP/1.1 OK", "200 OK", "HTTP/1.1 2000 OK", ""] {
        let wire = format!("{line}\r\n\r\n");
        assert!(Response::split(wire.as_bytes()).faults.contains(&Fault::FirstLine), "{line}");
    }
}

#[test]
fn cookie_headers() {
    let check = |value: &str, expected: &[(&str, &str)]| {
        let found: Vec<_> = cookies(value.as_bytes()).map(|c| (text(&c.name), text(&c.value))).collect();
        let expected: Vec<_> = expected.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        assert_eq!(found, expected, "{value}");
    };
    check("", &[]);
    check("a=b", &[("a", "b")]);
    check("a=b; c=d", &[("a", "b"), ("c", "d")]);
    check("a=b=c;d", &[("a", "b=c"), ("d", "")]);
    check("a=\"b c\"; =x; ;a=%20 ", &[("a", "\"b c\""), ("a", "%20 ")]);
}
