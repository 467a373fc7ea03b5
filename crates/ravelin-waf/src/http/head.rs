//! The first line and the headers.

use super::{Fault, Header, trim_blanks};
use std::borrow::Cow;

/// More headers than any server takes.
const HEADERS: usize = 10_000;

#[derive(Default)]
pub(super) struct Head<'a> {
    pub(super) line: &'a [u8],
    pub(super) headers: Vec<Header<'a>>,
    /// What is behind the empty line.
    pub(super) rest: &'a [u8],
    pub(super) faults: Vec<Fault>,
}

pub(super) fn read(wire: &[u8]) -> Head<'_> {
    let mut head = Head { rest: wire, ..Head::default() };
    // RFC 9112, section 2.2: an empty line before the first is let pass.
    while let Some(rest) = head.rest.strip_prefix(b"\r\n").or_else(|| head.rest.strip_prefix(b"\n")) {
        head.rest = rest;
    }
    head.line = head.next_line().unwrap_or_default();
    loop {
        match head.next_line() {
            None => {
                head.faults.push(Fault::HeadersIncomplete);
                return head;
            }
            Some([]) => return head,
            Some(line @ [b' ' | b'\t', ..]) => head.fold(line),
            Some(line) => head.header(line),
        }
    }
}

impl<'a> Head<'a> {
    /// The next line without its end, if there is more.
    fn next_line(&mut self) -> Option<&'a [u8]> {
        if self.rest.is_empty() {
            return None;
        }
        let end = memchr::memchr(b'\n', self.rest).unwrap_or(self.rest.len());
        let line = self.rest.get(..end).unwrap_or_default();
        let has_end = end < self.rest.len();
        self.rest = self.rest.get(end + 1..).unwrap_or_default();
        let stripped = line.strip_suffix(b"\r");
        if has_end && stripped.is_none() {
            self.faults.push(Fault::BareLineFeed);
        }
        let line = stripped.unwrap_or(line);
        if memchr::memchr(b'\r', line).is_some() {
            self.faults.push(Fault::BareCarriageReturn);
        }
        if memchr::memchr(0, line).is_some() {
            self.faults.push(Fault::Nul);
        }
        Some(line)
    }

    fn header(&mut self, line: &'a [u8]) {
        let Some(colon) = memchr::memchr(b':', line) else {
            return self.faults.push(Fault::HeaderWithoutColon);
        };
        let (name, value) = line.split_at_checked(colon).unwrap_or((line, b""));
        let token = |byte: &u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(byte);
        if name.is_empty() || !name.iter().all(token) {
            self.faults.push(Fault::HeaderName);
        }
        if self.headers.len() >= HEADERS {
            return self.faults.push(Fault::TooManyHeaders);
        }
        let value = Cow::Borrowed(trim_blanks(value.get(1..).unwrap_or_default()));
        self.headers.push(Header { name, value });
    }

    fn fold(&mut self, line: &[u8]) {
        self.faults.push(Fault::Folded);
        match self.headers.last_mut() {
            Some(header) => {
                let value = header.value.to_mut();
                value.push(b' ');
                value.extend_from_slice(trim_blanks(line));
            }
            None => self.faults.push(Fault::FoldedWithoutHeader),
        }
    }
}

/// Method, target and version of a request line.
pub(super) fn request_line(line: &[u8]) -> (&[u8], &[u8], &[u8]) {
    let line = trim_blanks(line);
    let (method, rest) = word(line);
    match memchr::memrchr(b' ', rest).and_then(|space| rest.split_at_checked(space + 1)) {
        Some((target, version)) if version.starts_with(b"HTTP/") => (method, trim_blanks(target), version),
        _ if rest.starts_with(b"HTTP/") => (method, b"", rest),
        _ => (method, rest, b""),
    }
}

/// Version and status of a status line.
pub(super) fn status_line(line: &[u8]) -> (&[u8], Option<u16>) {
    let (version, rest) = word(line);
    let (status, _) = word(rest);
    let digits = std::str::from_utf8(status).ok().filter(|text| text.len() == 3);
    (version, digits.and_then(|digits| digits.parse().ok()))
}

/// The first word, and what is behind the spaces after it.
fn word(line: &[u8]) -> (&[u8], &[u8]) {
    match memchr::memchr(b' ', line).and_then(|space| line.split_at_checked(space)) {
        Some((word, rest)) => (word, trim_blanks(rest)),
        None => (line, b""),
    }
}
