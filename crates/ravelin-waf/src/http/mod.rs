//! Requests and responses as they are on the wire, HTTP/1: split, nothing refused.
//!
//! An attack often is what an HTTP library would refuse, so everything reaches the rules: the request line stays as it
//! was sent, header lines keep their order and their duplicates, and what is odd is listed in [`Fault`]s for whoever
//! must be strict. Names and values are bytes; nothing is decoded but chunked bodies.

mod chunked;
mod cookies;
mod head;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::fmt;

pub use cookies::cookies;

/// A header line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header<'a> {
    /// The name as it was sent.
    pub name: &'a [u8],
    /// The value without white space around it; folded lines are joined by a space.
    pub value: Cow<'a, [u8]>,
}

/// A request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request<'a> {
    /// The request line as it was sent, without its end.
    pub line: &'a [u8],
    /// The first word of the line.
    pub method: &'a [u8],
    /// What stands between the first word and the version, spaces and all.
    pub target: &'a [u8],
    /// The last word, if it starts with `HTTP/`; empty if not.
    pub version: &'a [u8],
    /// Headers in order.
    pub headers: Vec<Header<'a>>,
    /// The body, its chunks joined.
    pub body: Cow<'a, [u8]>,
    /// What is left behind the body.
    pub rest: &'a [u8],
    /// What is odd about it.
    pub faults: Vec<Fault>,
}

/// A response.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response<'a> {
    /// The status line as it was sent, without its end.
    pub line: &'a [u8],
    /// The first word of the line.
    pub version: &'a [u8],
    /// The status, if there is one.
    pub status: Option<u16>,
    /// Headers in order.
    pub headers: Vec<Header<'a>>,
    /// The body, its chunks joined; without a length it goes on to the end.
    pub body: Cow<'a, [u8]>,
    /// What is left behind the body.
    pub rest: &'a [u8],
    /// What is odd about it.
    pub faults: Vec<Fault>,
}

/// Something a strict server would refuse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// The first line is not of three words, or not of this protocol.
    FirstLine,
    /// A line ends in a line feed alone.
    BareLineFeed,
    /// A carriage return stands alone in a line.
    BareCarriageReturn,
    /// A NUL stands in a line.
    Nul,
    /// A header line has no colon: it is not in the list of headers.
    HeaderWithoutColon,
    /// A header's name is empty or has something that is not allowed in one.
    HeaderName,
    /// A header goes on in a second line.
    Folded,
    /// A second line has no header before it.
    FoldedWithoutHeader,
    /// There are more headers than are read.
    TooManyHeaders,
    /// The end of the headers is missing.
    HeadersIncomplete,
    /// `Content-Length` is no number.
    ContentLength,
    /// There are two different lengths.
    TwoContentLengths,
    /// There are a length and a transfer encoding.
    LengthAndEncoding,
    /// A transfer encoding that is not read here, or not last.
    TransferEncoding,
    /// The chunks are broken.
    Chunks,
    /// The body is shorter than announced.
    BodyIncomplete,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::FirstLine => "the first line is not valid",
            Self::BareLineFeed => "a line ends in a line feed alone",
            Self::BareCarriageReturn => "a carriage return stands alone",
            Self::Nul => "a NUL stands in the headers",
            Self::HeaderWithoutColon => "a header line has no colon",
            Self::HeaderName => "a header name is not valid",
            Self::Folded => "a header is folded",
            Self::FoldedWithoutHeader => "a folded line has no header before it",
            Self::TooManyHeaders => "there are too many headers",
            Self::HeadersIncomplete => "the headers have no end",
            Self::ContentLength => "`Content-Length` is no number",
            Self::TwoContentLengths => "there are two different lengths",
            Self::LengthAndEncoding => "there are a length and a transfer encoding",
            Self::TransferEncoding => "the transfer encoding is not supported",
            Self::Chunks => "the chunks of the body are broken",
            Self::BodyIncomplete => "the body is shorter than announced",
        })
    }
}

impl<'a> Request<'a> {
    /// Splits a request. Without a length it has no body; what stands there is its [`Request::rest`].
    pub fn split(wire: &'a [u8]) -> Self {
        let head = head::read(wire);
        let mut faults = head.faults;
        let (method, target, version) = head::request_line(head.line);
        if version.is_empty() || target.is_empty() || target.contains(&b' ') || head.line.starts_with(b" ") {
            faults.push(Fault::FirstLine);
        }
        let (body, rest) = body(&head.headers, head.rest, false, &mut faults);
        Self {
            line: head.line,
            method,
            target,
            version,
            headers: head.headers,
            body,
            rest,
            faults: tidy(faults),
        }
    }

    /// The values of a header, whatever its case, in order.
    pub fn header<'r>(&'r self, name: &'r [u8]) -> impl Iterator<Item = &'r [u8]> {
        values(&self.headers, name)
    }
}

impl<'a> Response<'a> {
    /// Splits a response to anything but a `HEAD` request.
    pub fn split(wire: &'a [u8]) -> Self {
        let head = head::read(wire);
        let mut faults = head.faults;
        let (version, status) = head::status_line(head.line);
        if status.is_none() || !version.starts_with(b"HTTP/") {
            faults.push(Fault::FirstLine);
        }
        let bodiless = matches!(status, Some(100..=199 | 204 | 304));
        let (body, rest) = if bodiless {
            (Cow::Borrowed(b"".as_slice()), head.rest)
        } else {
            body(&head.headers, head.rest, true, &mut faults)
        };
        Self { line: head.line, version, status, headers: head.headers, body, rest, faults: tidy(faults) }
    }

    /// The values of a header, whatever its case, in order.
    pub fn header<'r>(&'r self, name: &'r [u8]) -> impl Iterator<Item = &'r [u8]> {
        values(&self.headers, name)
    }
}

fn values<'r>(headers: &'r [Header<'_>], name: &'r [u8]) -> impl Iterator<Item = &'r [u8]> {
    headers.iter().filter(move |header| header.name.eq_ignore_ascii_case(name)).map(|header| &*header.value)
}

fn tidy(mut faults: Vec<Fault>) -> Vec<Fault> {
    faults.sort_unstable();
    faults.dedup();
    faults
}

/// The body these headers announce, and what is behind it. RFC 9112, section 6.3; a length that is none takes everything.
fn body<'a>(
    headers: &[Header<'a>],
    wire: &'a [u8],
    to_end: bool,
    faults: &mut Vec<Fault>,
) -> (Cow<'a, [u8]>, &'a [u8]) {
    let mut lengths = values(headers, b"content-length").map(trim_blanks);
    let length = lengths.next();
    if lengths.any(|other| Some(other) != length) {
        faults.push(Fault::TwoContentLengths);
    }
    if let Some(encoding) = values(headers, b"transfer-encoding").last() {
        if length.is_some() {
            faults.push(Fault::LengthAndEncoding);
        }
        let last = encoding.rsplit(|byte| *byte == b',').next().unwrap_or_default();
        if trim_blanks(last).eq_ignore_ascii_case(b"chunked") {
            if values(headers, b"transfer-encoding").count() > 1 || encoding.contains(&b',') {
                faults.push(Fault::TransferEncoding);
            }
            return chunked::join(wire, faults);
        }
        faults.push(Fault::TransferEncoding);
        return (Cow::Borrowed(wire), b"");
    }
    let Some(length) = length else {
        return if to_end { (Cow::Borrowed(wire), b"") } else { (Cow::Borrowed(b""), wire) };
    };
    let digits =
        std::str::from_utf8(length).ok().filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
    let Some(length) = digits.and_then(|digits| digits.parse().ok()) else {
        faults.push(Fault::ContentLength);
        return (Cow::Borrowed(wire), b"");
    };
    match wire.split_at_checked(length) {
        Some((body, rest)) => (Cow::Borrowed(body), rest),
        None => {
            faults.push(Fault::BodyIncomplete);
            (Cow::Borrowed(wire), b"")
        }
    }
}

/// Without the spaces and tabs around it.
fn trim_blanks(text: &[u8]) -> &[u8] {
    let blank = |byte: &u8| matches!(byte, b' ' | b'\t');
    let start = text.iter().take_while(|byte| blank(byte)).count();
    let text = text.get(start..).unwrap_or_default();
    let end = text.len() - text.iter().rev().take_while(|byte| blank(byte)).count();
    text.get(..end).unwrap_or_default()
}
