//! Bodies, requests and responses: within limits, the same twice, every place in the body; JSON agrees with another reader.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ravelin_waf::body::{Limits, json, multipart, urlencoded, xml};
use ravelin_waf::http::{Request, Response, cookies};

fuzz_target!(|data: &[u8]| {
    // Up to the first line feed it is a content type, the rest is a body.
    let end = data.iter().position(|byte| *byte == b'\n').unwrap_or(data.len());
    let (content_type, body) = data.split_at(end);
    let body = body.get(1..).unwrap_or_default();
    let small = Limits { arguments: 5, depth: 3, files: 1, name_bytes: 100 };
    for limits in [Limits::default(), small] {
        form(body, &limits);
        parts(content_type, body, &limits);
        document(body, &limits);
        tree(body, &limits);
    }
    compare(body);
    wire(data);
});

fn form(body: &[u8], limits: &Limits) {
    let form = urlencoded::parse(body, b'&', limits);
    assert_eq!(form, urlencoded::parse(body, b'&', limits));
    assert!(form.arguments.len() <= limits.arguments);
    assert!(form.arguments.iter().map(|a| a.name.len() + a.value.len()).sum::<usize>() <= body.len());
}

fn parts(content_type: &[u8], body: &[u8], limits: &Limits) {
    let parsed = multipart::parse(content_type, body, limits);
    assert_eq!(parsed, multipart::parse(content_type, body, limits));
    for part in &parsed.parts {
        assert!(!part.name.is_empty(), "a part without a name");
        assert_eq!(body.get(part.offset..part.offset + part.content.len()), Some(part.content));
    }
    if let Some(fault) = &parsed.fault {
        assert!(fault.to_string().starts_with("Multipart: "));
    }
    assert!(parsed.parts.len() <= limits.arguments + limits.files);
}

fn document(body: &[u8], limits: &Limits) {
    let flat = json::flatten(body, limits);
    assert_eq!(flat, json::flatten(body, limits));
    assert!(flat.arguments.len() <= limits.arguments);
    assert!(flat.arguments.iter().all(|argument| argument.name.starts_with(b"json")));
    assert!(flat.arguments.iter().map(|argument| argument.name.len()).sum::<usize>() <= limits.name_bytes);
}

fn tree(body: &[u8], limits: &Limits) {
    let read = xml::parse(body, limits);
    assert_eq!(read, xml::parse(body, limits));
    assert!(read.attributes.len() <= limits.arguments);
    assert!(read.fault.is_some() || read.text.is_some(), "a document without a root");
    if let Some(text) = &read.text {
        assert!(std::str::from_utf8(text).is_ok());
        assert!(text.len() <= body.len() * 2);
    }
}

/// What serde_json reads, we read; what we read, it reads, but for what it is stricter about.
fn compare(body: &[u8]) {
    if body.is_empty() {
        return;
    }
    let limits = Limits { arguments: usize::MAX, name_bytes: usize::MAX, ..Limits::default() };
    let ours = json::flatten(body, &limits).fault;
    let theirs = serde_json::from_slice::<serde::de::IgnoredAny>(body).map(|_| ()).err();
    let stricter =
        body.windows(2).any(|pair| pair == b"\\u") || body.iter().filter(|b| b"[{".contains(b)).count() > 100;
    match (ours, theirs) {
        (Some(fault), None) => assert!(body.contains(&0x7f) || ignored_text(body), "refused: {fault}"),
        (None, Some(fault)) => assert!(stricter, "read what is no JSON: {fault}"),
        _ => {}
    }
}

/// A reader that throws strings away need not look at their text.
fn ignored_text(body: &[u8]) -> bool {
    std::str::from_utf8(body).is_err() || body.windows(2).any(|pair| pair == b"\\u")
}

fn wire(data: &[u8]) {
    let request = Request::split(data);
    assert_eq!(request, Request::split(data));
    assert!(request.line.len() + request.body.len() + request.rest.len() <= data.len());
    assert!(request.method.len() + request.target.len() + request.version.len() <= request.line.len());
    for value in request.header(b"cookie") {
        assert!(cookies(value).all(|cookie| !cookie.name.is_empty()));
    }
    let response = Response::split(data);
    assert!(response.line.len() + response.body.len() + response.rest.len() <= data.len());
}
