//! The chunked transfer coding: RFC 9112, section 7.1.

use super::Fault;
use std::borrow::Cow;

/// The chunks' data joined, and what is behind the last chunk and its trailers. Broken chunks end the body, and what is
/// left of the wire still belongs to it: rules see too much rather than too little.
pub(super) fn join<'a>(wire: &'a [u8], faults: &mut Vec<Fault>) -> (Cow<'a, [u8]>, &'a [u8]) {
    let mut body = Vec::new();
    let mut rest = wire;
    loop {
        let Some((size, behind)) = size_line(rest, faults) else {
            faults.push(if rest.is_empty() { Fault::BodyIncomplete } else { Fault::Chunks });
            body.extend_from_slice(rest);
            return (Cow::Owned(body), b"");
        };
        if size == 0 {
            return (Cow::Owned(body), trailers(behind, faults));
        }
        let Some((data, behind)) = behind.split_at_checked(size) else {
            faults.push(Fault::BodyIncomplete);
            body.extend_from_slice(behind);
            return (Cow::Owned(body), b"");
        };
        body.extend_from_slice(data);
        rest = match behind {
            [b'\r', b'\n', behind @ ..] => behind,
            [b'\n', behind @ ..] => {
                faults.push(Fault::Chunks);
                behind
            }
            _ => {
                faults.push(Fault::Chunks);
                behind
            }
        };
    }
}

/// The size of the chunk that starts here, and what is behind its line.
fn size_line<'a>(wire: &'a [u8], faults: &mut Vec<Fault>) -> Option<(usize, &'a [u8])> {
    let end = memchr::memchr(b'\n', wire)?;
    let line = wire.get(..end)?;
    if !line.ends_with(b"\r") {
        faults.push(Fault::Chunks);
    }
    let digits = line.iter().take_while(|byte| byte.is_ascii_hexdigit()).count();
    let (digits, extension) = line.split_at_checked(digits)?;
    if !matches!(extension, [] | [b'\r'] | [b' ' | b'\t' | b';', ..]) {
        return None;
    }
    let size = usize::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
    Some((size, wire.get(end + 1..)?))
}

/// What is behind the trailers and their empty line. Trailers are not looked at.
fn trailers<'a>(wire: &'a [u8], faults: &mut Vec<Fault>) -> &'a [u8] {
    let mut rest = wire;
    while let Some(end) = memchr::memchr(b'\n', rest) {
        let line = rest.get(..end).unwrap_or_default();
        rest = rest.get(end + 1..).unwrap_or_default();
        if matches!(line, [] | [b'\r']) {
            return rest;
        }
    }
    faults.push(Fault::BodyIncomplete);
    b""
}
