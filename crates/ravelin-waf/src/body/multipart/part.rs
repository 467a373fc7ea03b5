//! One part while it is read: its headers, then its content.

use super::{LINE, Multipart, MultipartFault, Part, disposition};
use std::borrow::Cow;

/// As C's `isspace`.
pub(super) const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | 9..=13)
}

/// More headers than any form has; the search for one that came twice looks at all of them.
const HEADERS: usize = 256;

struct Header<'a> {
    name: &'a [u8],
    value: Cow<'a, [u8]>,
    /// As it stands in the body; none once a folded line was joined to it.
    line: Option<&'a [u8]>,
}

impl<'a> Header<'a> {
    fn whole_line(&self) -> Cow<'a, [u8]> {
        match self.line {
            Some(line) => Cow::Borrowed(line),
            None => Cow::Owned([self.name, b": ", &self.value].concat()),
        }
    }
}

#[derive(Default)]
pub(super) struct OpenPart<'a> {
    part: Part<'a>,
    headers: Vec<Header<'a>>,
    has_name: bool,
    in_content: bool,
    /// Where the content starts, and where its last line ends.
    content: Option<(usize, usize)>,
}

impl<'a> OpenPart<'a> {
    pub(super) fn in_content(&self) -> bool {
        self.in_content
    }

    /// Whether a line of content was read: an empty content has one.
    pub(super) fn has_content_line(&self) -> bool {
        self.content.is_some()
    }

    pub(super) fn add_content(&mut self, start: usize, end: usize) {
        self.content = Some((self.content.map_or(start, |(start, _)| start), end));
    }

    /// The part, without the line end before the boundary; none if it has no name.
    pub(super) fn finish(mut self, body: &'a [u8]) -> Option<Part<'a>> {
        if !self.has_name {
            return None;
        }
        if let Some((start, end)) = self.content {
            let content = body.get(start..end).unwrap_or_default();
            let content = content.strip_suffix(b"\n").unwrap_or(content);
            self.part.content = content.strip_suffix(b"\r").unwrap_or(content);
            self.part.offset = start;
        }
        Some(self.part)
    }

    pub(super) fn header_line(
        &mut self,
        line: &'a [u8],
        out: &mut Multipart<'a>,
    ) -> Result<(), MultipartFault> {
        if line.len() > LINE {
            return Err(MultipartFault::HeaderTooLong);
        }
        if memchr::memchr(0, line).is_some() {
            return Err(MultipartFault::NulInHeader);
        }
        let text = match line {
            [text @ .., b'\r', b'\n'] => {
                out.flags.crlf_line = true;
                text
            }
            [text @ .., b'\n'] => {
                out.flags.lf_line = true;
                text
            }
            text => text,
        };
        match text.first() {
            None => self.end_of_headers(out),
            Some(first) if is_space(*first) => self.folded(text, out),
            Some(_) => self.header(text),
        }
    }

    fn header(&mut self, text: &'a [u8]) -> Result<(), MultipartFault> {
        let colon = memchr::memchr(b':', text).ok_or(MultipartFault::HeaderColonMissing)?;
        let (name, value) = text.split_at_checked(colon).unwrap_or((text, b""));
        if name.is_empty() {
            return Err(MultipartFault::HeaderNameMissing);
        }
        if !name.iter().all(u8::is_ascii_graphic) {
            return Err(MultipartFault::HeaderCharacter);
        }
        if self.headers.iter().any(|known| known.name.eq_ignore_ascii_case(name)) {
            return Err(MultipartFault::HeaderTwice(String::from_utf8_lossy(name).into_owned()));
        }
        let value = value.get(1..).unwrap_or_default();
        let blanks = value.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        let value = value.get(blanks..).unwrap_or_default();
        if self.headers.len() >= HEADERS {
            return Err(MultipartFault::TooManyHeaders);
        }
        self.headers.push(Header { name, value: Cow::Borrowed(value), line: Some(text) });
        Ok(())
    }

    /// RFC 2557 folds with spaces and tabs; some servers take any white space.
    fn folded(&mut self, text: &'a [u8], out: &mut Multipart<'a>) -> Result<(), MultipartFault> {
        out.flags.header_folding = true;
        let blanks = text.iter().take_while(|byte| is_space(**byte)).count();
        let (blanks, text) = text.split_at_checked(blanks).unwrap_or((text, b""));
        out.flags.invalid_header_folding |= blanks.iter().any(|byte| !matches!(byte, b' ' | b'\t'));
        let Some(header) = self.headers.last_mut() else { return Err(MultipartFault::HeaderFolding) };
        let joined = header.value.to_mut();
        joined.push(b' ');
        joined.extend_from_slice(text);
        header.line = None;
        if joined.len() > LINE { Err(MultipartFault::HeaderTooLong) } else { Ok(()) }
    }

    fn end_of_headers(&mut self, out: &mut Multipart<'a>) -> Result<(), MultipartFault> {
        self.part.headers = self.headers.iter().map(Header::whole_line).collect();
        let header =
            self.headers.iter().find(|header| header.name.eq_ignore_ascii_case(b"Content-Disposition"));
        let Some(Header { value: header, .. }) = header else {
            return Err(MultipartFault::DispositionMissing);
        };
        let (found, result) = disposition::parse(header);
        out.flags.invalid_quoting |= found.invalid_quoting;
        out.last_name = found.name.clone().or_else(|| out.last_name.take());
        out.last_file_name = found.file_name.clone().or_else(|| out.last_file_name.take());
        result.map_err(MultipartFault::Disposition)?;
        let name = found.name.filter(|name| !name.is_empty()).ok_or(MultipartFault::PartNameMissing)?;
        // Simple parsers search the header for `filename=`: one we found and they do not is refused.
        if found.file_name.as_ref().is_some_and(|name| !name.is_empty())
            && memchr::memmem::find(header, b"filename=").is_none()
        {
            return Err(MultipartFault::FileNameAmbiguous);
        }
        self.part.name = name;
        self.part.file_name = found.file_name;
        self.part.extended_file_name = found.extended_file_name;
        self.has_name = true;
        self.in_content = true;
        Ok(())
    }
}
