//! The request line and the headers as values.

use super::transaction::Transaction;
use super::values::Pair;
use crate::http;
use crate::seclang::variables::List;
use std::borrow::Cow;

impl Transaction<'_> {
    /// The request line as it came, without its end.
    pub fn request_line(&mut self, line: &[u8]) {
        let mut words = line.split(|b| *b == b' ').filter(|w| !w.is_empty());
        let method = words.next().unwrap_or_default();
        let after = line.get(offset(line, method) + method.len()..).unwrap_or_default().trim_ascii();
        let (target, protocol) = match memchr::memrchr(b' ', after) {
            Some(space) => {
                let (target, protocol) = after.split_at_checked(space).unwrap_or((after, b""));
                (target.trim_ascii_end(), protocol.trim_ascii_start())
            }
            // A request without a version is one of HTTP/0.9.
            None if after.starts_with(b"HTTP/") => (b"".as_slice(), after),
            None => (after, b"HTTP/0.9".as_slice()),
        };
        self.request_parts(line, method, target, protocol);
    }

    /// The parts of the request line, for callers that never had the line (HTTP/2): they make up one.
    pub fn request_parts(&mut self, line: &[u8], method: &[u8], target: &[u8], protocol: &[u8]) {
        let values = &mut self.values;
        values.set_bytes(List::RequestLine, line);
        values.set_bytes(List::RequestMethod, method);
        values.set_bytes(List::RequestProtocol, protocol);
        values.set_bytes(List::RequestUriRaw, target);
        let path_and_query = without_authority(target);
        let end = memchr::memchr(b'#', path_and_query).unwrap_or(path_and_query.len());
        let no_fragment = path_and_query.get(..end).unwrap_or_default();
        let (path, query) = match memchr::memchr(b'?', no_fragment) {
            Some(at) => {
                (no_fragment.get(..at).unwrap_or_default(), no_fragment.get(at + 1..).unwrap_or_default())
            }
            None => (no_fragment, b"".as_slice()),
        };
        values.set_bytes(List::RequestUri, path_and_query);
        let path = percent_decoded(path);
        values.set_bytes(List::RequestFilename, &path);
        values.set_bytes(List::QueryString, query);
        let base = path.rsplit(|b| matches!(b, b'/' | b'\\')).next().unwrap_or_default();
        values.set_bytes(List::RequestBasename, base);
        self.add_form(List::ArgsGet, query);
    }

    /// A header of the request, in the order they came.
    pub fn request_header(&mut self, name: &[u8], value: &[u8]) {
        let key = self.values.push(name);
        let span = self.values.push(value);
        self.values.add(List::RequestHeaders, Pair { key, value: span });
        if name.eq_ignore_ascii_case(b"cookie") {
            for cookie in http::cookies(value) {
                let key = self.values.push(&cookie.name);
                let value = self.values.push(&cookie.value);
                self.values.add(List::RequestCookies, Pair { key, value });
            }
        }
    }

    /// What follows from the headers together.
    pub(super) fn prepare_request(&mut self) {
        if self.done >= 1 {
            return;
        }
        let content_type = self.header(b"content-type").unwrap_or_default();
        let starts =
            |with: &[u8]| content_type.get(..with.len()).is_some_and(|c| c.eq_ignore_ascii_case(with));
        if starts(b"application/x-www-form-urlencoded") {
            self.mode.processor = Some("URLENCODED".into());
        } else if starts(b"multipart/form-data") {
            self.mode.processor = Some("MULTIPART".into());
        }
        let host = self.header(b"host").unwrap_or_default();
        let name = match host.iter().rposition(|b| *b == b':') {
            Some(at) if !host.ends_with(b"]") => host.get(..at).unwrap_or_default(),
            _ => host,
        };
        let name = name.to_vec();
        self.values.set_bytes(List::ServerName, &name);
        self.set_arguments_size();
    }
}

fn offset(line: &[u8], part: &[u8]) -> usize {
    line.windows(part.len().max(1)).position(|w| w == part).unwrap_or(0)
}

/// A path as the server looks it up: percent-encoded bytes decoded once, everything else left alone.
fn percent_decoded(path: &[u8]) -> Cow<'_, [u8]> {
    if memchr::memchr(b'%', path).is_none() {
        return Cow::Borrowed(path);
    }
    let mut out = Vec::with_capacity(path.len());
    let mut rest = path;
    while let Some((first, tail)) = rest.split_first() {
        let digits = match tail {
            [a, b, ..] if *first == b'%' => (char::from(*a).to_digit(16), char::from(*b).to_digit(16)),
            _ => (None, None),
        };
        match digits {
            (Some(high), Some(low)) => {
                out.push((high * 16 + low) as u8);
                rest = tail.get(2..).unwrap_or_default();
            }
            _ => {
                out.push(*first);
                rest = tail;
            }
        }
    }
    Cow::Owned(out)
}

/// A target without `http://host`.
fn without_authority(target: &[u8]) -> &[u8] {
    let Some(at) = memchr::memmem::find(target, b"://") else { return target };
    let scheme = target.get(..at).unwrap_or_default();
    if scheme.is_empty() || !scheme.iter().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(b)) {
        return target;
    }
    let rest = target.get(at + 3..).unwrap_or_default();
    let slash = rest.iter().position(|b| matches!(b, b'/' | b'?' | b'#'));
    slash.and_then(|at| rest.get(at..)).unwrap_or(b"/")
}
