//! A whole exchange at once, as it was on the wire.

use super::{Client, Engine, Transaction};
use crate::decision::{Decision, Refusal};
use crate::http::{Fault, Header, Request, Response};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A request and, if there was one, its response.
#[derive(Debug, Clone, Copy)]
pub struct Exchange<'a> {
    /// The request as it was on the wire.
    pub request: &'a [u8],
    /// The response as it was on the wire.
    pub response: Option<&'a [u8]>,
    /// Who sent it and when.
    pub client: Client<'a>,
    /// Whether the decision holds a trace of every rule.
    pub trace: bool,
    /// Whether values are left out of the decision.
    pub redact: bool,
}

impl<'a> Exchange<'a> {
    /// A request without a response.
    #[must_use]
    pub fn request(request: &'a [u8]) -> Self {
        Self { request, response: None, client: Client::default(), trace: false, redact: false }
    }

    /// With its response.
    #[must_use]
    pub const fn with_response(mut self, response: &'a [u8]) -> Self {
        self.response = Some(response);
        self
    }
}

impl Engine {
    /// Decides a whole exchange. Without a response the rules of phases 3 and 4 do not run.
    #[must_use]
    pub fn decide(&self, exchange: &Exchange<'_>) -> Decision {
        let mut transaction = self.transaction(&exchange.client);
        if exchange.trace {
            transaction.trace();
        }
        if exchange.redact {
            transaction.redact();
        }
        transaction.feed(exchange);
        transaction.finish()
    }
}

impl Transaction<'_> {
    /// Feeds a whole exchange; stops where the rules stop it.
    pub fn feed(&mut self, exchange: &Exchange<'_>) {
        let request = Request::split(exchange.request);
        self.refusal = refusal(&request);
        if unreadable(&request) {
            return;
        }
        self.request_line(request.line);
        for (name, value) in combined(&request.headers) {
            self.request_header(name, &value);
        }
        if self.request_headers_end().is_some()
            || self.request_body(&request.body).is_some()
            || self.request_end().is_some()
        {
            return;
        }
        let Some(response) = exchange.response else { return };
        let response = Response::split(response);
        self.response_line(response.version, response.status.unwrap_or(0));
        for header in &response.headers {
            self.response_header(header.name, &header.value);
        }
        if self.response_headers_end().is_some() || self.response_body(&response.body).is_some() {
            return;
        }
        self.response_end();
    }
}

/// The headers as a server hands them on: lines of one name are one list (RFC 9110, section 5.3), and a length beside a
/// transfer encoding is gone (RFC 9112, section 6.3).
fn combined<'r>(headers: &'r [Header<'_>]) -> Vec<(&'r [u8], Cow<'r, [u8]>)> {
    let chunked = headers.iter().any(|h| h.name.eq_ignore_ascii_case(b"transfer-encoding"));
    // Few headers are compared with each other; many are looked up, so that the time stays linear.
    let mut seen: BTreeMap<Vec<u8>, usize> = BTreeMap::new();
    let many = headers.len() > 64;
    let mut out: Vec<(&[u8], Cow<'_, [u8]>)> = Vec::with_capacity(headers.len());
    for header in headers {
        if chunked && header.name.eq_ignore_ascii_case(b"content-length") {
            continue;
        }
        let at = if many {
            *seen.entry(header.name.to_ascii_lowercase()).or_insert(out.len())
        } else {
            out.iter().position(|(name, _)| name.eq_ignore_ascii_case(header.name)).unwrap_or(out.len())
        };
        match out.get_mut(at) {
            Some((_, value)) => {
                let separator: &[u8] =
                    if header.name.eq_ignore_ascii_case(b"cookie") { b"; " } else { b", " };
                value.to_mut().extend_from_slice(separator);
                value.to_mut().extend_from_slice(&header.value);
            }
            None => out.push((header.name, Cow::Borrowed(&*header.value))),
        }
    }
    out
}

/// Whether two readers could see different headers in it: then there is nothing certain to run rules on.
fn unreadable(request: &Request<'_>) -> bool {
    request.faults.iter().any(|fault| matches!(fault, Fault::BareCarriageReturn | Fault::HeaderWithoutColon))
}

/// Why a server must not take a request, by RFC 9110 and 9112 and as Apache reads them.
pub(crate) fn refusal(request: &Request<'_>) -> Option<Refusal> {
    let bad = |reason| Some(Refusal { status: 400, reason });
    let token = |b: &u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(b);
    for fault in &request.faults {
        match fault {
            Fault::FirstLine => return bad("the request line is not `METHOD target HTTP/1.x`"),
            Fault::BareCarriageReturn => return bad("a carriage return stands alone in the headers"),
            Fault::Nul => return bad("a NUL byte stands in the headers"),
            Fault::HeaderWithoutColon => return bad("a header line has no colon"),
            Fault::HeaderName => return bad("a header has a name that is not allowed"),
            Fault::ContentLength | Fault::TwoContentLengths => {
                return bad("the length is no number, or not one");
            }
            _ => {}
        }
    }
    if request.line.starts_with(b" ") || request.line.starts_with(b"\t") || !request.method.iter().all(token)
    {
        return bad("the method is no token");
    }
    if !matches!(
        request.version,
        b"HTTP/1.0" | b"HTTP/1.1" | b"HTTP/2" | b"HTTP/2.0" | b"HTTP/3" | b"HTTP/3.0"
    ) {
        return bad("the version of the protocol is not known");
    }
    if !target_is_valid(request.method, request.target) {
        return bad("the target is no path, no URL and no authority");
    }
    let mut hosts = request.header(b"host");
    match (hosts.next(), hosts.next()) {
        (Some(_), Some(_)) => bad("there are two hosts"),
        (None, _) if request.version == b"HTTP/1.1" => bad("the host is missing"),
        (Some(b""), _) if request.version == b"HTTP/1.1" => bad("the host is empty"),
        (Some(host), _) if !host_is_valid(host) => bad("the host has characters that no host has"),
        _ => None,
    }
}

fn target_is_valid(method: &[u8], target: &[u8]) -> bool {
    if method == b"CONNECT" {
        let port = memchr::memrchr(b':', target).and_then(|at| target.get(at + 1..)).unwrap_or_default();
        return !port.is_empty() && port.iter().all(u8::is_ascii_digit);
    }
    if target.contains(&b'#') {
        return false;
    }
    target.starts_with(b"/")
        || (method == b"OPTIONS" && target == b"*")
        || memchr::memmem::find(target, b"://").is_some()
}

fn host_is_valid(host: &[u8]) -> bool {
    host.iter().all(|b| b.is_ascii_alphanumeric() || b"-._~:[]".contains(b))
}
