//! URIs: `uri`, `uriComponent`, `uriComponentToString`, `parseUri`, `buildUri`.
//!
//! `System.Uri` of .NET rewrites what it reads (it unescapes, drops default ports, …). `uri` is answered where it has
//! nothing to rewrite, and is unknown elsewhere. What `parseUri` and `buildUri` answer exactly is not documented.

use super::args::{Kinds, arg, doubtful, expect, fail, fits, string};
use super::{Answer, Function};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use ravelin_model::Value;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::text("buildUri", 1, 1, build_uri),
    Function::text("parseUri", 1, 1, parse_uri),
    Function::text("uri", 2, 2, uri),
    Function::text("uriComponent", 1, 1, uri_component),
    Function::text("uriComponentToString", 1, 1, uri_component_to_string),
];

/// What `Uri.EscapeDataString` escapes: all but letters, digits and these four.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

fn uri_component(args: &[Value]) -> Answer {
    let Some(text) = string("uriComponent", arg(args, 0))? else { return Ok(None) };
    let escaped = text.bytes().filter(|byte| !byte.is_ascii_alphanumeric()).count();
    fits("uriComponent", text.len().saturating_add(escaped.saturating_mul(2)))?;
    Ok(Some(utf8_percent_encode(text, ESCAPED).to_string().into()))
}

fn uri_component_to_string(args: &[Value]) -> Answer {
    let Some(text) = string("uriComponentToString", arg(args, 0))? else { return Ok(None) };
    match percent_decode_str(text).decode_utf8() {
        Ok(decoded) => Ok(Some(decoded.into_owned().into())),
        Err(_) => doubtful("uriComponentToString", args, "the escaped bytes are not UTF-8"),
    }
}

fn parse_uri(args: &[Value]) -> Answer {
    if string("parseUri", arg(args, 0))?.is_none() {
        return Ok(None);
    }
    doubtful("parseUri", args, "what it answers exactly is not documented")
}

fn build_uri(args: &[Value]) -> Answer {
    expect("buildUri", arg(args, 0), Kinds::OBJECT)?;
    if arg(args, 0).as_object().is_none() {
        return Ok(None);
    }
    doubtful("buildUri", args, "what it answers exactly is not documented")
}

/// Resolves the second argument against the first, as RFC 3986 section 5 has it:
/// <https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-functions-string#uri>
fn uri(args: &[Value]) -> Answer {
    let (base, relative) = (string("uri", arg(args, 0))?, string("uri", arg(args, 1))?);
    let Some(base) = base else { return Ok(None) };
    if !base.contains(':') {
        return fail("`uri()` expects its first argument to be an absolute URI");
    }
    let Some(relative) = relative else { return Ok(None) };
    match resolve(base, relative) {
        Some(result) => Ok(Some(result.into())),
        None => doubtful("uri", args, "how .NET rewrites such a URI is not reproduced"),
    }
}

/// A URI in its parts.
struct Parts<'t> {
    scheme: &'t str,
    authority: &'t str,
    path: &'t str,
    /// With its question mark; empty when there is none.
    query: &'t str,
}

impl<'t> Parts<'t> {
    /// `None` for a URI that .NET might rewrite.
    fn parse(text: &'t str) -> Option<Self> {
        let (scheme, rest) = text.split_once("://")?;
        let (rest, query) = rest.split_at_checked(rest.find('?').unwrap_or(rest.len()))?;
        let (authority, path) = rest.split_at_checked(rest.find('/').unwrap_or(rest.len()))?;
        let plain = |text: &str| {
            text.bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-".contains(&byte))
        };
        let known = matches!(scheme, "http" | "https") && !authority.is_empty()
            || scheme == "file" && authority.is_empty();
        (known && plain(authority)).then_some(Self { scheme, authority, path, query })
    }

    fn text(&self, path: &str, query: &str) -> String {
        let path = without_dots(path);
        format!("{}://{}{path}{query}", self.scheme, self.authority)
    }
}

fn resolve(base: &str, relative: &str) -> Option<String> {
    // Letters that stand for themselves everywhere in a path or query.
    let plain = |text: &str| {
        text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~/:?=&@+,;$".contains(&byte))
    };
    if !plain(base) || !plain(relative) {
        return None;
    }
    let base = Parts::parse(base)?;
    if relative.contains("://") {
        let absolute = Parts::parse(relative)?;
        return Some(absolute.text(absolute.path, absolute.query));
    }
    let (path, query) = relative.split_at_checked(relative.find('?').unwrap_or(relative.len()))?;
    if path.starts_with("//") || path.split('/').next().is_some_and(|first| first.contains(':')) {
        return None;
    }
    Some(match path {
        "" if query.is_empty() => base.text(base.path, base.query),
        "" => base.text(base.path, query),
        _ if path.starts_with('/') => base.text(path, query),
        _ => {
            let folder = base.path.rfind('/').and_then(|at| base.path.get(..=at)).unwrap_or("/");
            base.text(&format!("{folder}{path}"), query)
        }
    })
}

/// The path without `.` and `..`; never empty.
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut segments = path.split('/').skip(1).peekable();
    while let Some(segment) = segments.next() {
        let last = segments.peek().is_none();
        match segment {
            "." | ".." => {
                if segment == ".." {
                    kept.pop();
                }
                if last {
                    kept.push("");
                }
            }
            _ => kept.push(segment),
        }
    }
    format!("/{}", kept.join("/"))
}
