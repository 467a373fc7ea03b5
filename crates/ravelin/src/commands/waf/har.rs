//! HAR, the archive that browsers save: entries back to bytes on the wire.
//!
//! Bodies stand in it decoded, so that lengths and encodings of the transfer are made anew.

use super::requests::{Item, NoRequest, Sent, decoded};
use serde_json::Value as Json;

/// Every entry of an archive; the ids count them from 1.
pub(super) fn read(name: &str, text: &[u8]) -> Vec<Item> {
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    let no = |why: String| vec![Err(NoRequest { id: name.into(), why })];
    let archive: Json = match serde_json::from_slice(text) {
        Ok(archive) => archive,
        Err(error) => return no(format!("the file is no HAR: {error}")),
    };
    let Some(entries) = archive.pointer("/log/entries").and_then(Json::as_array) else {
        return no("the file is no HAR: `log.entries` is missing".to_owned());
    };
    let items = (1..).zip(entries).map(|(number, entry): (u32, _)| {
        let id = Json::from(format!("{name}#{number}"));
        entry_of(entry).map_err(|why| NoRequest { id: id.clone(), why }).map(|(request, response)| Sent {
            id,
            request,
            response,
        })
    });
    items.collect()
}

type Wire = (Vec<u8>, Option<Vec<u8>>);

fn entry_of(entry: &Json) -> Result<Wire, String> {
    let request = entry.get("request").ok_or("`request` is missing")?;
    let url = text(request, "url").ok_or("`request.url` is missing")?;
    let (host, target) = split(url);
    let version = version(text(request, "httpVersion").unwrap_or_default());
    let mut out = format!("{} {target} {version}\r\n", text(request, "method").unwrap_or("GET")).into_bytes();
    let headers = headers(request);
    if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("host")) {
        line(&mut out, "Host", host);
    }
    headers.iter().for_each(|(name, value)| line(&mut out, name, value));
    let body = request.get("postData").map(posted).unwrap_or_default();
    if !body.is_empty() {
        line(&mut out, "Content-Length", &body.len().to_string());
    }
    out.extend(b"\r\n");
    out.extend(body);
    Ok((out, entry.get("response").and_then(response)))
}

/// A response; one that never came has the status 0.
fn response(response: &Json) -> Option<Vec<u8>> {
    let status = response.get("status").and_then(Json::as_u64).filter(|status| *status > 0)?;
    let version = version(text(response, "httpVersion").unwrap_or_default());
    let mut out =
        format!("{version} {status} {}\r\n", text(response, "statusText").unwrap_or_default()).into_bytes();
    headers(response).iter().for_each(|(name, value)| line(&mut out, name, value));
    let body = response.get("content").map(content).unwrap_or_default();
    line(&mut out, "Content-Length", &body.len().to_string());
    out.extend(b"\r\n");
    out.extend(body);
    Some(out)
}

fn text<'j>(json: &'j Json, name: &str) -> Option<&'j str> {
    json.get(name).and_then(Json::as_str)
}

/// Names and values, without those of HTTP/2 alone and those that say how the body was sent.
fn headers(message: &Json) -> Vec<(&str, &str)> {
    const MADE_ANEW: [&str; 3] = ["content-length", "transfer-encoding", "content-encoding"];
    let all = message.get("headers").and_then(Json::as_array).into_iter().flatten();
    let all = all.filter_map(|header| Some((text(header, "name")?, text(header, "value")?)));
    all.filter(|(name, _)| {
        !name.starts_with(':') && !MADE_ANEW.iter().any(|own| own.eq_ignore_ascii_case(name))
    })
    .collect()
}

/// A header line; a line end in it would begin another.
fn line(out: &mut Vec<u8>, name: &str, value: &str) {
    out.extend(format!("{name}: {}\r\n", value.replace(['\r', '\n'], " ")).into_bytes());
}

/// Host and target of a URL.
fn split(url: &str) -> (&str, &str) {
    let url = url.split_once('#').map_or(url, |(url, _)| url);
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    match rest.find(['/', '?']).and_then(|at| rest.split_at_checked(at)) {
        Some((host, target)) => (host, target),
        None => (rest, "/"),
    }
}

fn version(written: &str) -> &'static str {
    match written.to_ascii_lowercase().as_str() {
        "http/1.0" => "HTTP/1.0",
        "h2" | "http/2" | "http/2.0" => "HTTP/2.0",
        "h3" | "http/3" | "http/3.0" => "HTTP/3.0",
        _ => "HTTP/1.1",
    }
}

fn posted(data: &Json) -> Vec<u8> {
    if let Some(body) = text(data, "text") {
        return match text(data, "encoding") {
            Some("base64") => decoded(body).unwrap_or_else(|_| body.into()),
            _ => body.into(),
        };
    }
    // Forms may be there as a list alone, decoded.
    let all = data.get("params").and_then(Json::as_array).into_iter().flatten();
    let pair = |param: &Json| {
        let part = |name| encoded(text(param, name).unwrap_or_default());
        format!("{}={}", part("name"), part("value"))
    };
    all.map(pair).collect::<Vec<_>>().join("&").into_bytes()
}

fn encoded(text: &str) -> String {
    let kept = |b: u8| b.is_ascii_alphanumeric() || b"-._~".contains(&b);
    text.bytes().map(|b| if kept(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

fn content(content: &Json) -> Vec<u8> {
    let body = text(content, "text").unwrap_or_default();
    match text(content, "encoding") {
        Some("base64") => decoded(body).unwrap_or_else(|_| body.into()),
        _ => body.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_become_bytes() {
        let archive = r#"{"log": {"entries": [
            {"request": {"method": "POST", "url": "https://example.org/a?b=c#d", "httpVersion": "h2",
              "headers": [{"name": ":method", "value": "POST"}, {"name": "content-length", "value": "99"},
                {"name": "X", "value": "1\r\nY: 2"}],
              "postData": {"mimeType": "text/plain", "text": "hi"}},
             "response": {"status": 200, "statusText": "OK", "httpVersion": "h2", "headers": [],
              "content": {"text": "aGk=", "encoding": "base64"}}},
            {"request": {"method": "GET", "url": "http://example.org", "headers": [{"name": "Host", "value": "h"}]},
             "response": {"status": 0}},
            {"request": {}}
        ]}}"#;
        let items = read("x.har", archive.as_bytes());
        let first = items[0].as_ref().expect("a request");
        assert_eq!(
            String::from_utf8_lossy(&first.request),
            "POST /a?b=c HTTP/2.0\r\nHost: example.org\r\nX: 1  Y: 2\r\nContent-Length: 2\r\n\r\nhi"
        );
        let response = first.response.as_deref().map(String::from_utf8_lossy).expect("a response");
        assert_eq!(response, "HTTP/2.0 200 OK\r\nContent-Length: 2\r\n\r\nhi");
        let second = items[1].as_ref().expect("a request");
        assert_eq!(String::from_utf8_lossy(&second.request), "GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        assert_eq!(second.response, None);
        let third = items[2].as_ref().expect_err("no request");
        assert_eq!((third.id.as_str(), third.why.as_str()), (Some("x.har#3"), "`request.url` is missing"));
    }

    #[test]
    fn what_is_no_archive_is_said() {
        for text in ["{}", "[", "{\"log\": {}}"] {
            assert!(
                read("x.har", text.as_bytes())[0].as_ref().expect_err("no archive").why.contains("no HAR"),
                "{text}"
            );
        }
    }
}
