//! Base64 and data URIs: `base64`, `base64ToJson`, `base64ToString`, `dataUri`, `dataUriToString`.

use super::args::{arg, doubtful, fail, fits, string};
use super::{Answer, Function, json};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ravelin_model::Value;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::text("base64", 1, 1, base64),
    Function::text("base64ToJson", 1, 1, base64_to_json),
    Function::text("base64ToString", 1, 1, base64_to_string),
    Function::text("dataUri", 1, 1, data_uri),
    Function::text("dataUriToString", 1, 1, data_uri_to_string),
];

fn base64(args: &[Value]) -> Answer {
    let Some(text) = string("base64", arg(args, 0))? else { return Ok(None) };
    encoded("base64", "", text)
}

/// <https://github.com/Azure/bicep/blob/main/src/Bicep.Core.UnitTests/TypeSystem/FunctionResolverTests.cs>
fn data_uri(args: &[Value]) -> Answer {
    let Some(text) = string("dataUri", arg(args, 0))? else { return Ok(None) };
    encoded("dataUri", "data:text/plain;charset=utf-8;base64,", text)
}

fn encoded(name: &str, head: &str, text: &str) -> Answer {
    fits(name, (text.len() / 3 + 1).saturating_mul(4).saturating_add(head.len()))?;
    Ok(Some(format!("{head}{}", STANDARD.encode(text)).into()))
}

/// The bytes; white space between the characters is skipped, as `Convert.FromBase64String` does.
fn decode(text: &str) -> Option<Vec<u8>> {
    let compact: Vec<u8> =
        text.bytes().filter(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | b'\n')).collect();
    STANDARD.decode(compact).ok()
}

fn base64_to_string(args: &[Value]) -> Answer {
    let Some(text) = string("base64ToString", arg(args, 0))? else { return Ok(None) };
    let Some(bytes) = decode(text) else {
        return fail("`base64ToString()` is given text that is not base64");
    };
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Some(text.into())),
        Err(_) => doubtful("base64ToString", args, "the bytes are not UTF-8"),
    }
}

fn base64_to_json(args: &[Value]) -> Answer {
    let value = arg(args, 0);
    let Some(text) = string("base64ToJson", value)? else { return Ok(None) };
    let Some(bytes) = decode(text) else { return fail("`base64ToJson()` is given text that is not base64") };
    match std::str::from_utf8(&bytes).ok().and_then(json::read) {
        Some(result) => Ok(Some(result.marked(value.is_secret()))),
        None => doubtful("base64ToJson", args, "the text is not JSON, or JSON of a kind that is not read"),
    }
}

fn data_uri_to_string(args: &[Value]) -> Answer {
    let Some(uri) = string("dataUriToString", arg(args, 0))? else { return Ok(None) };
    let Some((kind, data)) = uri.strip_prefix("data:").and_then(|rest| rest.split_once(',')) else {
        return fail("`dataUriToString()` is given text that is no data URI");
    };
    let Some(kind) = kind.strip_suffix(";base64") else {
        return doubtful("dataUriToString", args, "the data is not in base64");
    };
    let Some(bytes) = decode(data) else {
        return fail("`dataUriToString()` is given data that is not base64");
    };
    let kind = kind.to_ascii_lowercase();
    let utf8 = kind.ends_with("charset=utf-8") || kind.ends_with("charset=utf8");
    match String::from_utf8(bytes) {
        Ok(text) if utf8 || text.is_ascii() => Ok(Some(text.into())),
        _ => doubtful("dataUriToString", args, "the character set is not UTF-8"),
    }
}
