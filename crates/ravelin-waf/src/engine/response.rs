//! The response as values.

use super::transaction::Transaction;
use super::values::Pair;
use crate::seclang::variables::List;

impl Transaction<'_> {
    /// The protocol and the status of the response.
    pub fn response_line(&mut self, protocol: &[u8], status: u16) {
        self.values.set_bytes(List::ResponseProtocol, protocol);
        self.values.set_number(List::ResponseStatus, usize::from(status));
        let mark = self.values.mark();
        self.values.write(protocol);
        self.values.write(b" ");
        self.values.push_number(i64::from(status));
        let line = self.values.since(mark);
        self.values.set(List::StatusLine, line);
    }

    /// A header of the response.
    pub fn response_header(&mut self, name: &[u8], value: &[u8]) {
        let key = self.values.push(name);
        let span = self.values.push(value);
        self.values.add(List::ResponseHeaders, Pair { key, value: span });
        if name.eq_ignore_ascii_case(b"content-type") {
            self.values.set(List::ResponseContentType, span);
        }
        if name.eq_ignore_ascii_case(b"content-length") {
            self.values.set(List::ResponseContentLength, span);
        }
    }

    /// Whether the rules want to see this response's body: the caller need not keep it otherwise.
    #[must_use]
    pub fn wants_response_body(&self) -> bool {
        if !self.mode.response_body_access {
            return false;
        }
        let full = self.values.single(List::ResponseContentType);
        let end = memchr::memchr(b';', full).unwrap_or(full.len());
        let kind = full.get(..end).unwrap_or_default().trim_ascii();
        let types = &self.engine.rules.config.response_mime_types;
        types.iter().any(|t| match t {
            Some(wanted) => kind.eq_ignore_ascii_case(wanted.as_bytes()),
            None => kind.is_empty(),
        })
    }

    pub(super) fn prepare_response_body(&mut self) {
        if self.done >= 4 || !self.wants_response_body() {
            return;
        }
        let body = std::mem::take(&mut self.response_body);
        self.values.set_bytes(List::ResponseBody, &body);
        if self.values.list(List::ResponseContentLength).is_empty() {
            self.values.set_number(List::ResponseContentLength, body.len());
        }
    }
}
