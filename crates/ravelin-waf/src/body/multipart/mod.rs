//! `multipart/form-data` bodies, read as strictly as ModSecurity reads them.
//!
//! Servers disagree on broken multipart bodies, and attacks live in the disagreement. So everything unusual raises a flag
//! for rules to see ([`Flags`]), and what two parsers could read in two ways is a fault. The parts read before a fault stay.
//! Where ModSecurity 2 and 3 differ: `filename*` is taken as in version 3, and so is an empty file name, whose content is
//! an argument's.

mod boundary;
mod disposition;
mod part;
#[cfg(test)]
mod tests;

use super::Limits;
use std::borrow::Cow;
use std::fmt;

pub use disposition::DispositionFault;

/// The longest line a part's header may have, and how far into a line a boundary is looked for.
const LINE: usize = 4096;

/// What a multipart body says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Multipart<'a> {
    /// Complete parts, in order.
    pub parts: Vec<Part<'a>>,
    /// What was unusual.
    pub flags: Flags,
    /// What was wrong, if anything.
    pub fault: Option<MultipartFault>,
    /// The last part name seen, also of a part that did not come through (`MULTIPART_NAME`).
    pub last_name: Option<Cow<'a, [u8]>>,
    /// The last file name seen (`MULTIPART_FILENAME`).
    pub last_file_name: Option<Cow<'a, [u8]>>,
}

/// One part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part<'a> {
    /// Its name in the form.
    pub name: Cow<'a, [u8]>,
    /// Its file name.
    pub file_name: Option<Cow<'a, [u8]>>,
    /// The value of `filename*`, still percent-encoded, without its character set and language.
    pub extended_file_name: Option<Cow<'a, [u8]>>,
    /// Header lines without their ends, folded ones joined by a space (`MULTIPART_PART_HEADERS`).
    pub headers: Vec<Cow<'a, [u8]>>,
    /// Its content.
    pub content: &'a [u8],
    /// Where the content starts in the body.
    pub offset: usize,
}

impl Part<'_> {
    /// Whether it is a file; what is none is an argument.
    pub fn is_file(&self) -> bool {
        self.file_name.as_ref().is_some_and(|name| !name.is_empty())
    }
}

/// What was unusual: the `MULTIPART_*` variables.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "named as the variables are")]
pub struct Flags {
    /// A fault other than a missing end: part of `MULTIPART_STRICT_ERROR` only.
    pub error: bool,
    pub boundary_quoted: bool,
    pub boundary_whitespace: bool,
    pub data_before: bool,
    pub data_after: bool,
    pub header_folding: bool,
    pub invalid_header_folding: bool,
    pub lf_line: bool,
    pub crlf_line: bool,
    pub missing_semicolon: bool,
    pub invalid_quoting: bool,
    pub invalid_part: bool,
    pub file_limit_exceeded: bool,
    /// 1 after a line that looks like a boundary and is not ours, 2 if ours came after it: text with other boundaries in it,
    /// which strict rules (`!@eq 0`) refuse and permissive ones (`@eq 1`) allow.
    pub unmatched_boundary: u8,
}

impl Flags {
    /// `MULTIPART_STRICT_ERROR`: everything but an unmatched boundary and lines that end in CR LF.
    pub fn strict_error(&self) -> bool {
        self.error
            || self.boundary_quoted
            || self.boundary_whitespace
            || self.data_before
            || self.data_after
            || self.header_folding
            || self.invalid_header_folding
            || self.lf_line
            || self.missing_semicolon
            || self.invalid_quoting
            || self.invalid_part
            || self.file_limit_exceeded
    }

    /// `MULTIPART_CRLF_LF_LINES`: both kinds of line ends.
    pub fn crlf_lf_lines(&self) -> bool {
        self.crlf_line && self.lf_line
    }
}

/// Why a body was not read to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each says itself in its message")]
pub enum MultipartFault {
    ContentTypeMissing,
    ContentTypeTooLong,
    NotFormData,
    SeveralBoundaries,
    BoundaryNotFound,
    BoundaryCase,
    BoundaryMalformed,
    BoundaryParameterName,
    BoundaryQuote,
    BoundaryContent,
    BoundaryCharacters,
    BoundaryEmpty,
    BoundaryLine,
    BoundaryLineQuotes,
    BoundaryLineWhitespace,
    NulInHeader,
    HeaderTooLong,
    HeaderFolding,
    HeaderColonMissing,
    HeaderNameMissing,
    HeaderCharacter,
    HeaderTwice(String),
    DispositionMissing,
    Disposition(DispositionFault),
    PartNameMissing,
    FileNameAmbiguous,
    FinalBoundaryMissing,
    NoBoundary,
    TooManyParts,
    TooManyHeaders,
}

impl fmt::Display for MultipartFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Multipart: ")?;
        f.write_str(match self {
            Self::ContentTypeMissing => "Content-Type header not available",
            Self::ContentTypeTooLong => "invalid boundary in Content-Type (length)",
            Self::NotFormData => "invalid MIME type",
            Self::SeveralBoundaries => "several boundary parameters in Content-Type",
            Self::BoundaryNotFound => "no boundary in Content-Type",
            Self::BoundaryCase => "invalid boundary in Content-Type (case)",
            Self::BoundaryMalformed => "invalid boundary in Content-Type (malformed)",
            Self::BoundaryParameterName => "invalid boundary in Content-Type (parameter name)",
            Self::BoundaryQuote => "invalid boundary in Content-Type (quote)",
            Self::BoundaryContent => "invalid boundary in Content-Type (content)",
            Self::BoundaryCharacters => "invalid boundary in Content-Type (characters)",
            Self::BoundaryEmpty => "invalid boundary in Content-Type (empty)",
            Self::BoundaryLine => "invalid boundary",
            Self::BoundaryLineQuotes => "invalid boundary (quotes)",
            Self::BoundaryLineWhitespace => "invalid boundary (white space)",
            Self::NulInHeader => "NUL byte in part headers",
            Self::HeaderTooLong => "part header too long",
            Self::HeaderFolding => "invalid part header (folding)",
            Self::HeaderColonMissing => "invalid part header (colon missing)",
            Self::HeaderNameMissing => "invalid part header (name missing)",
            Self::HeaderCharacter => "invalid part header (invalid character)",
            Self::HeaderTwice(name) => return write!(f, "part header twice: {name}"),
            Self::DispositionMissing => "part without Content-Disposition header",
            Self::Disposition(fault) => return write!(f, "invalid Content-Disposition header: {fault}"),
            Self::PartNameMissing => "Content-Disposition header without a name",
            Self::FileNameAmbiguous => "invalid Content-Disposition header (file name)",
            Self::FinalBoundaryMissing => "final boundary missing",
            Self::NoBoundary => "no boundary in the body",
            Self::TooManyParts => "more parts than the limit",
            Self::TooManyHeaders => "too many headers in a part",
        })
    }
}

impl std::error::Error for MultipartFault {}

/// Takes a body apart by its `Content-Type`.
pub fn parse<'a>(content_type: &'a [u8], body: &'a [u8], limits: &Limits) -> Multipart<'a> {
    let mut out = Multipart::default();
    let boundary = match boundary::of_content_type(content_type, &mut out.flags) {
        Ok(boundary) => boundary,
        Err(fault) => {
            out.flags.error = true;
            out.fault = Some(fault);
            return out;
        }
    };
    let marked = [b"--", boundary].concat();
    let mut reader = Reader {
        boundary,
        marked: memchr::memmem::Finder::new(&marked),
        limits,
        out,
        open: None,
        boundaries: 0,
        after_bare_lf: false,
        files: 0,
    };
    if let Err(fault) = reader.read(body) {
        let unfinished = matches!(fault, MultipartFault::FinalBoundaryMissing | MultipartFault::NoBoundary);
        reader.out.flags.error |= !unfinished;
        reader.out.fault = Some(fault);
    }
    reader.out
}

struct Reader<'a, 'l> {
    boundary: &'a [u8],
    /// Finds the boundary with its two hyphens.
    marked: memchr::memmem::Finder<'l>,
    limits: &'l Limits,
    out: Multipart<'a>,
    open: Option<part::OpenPart<'a>>,
    boundaries: usize,
    /// Whether the line before ended in a line feed alone.
    after_bare_lf: bool,
    files: usize,
}

impl<'a> Reader<'a, '_> {
    fn read(&mut self, body: &'a [u8]) -> Result<(), MultipartFault> {
        let mut at = 0;
        while let Some(length) = memchr::memchr(b'\n', body.get(at..).unwrap_or_default()) {
            let end = at + length + 1;
            let line = body.get(at..end).unwrap_or_default();
            match self.boundary_line(line)? {
                Some(is_final) => {
                    self.close(body)?;
                    self.boundaries += 1;
                    if is_final {
                        self.out.flags.data_after |= end < body.len();
                        return Ok(());
                    }
                    self.open = Some(part::OpenPart::default());
                }
                None => self.content_line(line, at, end)?,
            }
            self.after_bare_lf = !line.ends_with(b"\r\n");
            at = end;
        }
        self.unended(body, at)
    }

    /// The last line, which has no end: only the final boundary may be one.
    fn unended(&mut self, body: &'a [u8], at: usize) -> Result<(), MultipartFault> {
        if body.is_empty() {
            return Ok(());
        }
        if self.boundaries == 0 {
            return Err(MultipartFault::NoBoundary);
        }
        let line = body.get(at..).unwrap_or_default();
        let inner = line.strip_prefix(b"--").and_then(|line| line.strip_suffix(b"--"));
        if inner != Some(self.boundary) {
            return Err(MultipartFault::FinalBoundaryMissing);
        }
        self.out.flags.lf_line |= self.after_bare_lf;
        if self.open.as_ref().is_some_and(|part| !part.has_content_line()) {
            self.out.flags.invalid_part = true;
        }
        self.close(body)
    }

    /// Whether this line is a boundary, and if so the final one.
    fn boundary_line(&mut self, line: &[u8]) -> Result<Option<bool>, MultipartFault> {
        let seen = line.get(..LINE.min(line.len())).unwrap_or_default();
        let text = seen.get(..memchr::memchr(0, seen).unwrap_or(seen.len())).unwrap_or_default();
        let Some(rest) = text.strip_prefix(b"--").filter(|_| text.len() > 3) else {
            if self.marked.find(seen).is_some() {
                self.out.flags.unmatched_boundary = 1;
            }
            return Ok(None);
        };
        let Some(end) = rest.strip_prefix(self.boundary) else {
            return self.unmatched(rest).map(|()| None);
        };
        self.out.flags.lf_line |= self.after_bare_lf;
        if self.boundaries > 0 && self.open.as_ref().is_some_and(|part| !part.has_content_line()) {
            // A boundary where a part's content should start: some parsers take it for one, some for content.
            self.out.flags.invalid_part = true;
            return Ok(None);
        }
        if self.boundaries > 0 && self.out.flags.unmatched_boundary > 0 {
            self.out.flags.unmatched_boundary = 2;
        }
        let (is_final, end) = end.strip_prefix(b"--").map_or((false, end), |end| (true, end));
        match end {
            b"\r\n" => self.out.flags.crlf_line = true,
            b"\n" => self.out.flags.lf_line = true,
            _ => return Err(MultipartFault::BoundaryLine),
        }
        Ok(Some(is_final))
    }

    /// A line that starts like a boundary and is not ours.
    fn unmatched(&mut self, rest: &[u8]) -> Result<(), MultipartFault> {
        let quoted = rest.strip_prefix(b"\"").is_some_and(|rest| rest.starts_with(self.boundary));
        if self.out.flags.boundary_quoted && quoted {
            return Err(MultipartFault::BoundaryLineQuotes);
        }
        let spaces = rest.iter().take_while(|byte| part::is_space(**byte)).count();
        if spaces > 0 && rest.get(spaces..).unwrap_or_default().starts_with(self.boundary) {
            return Err(MultipartFault::BoundaryLineWhitespace);
        }
        self.out.flags.unmatched_boundary = 1;
        Ok(())
    }

    fn content_line(&mut self, line: &'a [u8], at: usize, end: usize) -> Result<(), MultipartFault> {
        let Some(part) = &mut self.open else {
            self.out.flags.data_before = true;
            return Ok(());
        };
        if part.in_content() {
            part.add_content(at, end);
            return Ok(());
        }
        part.header_line(line, &mut self.out)
    }

    /// Ends the part that is open.
    fn close(&mut self, body: &'a [u8]) -> Result<(), MultipartFault> {
        let Some(open) = self.open.take() else { return Ok(()) };
        let Some(part) = open.finish(body) else {
            self.out.flags.invalid_part = true;
            return Ok(());
        };
        if part.is_file() {
            self.files += 1;
            self.out.flags.file_limit_exceeded |= self.files > self.limits.files;
        }
        if self.out.parts.len() >= self.limits.arguments.saturating_add(self.limits.files) {
            return Err(MultipartFault::TooManyParts);
        }
        self.out.parts.push(part);
        Ok(())
    }
}
