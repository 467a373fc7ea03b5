//! The request's body as the rules see it: which parser reads it, and what becomes of what it read.

use super::transaction::Transaction;
use super::values::{Pair, Span, Values};
use crate::body::multipart::{Flags, MultipartFault};
use crate::body::{Argument, Limits, json, multipart, urlencoded, xml};
use crate::seclang::variables::List;

/// Lists that say whether something was wrong: they exist for every request.
const SIGNS: [List; 20] = [
    List::ReqbodyError,
    List::ReqbodyProcessorError,
    List::UrlencodedError,
    List::InboundDataError,
    List::OutboundDataError,
    List::MultipartBoundaryQuoted,
    List::MultipartBoundaryWhitespace,
    List::MultipartCrlfLfLines,
    List::MultipartDataAfter,
    List::MultipartDataBefore,
    List::MultipartFileLimitExceeded,
    List::MultipartHeaderFolding,
    List::MultipartInvalidHeaderFolding,
    List::MultipartInvalidPart,
    List::MultipartInvalidQuoting,
    List::MultipartLfLine,
    List::MultipartMissingSemicolon,
    List::MultipartStrictError,
    List::MultipartUnmatchedBoundary,
    List::FilesCombinedSize,
];

/// Nothing is wrong yet.
pub(super) fn no_errors(values: &mut Values) {
    let zero = values.push(b"0");
    for list in SIGNS {
        values.set(list, zero);
    }
    values.set(List::RequestBodyLength, zero);
    values.set(List::ReqbodyErrorMsg, Span::default());
    values.set(List::ReqbodyProcessorErrorMsg, Span::default());
    values.set(List::ModsecBuild, zero);
}

impl Transaction<'_> {
    fn limits(&self) -> Limits {
        let config = &self.engine.rules.config;
        Limits {
            arguments: config.arguments_limit,
            depth: config.json_depth_limit,
            files: config.upload_file_limit,
            ..Limits::default()
        }
    }

    /// Adds what a form says to a list of arguments.
    pub(super) fn add_form(&mut self, list: List, form: &[u8]) {
        let limits = self.limits();
        let form = urlencoded::parse(form, self.engine.rules.config.argument_separator, &limits);
        self.add_arguments(list, &form.arguments);
        if form.invalid_encoding {
            self.values.set_bytes(List::UrlencodedError, b"1");
        }
        if form.over_limit {
            self.body_error(&format!("more than {} arguments", limits.arguments));
        }
    }

    fn add_arguments(&mut self, list: List, arguments: &[Argument<'_>]) {
        for argument in arguments {
            let key = self.values.push(&argument.name);
            let value = self.values.push(&argument.value);
            self.values.add(list, Pair { key, value });
        }
    }

    fn body_error(&mut self, message: &str) {
        let one = self.values.push(b"1");
        let message = self.values.push(message.as_bytes());
        self.values.set(List::ReqbodyError, one);
        self.values.set(List::ReqbodyProcessorError, one);
        self.values.set(List::ReqbodyErrorMsg, message);
        self.values.set(List::ReqbodyProcessorErrorMsg, message);
    }

    /// Reads the body with the parser that the content type or the rules chose.
    pub(super) fn parse_request_body(&mut self) {
        if self.done >= 2 || !self.mode.request_body_access {
            return;
        }
        let body = std::mem::take(&mut self.request_body);
        self.values.set_number(List::RequestBodyLength, body.len());
        let processor = self.mode.processor.clone();
        let kind = processor.as_deref();
        if !body.is_empty() && (self.mode.force_request_body || matches!(kind, Some("URLENCODED" | "RAW"))) {
            self.values.set_bytes(List::RequestBody, &body);
        }
        if body.is_empty() {
            return;
        }
        let limit = self.engine.rules.config.request_body_no_files_limit;
        if kind != Some("MULTIPART") && kind.is_some() && body.len() > limit {
            self.body_error("the body without files is larger than its limit");
            self.values.set_bytes(List::InboundDataError, b"1");
        }
        match kind {
            Some("URLENCODED") => self.add_form(List::ArgsPost, &body),
            Some("MULTIPART") => self.multipart(&body),
            Some("JSON") => {
                let flat = json::flatten(&body, &self.limits());
                for argument in &flat.arguments {
                    // A list of scalars has a name of its own too: rules look at the ends of names.
                    if let Some(list) = argument.name.strip_suffix(b".array_0") {
                        let key = self.values.push(list);
                        self.values.add(List::ArgsPost, Pair { key, value: Span::default() });
                    }
                    self.add_arguments(List::ArgsPost, std::slice::from_ref(argument));
                }
                if let Some(fault) = flat.fault {
                    self.body_error(&fault.to_string());
                }
            }
            Some("XML") => self.xml(&body),
            _ => {}
        }
        self.set_arguments_size();
    }

    fn xml(&mut self, body: &[u8]) {
        let document = xml::parse(body, &self.limits());
        if let Some(text) = &document.text {
            let value = self.values.push(text);
            self.values.add(List::XmlText, Pair { key: Span::default(), value });
        }
        for attribute in &document.attributes {
            let value = self.values.push(attribute);
            self.values.add(List::XmlAttributes, Pair { key: Span::default(), value });
        }
        if let Some(fault) = document.fault {
            self.body_error(&fault.to_string());
        }
    }

    fn multipart(&mut self, body: &[u8]) {
        let content_type = self.header(b"content-type").unwrap_or_default().to_vec();
        let read = multipart::parse(&content_type, body, &self.limits());
        let mut files_size = 0usize;
        for part in &read.parts {
            let key = self.values.push(&part.name);
            for header in &part.headers {
                let value = self.values.push(header);
                self.values.add(List::MultipartPartHeaders, Pair { key, value });
            }
            let content = self.values.push(part.content);
            let Some(file) = part.file_name.as_ref().filter(|_| part.is_file()) else {
                self.values.add(List::ArgsPost, Pair { key, value: content });
                continue;
            };
            let name = self.values.push(file);
            files_size = files_size.saturating_add(part.content.len());
            let size = self.values.push_number(part.content.len() as i64);
            self.values.add(List::Files, Pair { key, value: name });
            self.values.add(List::FilesNames, Pair { key, value: key });
            self.values.add(List::FilesSizes, Pair { key, value: size });
            self.values.add(List::FilesTmpContent, Pair { key, value: content });
            if let Some(extended) = &part.extended_file_name {
                let value = self.values.push(extended);
                self.values.add(List::Files, Pair { key, value });
            }
        }
        self.values.set_number(List::FilesCombinedSize, files_size);
        if let Some(name) = &read.last_name {
            let value = self.values.push(name);
            self.values.add(List::MultipartName, Pair { key: value, value });
        }
        if let Some(name) = &read.last_file_name {
            let value = self.values.push(name);
            self.values.add(List::MultipartFileName, Pair { key: value, value });
        }
        self.multipart_flags(&read.flags);
        if let Some(fault) = &read.fault {
            let message = match fault {
                // The wording that rule authors' tests look for.
                MultipartFault::HeaderCharacter => {
                    "Multipart: Invalid part header (contains invalid character)".to_owned()
                }
                fault => fault.to_string(),
            };
            self.body_error(&format!("Multipart parsing error: {message}"));
        }
    }

    fn multipart_flags(&mut self, flags: &Flags) {
        let one = self.values.push(b"1");
        for (raised, list) in [
            (flags.boundary_quoted, List::MultipartBoundaryQuoted),
            (flags.boundary_whitespace, List::MultipartBoundaryWhitespace),
            (flags.crlf_lf_lines(), List::MultipartCrlfLfLines),
            (flags.data_after, List::MultipartDataAfter),
            (flags.data_before, List::MultipartDataBefore),
            (flags.file_limit_exceeded, List::MultipartFileLimitExceeded),
            (flags.header_folding, List::MultipartHeaderFolding),
            (flags.invalid_header_folding, List::MultipartInvalidHeaderFolding),
            (flags.invalid_part, List::MultipartInvalidPart),
            (flags.invalid_quoting, List::MultipartInvalidQuoting),
            (flags.lf_line, List::MultipartLfLine),
            (flags.missing_semicolon, List::MultipartMissingSemicolon),
            (flags.strict_error(), List::MultipartStrictError),
        ] {
            if raised {
                self.values.set(list, one);
            }
        }
        if flags.unmatched_boundary > 0 {
            self.values.set_number(List::MultipartUnmatchedBoundary, usize::from(flags.unmatched_boundary));
        }
    }

    /// `ARGS_COMBINED_SIZE`: all names and values of arguments together.
    pub(super) fn set_arguments_size(&mut self) {
        let of = |list| {
            let pairs = self.values.list(list).iter();
            pairs.map(|p| self.values.get(p.key).len() + self.values.get(p.value).len()).sum::<usize>()
        };
        let size = of(List::ArgsGet) + of(List::ArgsPost);
        self.values.set_number(List::ArgsCombinedSize, size);
    }
}
