//! A document's encoding: found as XML 1.0, appendix F says, and turned into UTF-8.

use super::XmlFault;
use std::borrow::Cow;

/// The document in UTF-8 as far as it can be read, and what stopped it.
pub(super) fn to_utf8(document: &[u8]) -> (Cow<'_, [u8]>, Option<XmlFault>) {
    match document {
        [0xef, 0xbb, 0xbf, rest @ ..] => from_utf8(rest),
        [0xff, 0xfe, rest @ ..] => from_utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => from_utf16(rest, u16::from_be_bytes),
        [b'<', 0, ..] => from_utf16(document, u16::from_le_bytes),
        [0, b'<', ..] => from_utf16(document, u16::from_be_bytes),
        _ => match declared(document).map(<[u8]>::to_ascii_lowercase).as_deref() {
            None | Some(b"utf-8" | b"utf8" | b"us-ascii" | b"ascii") => from_utf8(document),
            Some(b"iso-8859-1" | b"latin1" | b"iso_8859-1") => (Cow::Owned(from_latin1(document)), None),
            Some(_) => (Cow::Borrowed(b""), Some(XmlFault::Encoding)),
        },
    }
}

fn from_utf8(text: &[u8]) -> (Cow<'_, [u8]>, Option<XmlFault>) {
    match std::str::from_utf8(text) {
        Ok(_) => (Cow::Borrowed(text), None),
        Err(error) => {
            let valid = error.valid_up_to();
            (Cow::Borrowed(text.get(..valid).unwrap_or_default()), Some(XmlFault::Text(valid)))
        }
    }
}

fn from_utf16(text: &[u8], unit: fn([u8; 2]) -> u16) -> (Cow<'_, [u8]>, Option<XmlFault>) {
    let (pairs, odd) = text.as_chunks::<2>();
    let mut out = String::with_capacity(text.len());
    for character in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        match character {
            Ok(character) => out.push(character),
            Err(_) => {
                let at = out.len();
                return (Cow::Owned(out.into_bytes()), Some(XmlFault::Text(at)));
            }
        }
    }
    let fault = (!odd.is_empty()).then_some(XmlFault::Text(out.len()));
    (Cow::Owned(out.into_bytes()), fault)
}

fn from_latin1(text: &[u8]) -> Vec<u8> {
    text.iter().map(|byte| char::from(*byte)).collect::<String>().into_bytes()
}

/// The encoding an XML declaration names.
fn declared(document: &[u8]) -> Option<&[u8]> {
    let declaration = document.strip_prefix(b"<?xml")?;
    let declaration = declaration.get(..memchr::memchr(b'>', declaration)?)?;
    let at = memchr::memmem::find(declaration, b"encoding")?;
    let rest = declaration.get(at + b"encoding".len()..)?.trim_ascii_start();
    let rest = rest.strip_prefix(b"=")?.trim_ascii_start();
    let (quote, rest) = rest.split_first().filter(|(quote, _)| matches!(quote, b'"' | b'\''))?;
    rest.get(..memchr::memchr(*quote, rest)?)
}
