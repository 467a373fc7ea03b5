//! Hashes of strings: `md5`, `sha1`, `sha256`, `sha512`, in hexadecimal and base64; `uuidv5`; and what can't be computed
//! beforehand (`bcrypt`, `uuid`, `rsadecrypt`).

use super::args::{Args, found, never};
use super::{Answer, Function, Want};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use md5::Md5;
use sha1::Sha1;
use sha2::digest::Digest;
use sha2::{Sha256, Sha512};
use std::fmt::Write as _;
use uuid::Uuid;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::text("base64sha256", &[Want::String], |args| of_text(args, base64::<Sha256>)),
    Function::text("base64sha512", &[Want::String], |args| of_text(args, base64::<Sha512>)),
    Function::text("bcrypt", &[Want::String], bcrypt).and_more(Want::Number),
    Function::text("md5", &[Want::String], |args| of_text(args, hex::<Md5>)),
    Function::text("rsadecrypt", &[Want::String, Want::String], rsa_decrypt),
    Function::text("sha1", &[Want::String], |args| of_text(args, hex::<Sha1>)),
    Function::text("sha256", &[Want::String], |args| of_text(args, hex::<Sha256>)),
    Function::text("sha512", &[Want::String], |args| of_text(args, hex::<Sha512>)),
    Function::text("uuid", &[], uuid),
    Function::text("uuidv5", &[Want::String, Want::String], uuid_v5),
];

/// The digest in lower-case hexadecimal.
pub(super) fn hex<D: Digest>(bytes: &[u8]) -> String {
    let mut out = String::new();
    for byte in D::digest(bytes) {
        let _ = write!(out, "{byte:02x}");
    }
    out
}

/// The digest in base64.
pub(super) fn base64<D: Digest>(bytes: &[u8]) -> String {
    BASE64_STANDARD.encode(D::digest(bytes))
}

fn of_text(args: &Args<'_>, hash: fn(&[u8]) -> String) -> Answer {
    let Some(text) = args.text(0) else { return Ok(None) };
    found(hash(text.as_bytes()))
}

fn bcrypt(args: &Args<'_>) -> Answer {
    never("bcrypt", "gives something else each time", args.values)
}

fn uuid(args: &Args<'_>) -> Answer {
    never("uuid", "gives something else each time", args.values)
}

fn rsa_decrypt(args: &Args<'_>) -> Answer {
    let answer = never("rsadecrypt", "is not computed", args.values)?;
    Ok(answer.map(|value| value.marked(true)))
}

fn uuid_v5(args: &Args<'_>) -> Answer {
    let (Some(namespace), Some(name)) = (args.text(0), args.text(1)) else { return Ok(None) };
    let namespace = match namespace {
        "dns" => Uuid::NAMESPACE_DNS,
        "url" => Uuid::NAMESPACE_URL,
        "oid" => Uuid::NAMESPACE_OID,
        "x500" => Uuid::NAMESPACE_X500,
        other => Uuid::parse_str(other).map_err(|_| "the namespace must be a UUID, dns, url, oid or x500")?,
    };
    found(Uuid::new_v5(&namespace, name.as_bytes()).to_string())
}
