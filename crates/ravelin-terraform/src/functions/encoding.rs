//! Encodings: base64, URLs, and text of other character sets.

use super::args::{Args, found, never};
use super::{Answer, Function, Want};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use ravelin_model::Value;
use std::fmt::Write as _;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::text("base64decode", &[Want::String], decode),
    Function::text("base64encode", &[Want::String], encode),
    Function::text("base64gzip", &[Want::String], gzip),
    Function::text("textdecodebase64", &[Want::String, Want::String], decode_text),
    Function::text("textencodebase64", &[Want::String, Want::String], encode_text),
    Function::text("urlencode", &[Want::String], url),
];

fn encode(args: &Args<'_>) -> Answer {
    let Some(text) = args.text(0) else { return Ok(None) };
    super::args::fits(text.len() / 3 * 4)?;
    found(BASE64_STANDARD.encode(text))
}

fn bytes(text: &str) -> Result<Vec<u8>, String> {
    // Line breaks are no part of it.
    let text: String = text.chars().filter(|letter| !matches!(letter, '\r' | '\n')).collect();
    BASE64_STANDARD.decode(text).map_err(|_| "the string is no base64".to_owned())
}

fn decode(args: &Args<'_>) -> Answer {
    let value = args.get(0);
    let Some(text) = args.text(0) else {
        let inner = value.as_unknown().and_then(|unknown| {
            unknown.residual.strip_prefix("base64encode(")?.strip_suffix(')').map(str::to_owned)
        });
        return match inner {
            Some(inner) => {
                let reasons = value.reasons();
                let form = ravelin_model::Form::Any;
                found(Value::from(ravelin_model::Unknown::new(inner, reasons, form)))
            }
            None => Ok(None),
        };
    };
    let text = String::from_utf8(bytes(text)?);
    found(text.map_err(|_| "what is encoded is no text in UTF-8")?)
}

fn gzip(args: &Args<'_>) -> Answer {
    never("base64gzip", "is not computed", args.values)
}

/// How a character set is written.
enum Charset {
    Utf8,
    Utf16 { little: bool, marked: bool },
    Other(&'static encoding_rs::Encoding),
}

fn charset(name: &str) -> Option<Charset> {
    Some(match name.to_ascii_uppercase().as_str() {
        "UTF-8" | "UTF8" | "CSUTF8" => Charset::Utf8,
        "UTF-16LE" | "CSUTF16LE" => Charset::Utf16 { little: true, marked: false },
        "UTF-16BE" | "CSUTF16BE" => Charset::Utf16 { little: false, marked: false },
        "UTF-16" | "CSUTF16" => Charset::Utf16 { little: false, marked: true },
        // These names mean other sets on the web, and outside of it.
        "ISO-8859-1" | "LATIN1" | "US-ASCII" | "ASCII" | "ISO-8859-9" => return None,
        other => Charset::Other(encoding_rs::Encoding::for_label(other.as_bytes())?),
    })
}

const UNREAD: &str = "has a character set that is not known here";

fn encode_text(args: &Args<'_>) -> Answer {
    let (Some(text), Some(name)) = (args.text(0), args.text(1)) else { return Ok(None) };
    super::args::fits(text.len().saturating_mul(3))?;
    let bytes = match charset(name) {
        None => return never("textencodebase64", UNREAD, args.values),
        Some(Charset::Utf8) => text.as_bytes().to_vec(),
        Some(Charset::Utf16 { little, marked }) => {
            let mark = marked.then_some(0xfeff_u16);
            let units = mark.into_iter().chain(text.encode_utf16());
            units.flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
        }
        Some(Charset::Other(set)) => {
            let (bytes, _, lossy) = set.encode(text);
            if lossy {
                return Err(format!("the string has letters that {name} has not"));
            }
            bytes.into_owned()
        }
    };
    found(BASE64_STANDARD.encode(bytes))
}

fn decode_text(args: &Args<'_>) -> Answer {
    let (Some(text), Some(name)) = (args.text(0), args.text(1)) else { return Ok(None) };
    let bytes = bytes(text)?;
    let decoded = match charset(name) {
        None | Some(Charset::Utf16 { marked: true, .. }) => {
            return never("textdecodebase64", UNREAD, args.values);
        }
        Some(Charset::Utf8) => String::from_utf8_lossy(&bytes).into_owned(),
        Some(Charset::Utf16 { little, marked: false }) => {
            let unit = |pair: &[u8]| match pair {
                [a, b] if little => u16::from_le_bytes([*a, *b]),
                [a, b] => u16::from_be_bytes([*a, *b]),
                _ => 0xfffd,
            };
            String::from_utf16_lossy(&bytes.chunks(2).map(unit).collect::<Vec<u16>>())
        }
        Some(Charset::Other(set)) => set.decode_without_bom_handling(&bytes).0.into_owned(),
    };
    found(decoded)
}

/// As in the query of a URL: a space is a plus.
fn url(args: &Args<'_>) -> Answer {
    let Some(text) = args.text(0) else { return Ok(None) };
    super::args::fits(text.len().saturating_mul(3))?;
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            b' ' => out.push('+'),
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    found(out)
}
