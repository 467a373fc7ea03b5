//! Tests in go-ftw's YAML: what is sent, what a test server would answer, and what is expected.
//!
//! Requests become the bytes that go-ftw sends. What an output asks for and is not known here makes the test unreadable:
//! it must not pass unseen.

use super::requests::decoded;
use ravelin_waf::http::Request;
use regex::bytes::Regex;
use serde_json::Value as Json;

/// YAML is not read deeper.
const DEEPEST: usize = 64;

/// `repeat` in a template makes no more.
const LONGEST: usize = 16 << 20;

/// A test: stages in order.
#[derive(Debug)]
pub(super) struct Test {
    /// Rule and number, `920100-1`.
    pub(super) id: String,
    pub(super) description: String,
    pub(super) stages: Vec<Stage>,
}

/// One request and what is expected of it.
#[derive(Debug)]
pub(super) struct Stage {
    pub(super) request: Vec<u8>,
    pub(super) response: Vec<u8>,
    pub(super) expected: Expected,
}

/// What is expected.
#[derive(Debug, Default)]
pub(super) struct Expected {
    pub(super) ids: Vec<u64>,
    pub(super) not_ids: Vec<u64>,
    pub(super) isolated: bool,
    pub(super) log: Vec<Regex>,
    pub(super) not_log: Vec<Regex>,
    pub(super) response: Option<Regex>,
    pub(super) status: Option<u64>,
}

/// The tests of a file.
pub(super) fn read(text: &str) -> Result<Vec<Test>, String> {
    use saphyr::LoadableYamlNode as _;
    let documents = saphyr::Yaml::load_from_str(text).map_err(|error| error.to_string())?;
    let mut tests = Vec::new();
    for document in &documents {
        let json = json(document, 0).ok_or("it is nested too deeply, or has a key that is no text")?;
        let rule = json.get("rule_id").map(scalar).unwrap_or_default();
        for test in json.get("tests").and_then(Json::as_array).into_iter().flatten() {
            let own = test.get("test_id").map(scalar).unwrap_or_default();
            let id = match test.get("test_title").and_then(Json::as_str) {
                Some(title) => title.to_owned(),
                None => format!("{rule}-{own}"),
            };
            let stages = test.get("stages").and_then(Json::as_array).into_iter().flatten();
            let stages: Result<Vec<Stage>, String> = stages.map(stage).collect();
            let stages = stages.map_err(|why| format!("test {id}: {why}"))?;
            if stages.is_empty() {
                return Err(format!("test {id} has no stages"));
            }
            let description = test.get("desc").and_then(Json::as_str).unwrap_or_default();
            let description = description.split_whitespace().collect::<Vec<_>>().join(" ");
            tests.push(Test { id, description, stages });
        }
    }
    Ok(tests)
}

fn json(yaml: &saphyr::Yaml<'_>, depth: usize) -> Option<Json> {
    if depth > DEEPEST {
        return None;
    }
    if let Some(items) = yaml.as_sequence() {
        return items.iter().map(|item| json(item, depth + 1)).collect::<Option<Vec<_>>>().map(Json::from);
    }
    if let Some(mapping) = yaml.as_mapping() {
        let pairs = mapping.iter().map(|(key, value)| {
            let key = key.as_str().map(str::to_owned).or_else(|| key.as_integer().map(|n| n.to_string()))?;
            Some((key, json(value, depth + 1)?))
        });
        return pairs.collect::<Option<serde_json::Map<_, _>>>().map(Json::Object);
    }
    let scalar = yaml.as_bool().map(Json::from).or_else(|| yaml.as_integer().map(Json::from));
    let scalar = scalar.or_else(|| yaml.as_floating_point().map(Json::from));
    Some(scalar.or_else(|| yaml.as_str().map(Json::from)).unwrap_or_default())
}

/// A scalar as it is sent.
fn scalar(json: &Json) -> String {
    match json {
        Json::String(text) => text.clone(),
        Json::Null => String::new(),
        other => other.to_string(),
    }
}

fn stage(stage: &Json) -> Result<Stage, String> {
    // Older files have `stage:` in between.
    let stage = stage.get("stage").unwrap_or(stage);
    let input = stage.get("input").ok_or("a stage has no `input`")?;
    let expected = expected(stage.get("output").unwrap_or(&Json::Null))?;
    let request = request(input)?;
    let response = response(&request);
    Ok(Stage { request, response, expected })
}

/// The bytes of a request.
fn request(input: &Json) -> Result<Vec<u8>, String> {
    let text = |name: &str, default: &str| match input.get(name) {
        None | Some(Json::Null) => default.to_owned(),
        Some(value) => scalar(value),
    };
    let base64 =
        |name: &str| decoded(&text(name, "")).map_err(|why| format!("`{name}` is not base64: {why}"));
    if input.get("encoded_request").is_some() {
        return base64("encoded_request");
    }
    let mut data = match input.get("data") {
        Some(data) => templated(&scalar(data)).into_bytes(),
        None => base64("encoded_data")?,
    };
    let method = text("method", "GET");
    let mut headers = headers(input);
    let complete = input.get("autocomplete_headers").and_then(Json::as_bool).unwrap_or(true);
    let has = |headers: &[(String, String)], name: &str| {
        headers.iter().any(|(own, _)| own.eq_ignore_ascii_case(name))
    };
    if complete && !data.is_empty() {
        if !has(&headers, "content-type") {
            headers.push(("Content-Type".to_owned(), FORM.to_owned()));
        }
        if typed(&headers, |value| value == FORM) {
            data = form(data);
        }
    }
    if typed(&headers, |value| value.contains("multipart/form-data;")) {
        let lines: Vec<&[u8]> = data.split(|b| *b == b'\n').collect();
        data = lines.join(b"\r\n".as_slice());
    }
    if complete {
        if !has(&headers, "connection") {
            headers.push(("Connection".to_owned(), "close".to_owned()));
        }
        let may_have_body = ["POST", "PUT", "PATCH", "DELETE"].contains(&method.as_str());
        if !has(&headers, "content-length") && (may_have_body || !data.is_empty()) {
            headers.push(("Content-Length".to_owned(), data.len().to_string()));
        }
    }
    let mut out = format!("{method} {} {}\r\n", text("uri", "/"), text("version", "HTTP/1.1"));
    for (name, value) in headers {
        out.push_str(&format!("{name}: {value}\r\n"));
    }
    out.push_str("\r\n");
    Ok([out.into_bytes(), data].concat())
}

const FORM: &str = "application/x-www-form-urlencoded";

fn typed(headers: &[(String, String)], is: impl Fn(&str) -> bool) -> bool {
    headers
        .iter()
        .any(|(name, value)| name.eq_ignore_ascii_case("content-type") && is(&value.to_ascii_lowercase()))
}

/// The headers: a mapping is sent by name, a list in its order.
fn headers(input: &Json) -> Vec<(String, String)> {
    let mut headers: Vec<(String, String)> = match input.get("headers").and_then(Json::as_object) {
        Some(map) => map.iter().map(|(name, value)| (name.clone(), scalar(value))).collect(),
        None => Vec::new(),
    };
    headers.sort();
    let ordered = input.get("ordered_headers").and_then(Json::as_array).into_iter().flatten();
    let part = |header: &Json, name: &str| header.get(name).map(scalar).unwrap_or_default();
    headers.extend(ordered.map(|header| (part(header, "name"), part(header, "value"))));
    headers
}

/// Fills in `{{ "text" | repeat 10 }}`, the one template that tests use.
fn templated(data: &str) -> String {
    let mut out = String::new();
    let mut rest = data;
    while let Some((before, after)) = rest.split_once("{{") {
        out.push_str(before);
        let filled = after.split_once("}}").and_then(|(inside, behind)| Some((repeated(inside)?, behind)));
        match filled {
            Some((text, behind)) => {
                out.push_str(&text);
                rest = behind;
            }
            None => {
                out.push_str("{{");
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

fn repeated(template: &str) -> Option<String> {
    let (text, times) = template.split_once('|')?;
    let text = text.trim().strip_prefix('"')?.strip_suffix('"')?;
    let times: usize = times.trim().strip_prefix("repeat")?.trim().parse().ok()?;
    (text.len().checked_mul(times)? <= LONGEST).then(|| text.repeat(times))
}

/// Form data is percent-encoded when it looks as if it were not yet.
fn form(data: Vec<u8>) -> Vec<u8> {
    if data.iter().any(|b| matches!(b, b'+' | b'%')) {
        return data;
    }
    let pair = |pair: &[u8]| {
        let mut parts = pair.splitn(2, |b| *b == b'=').map(encoded);
        let name = parts.next().unwrap_or_default();
        parts.next().map_or(name.clone(), |value| format!("{name}={value}"))
    };
    let mut pieces: Vec<&[u8]> = data.split(|b| *b == b'&').collect();
    if pieces.last().is_some_and(|last| last.is_empty()) {
        pieces.pop();
    }
    pieces.into_iter().map(pair).collect::<Vec<_>>().join("&").into_bytes()
}

fn encoded(bytes: &[u8]) -> String {
    let each = bytes.iter().map(|b| match b {
        b' ' => "+".to_owned(),
        b if b.is_ascii_alphanumeric() || b"-_.~".contains(b) => char::from(*b).to_string(),
        b => format!("%{b:02X}"),
    });
    each.collect()
}

/// What the test server of the Core Rule Set answers.
fn response(request: &[u8]) -> Vec<u8> {
    let request = Request::split(request);
    let reflects = request.target.split(|b| *b == b'?').next() == Some(b"/reflect");
    let told: Json = match reflects {
        true => serde_json::from_slice(&request.body).unwrap_or_default(),
        false => Json::Null,
    };
    let text = |name: &str| told.get(name).and_then(Json::as_str).unwrap_or_default();
    let body = match text("encodedBody") {
        "" => text("body").as_bytes().to_vec(),
        encoded => decoded(encoded).unwrap_or_default(),
    };
    let status = told.get("status").and_then(Json::as_u64).unwrap_or(200);
    let mut out = format!("HTTP/1.1 {status} -\r\nContent-Length: {}\r\n", body.len());
    let mut typed = false;
    for (name, value) in told.get("headers").and_then(Json::as_object).into_iter().flatten() {
        typed |= name.eq_ignore_ascii_case("content-type");
        out.push_str(&format!("{name}: {}\r\n", scalar(value).replace(['\r', '\n'], " ")));
    }
    if !typed {
        out.push_str("Content-Type: text/plain; charset=utf-8\r\n");
    }
    out.push_str("\r\n");
    [out.into_bytes(), body].concat()
}

fn expected(output: &Json) -> Result<Expected, String> {
    let mut expected = Expected::default();
    for (name, value) in output.as_object().into_iter().flatten() {
        match name.as_str() {
            "status" => expected.status = Some(value.as_u64().ok_or("`status` is no number")?),
            "log_contains" => expected.log.push(pattern(value)?),
            "no_log_contains" => expected.not_log.push(pattern(value)?),
            "response_contains" => expected.response = Some(pattern(value)?),
            "isolated" => expected.isolated = value.as_bool().unwrap_or_default(),
            // Of the connection, which is not there.
            "expect_error" | "retry_once" => {}
            "log" => {
                for (name, value) in value.as_object().into_iter().flatten() {
                    match name.as_str() {
                        "expect_ids" => expected.ids = ids(value)?,
                        "no_expect_ids" => expected.not_ids = ids(value)?,
                        "match_regex" => expected.log.push(pattern(value)?),
                        "no_match_regex" => expected.not_log.push(pattern(value)?),
                        other => return Err(format!("`output.log.{other}` is not known")),
                    }
                }
            }
            other => return Err(format!("`output.{other}` is not known")),
        }
    }
    Ok(expected)
}

fn ids(value: &Json) -> Result<Vec<u64>, String> {
    let items = value.as_array().map(Vec::as_slice).unwrap_or_else(|| std::slice::from_ref(value));
    items.iter().map(|id| id.as_u64().ok_or_else(|| format!("`{id}` is no id of a rule"))).collect()
}

fn pattern(value: &Json) -> Result<Regex, String> {
    Regex::new(&scalar(value)).map_err(|error| format!("a pattern in `output` is wrong: {error}"))
}

#[cfg(test)]
#[path = "ftw_tests.rs"]
mod tests;
