//! Requests in the forms that people have them: JSON lines, a raw request, HAR.
//!
//! JSON lines are read one by one, so that their number does not matter. A request that can't be read is told with its
//! id, and the others go on.

use super::har;
use base64::Engine as _;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use ravelin_engine::waf::{Input, Line};
use serde::Deserialize;
use serde_json::Value as Json;
use std::collections::VecDeque;
use std::io;
use std::path::Path;

/// A request, with its response where there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sent {
    /// What it was called; any JSON value.
    pub(super) id: Json,
    pub(super) request: Vec<u8>,
    pub(super) response: Option<Vec<u8>>,
}

/// Something that is no request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NoRequest {
    pub(super) id: Json,
    pub(super) why: String,
}

pub(super) type Item = Result<Sent, NoRequest>;

/// The requests of an input, one by one.
#[derive(Debug)]
pub(super) struct Requests {
    input: Input,
    first: Option<Line>,
    ready: VecDeque<Item>,
}

/// How the requests are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Lines,
    Raw,
    Har,
}

impl Requests {
    /// Looks at the name and the first line to see how the requests are written.
    pub(super) fn new(mut input: Input, path: Option<&Path>) -> io::Result<Self> {
        let first = input.line()?;
        let form = match &first {
            Line::Text(text) => form(path, text),
            Line::TooLong | Line::End => Form::Lines,
        };
        let Line::Text(text) = &first else {
            return Ok(Self { input, first: Some(first), ready: VecDeque::new() });
        };
        if form == Form::Lines {
            return Ok(Self { input, first: Some(first), ready: VecDeque::new() });
        }
        let mut whole = text.clone();
        whole.push(b'\n');
        whole.extend(input.rest()?);
        let name = path.filter(|path| *path != Path::new("-")).and_then(Path::file_name);
        let name = name.map_or_else(|| "stdin".to_owned(), |name| name.to_string_lossy().into_owned());
        let ready = match form {
            Form::Har => har::read(&name, &whole).into(),
            Form::Raw | Form::Lines => {
                VecDeque::from([Ok(Sent { id: name.into(), request: whole, response: None })])
            }
        };
        Ok(Self { input, first: None, ready })
    }

    /// Can the next one be had without waiting for input?
    pub(super) fn is_ready(&self) -> bool {
        self.first.is_some() || !self.ready.is_empty() || self.input.is_ready()
    }

    /// The next one.
    pub(super) fn next(&mut self) -> io::Result<Option<Item>> {
        if let Some(item) = self.ready.pop_front() {
            return Ok(Some(item));
        }
        loop {
            let line = match self.first.take() {
                Some(line) => line,
                None => self.input.line()?,
            };
            return Ok(match line {
                Line::End => None,
                Line::TooLong => {
                    Some(Err(NoRequest { id: Json::Null, why: "the line is longer than is read".to_owned() }))
                }
                Line::Text(text) if text.trim_ascii().is_empty() => continue,
                Line::Text(text) => Some(line_of(&text)),
            });
        }
    }
}

fn form(path: Option<&Path>, first: &[u8]) -> Form {
    let ending = path.and_then(Path::extension).map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    match ending.as_deref() {
        Some("har") => return Form::Har,
        Some("jsonl" | "ndjson") => return Form::Lines,
        Some("http" | "raw") => return Form::Raw,
        _ => {}
    }
    let first = first.trim_ascii();
    let first = first.strip_prefix(b"\xef\xbb\xbf").unwrap_or(first);
    if first.starts_with(b"{") {
        return match serde_json::from_slice::<Json>(first) {
            Ok(object) if object.get("log").is_some_and(Json::is_object) => Form::Har,
            Ok(_) => Form::Lines,
            // A document that goes on in the next line, and lines do not.
            Err(error) if error.is_eof() => Form::Har,
            Err(_) => Form::Lines,
        };
    }
    let version = first.rsplit(|b| *b == b' ').next().unwrap_or_default();
    if version.starts_with(b"HTTP/") { Form::Raw } else { Form::Lines }
}

/// A line of JSON; what else is in the object does not matter.
#[derive(Deserialize)]
struct Written {
    #[serde(default)]
    id: Json,
    request_b64: Option<String>,
    response_b64: Option<String>,
}

fn line_of(text: &[u8]) -> Item {
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    let written: Written = serde_json::from_slice(text).map_err(|error| NoRequest {
        // The id may be there all the same, in an object with a member of the wrong type.
        id: serde_json::from_slice::<Json>(text)
            .ok()
            .and_then(|json| json.get("id").cloned())
            .unwrap_or_default(),
        why: format!("the line is no request: {error}"),
    })?;
    let id = written.id;
    let no = |why: String| NoRequest { id: id.clone(), why };
    let request = written.request_b64.ok_or_else(|| no("`request_b64` is missing".to_owned()))?;
    let request = decoded(&request).map_err(|why| no(format!("`request_b64` is not base64: {why}")))?;
    let response = written.response_b64.map(|text| decoded(&text)).transpose();
    let response = response.map_err(|why| no(format!("`response_b64` is not base64: {why}")))?;
    if request.is_empty() {
        return Err(no("the request is empty".to_owned()));
    }
    Ok(Sent { id, request, response })
}

/// Base64 with or without its padding, in one line or several.
pub(super) fn decoded(text: &str) -> Result<Vec<u8>, String> {
    const LENIENT: GeneralPurpose = GeneralPurpose::new(
        &base64::alphabet::STANDARD,
        GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
    );
    LENIENT.decode(text.split_ascii_whitespace().collect::<String>()).map_err(|error| error.to_string())
}

/// The id as a text, for logs.
pub(super) fn name(id: &Json) -> String {
    match id {
        Json::String(text) => text.clone(),
        Json::Null => "-".to_owned(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_is_seen_in_the_name_or_the_first_line() {
        let seen = |name: &str, first: &str| form(Some(Path::new(name)), first.as_bytes());
        assert_eq!(seen("a.har", "x"), Form::Har);
        assert_eq!(seen("a.json", r#"{"log": {"entries": []}}"#), Form::Har);
        assert_eq!(seen("a.json", "{"), Form::Har);
        assert_eq!(seen("a.json", r#"{"id": "1", "request_b64": ""}"#), Form::Lines);
        assert_eq!(seen("-", "{'id'}"), Form::Lines);
        assert_eq!(seen("a", "GET / HTTP/1.1\r"), Form::Raw);
        assert_eq!(seen("a.http", "anything"), Form::Raw);
        assert_eq!(seen("a", "no request at all"), Form::Lines);
    }

    #[test]
    fn lines_say_what_they_lack() {
        let why = |text: &str| line_of(text.as_bytes()).expect_err("an error");
        assert_eq!(
            why(r#"{"id": "a"}"#),
            NoRequest { id: "a".into(), why: "`request_b64` is missing".into() }
        );
        assert!(why(r#"{"id": 7, "request_b64": "*"}"#).why.starts_with("`request_b64` is not base64"));
        assert!(why(r#"{"id": 7, "request_b64": "QQ", "response_b64": "*"}"#).why.contains("response_b64"));
        assert_eq!(why(r#"{"id": 7, "request_b64": 1}"#).id, Json::from(7));
        assert_eq!(why(r#"{"id": 7, "request_b64": ""}"#).why, "the request is empty");
        let read = line_of(br#"{"id": 7, "request_b64": "QQ", "more": []}"#).expect("a request");
        assert_eq!(read, Sent { id: 7.into(), request: b"A".to_vec(), response: None });
    }
}
