//! Files and paths. Files are asked for; where the project lies on the machine is not known.

use super::args::{Args, found, never};
use super::hashes::{base64, hex};
use super::{Answer, Function, Want};
use crate::types::set_of;
use ::base64::Engine as _;
use ::base64::prelude::BASE64_STANDARD;
use globset::{GlobBuilder, GlobMatcher};
use md5::Md5;
use ravelin_model::Value;
use sha1::Sha1;
use sha2::{Sha256, Sha512};

pub(super) const FUNCTIONS: &[Function] = &[
    Function::text("abspath", &[Want::String], absolute),
    Function::text("basename", &[Want::String], base_name),
    Function::text("dirname", &[Want::String], dir_name),
    Function::text("file", &[Want::String], file),
    Function::text("filebase64", &[Want::String], |args| {
        of_file(args, |bytes| BASE64_STANDARD.encode(bytes))
    }),
    Function::text("filebase64sha256", &[Want::String], |args| of_file(args, base64::<Sha256>)),
    Function::text("filebase64sha512", &[Want::String], |args| of_file(args, base64::<Sha512>)),
    Function::text("fileexists", &[Want::String], exists),
    Function::text("filemd5", &[Want::String], |args| of_file(args, hex::<Md5>)),
    Function::text("fileset", &[Want::String, Want::String], file_set),
    Function::text("filesha1", &[Want::String], |args| of_file(args, hex::<Sha1>)),
    Function::text("filesha256", &[Want::String], |args| of_file(args, hex::<Sha256>)),
    Function::text("filesha512", &[Want::String], |args| of_file(args, hex::<Sha512>)),
    Function::text("pathexpand", &[Want::String], expand),
];

fn of_file(args: &Args<'_>, make: impl FnOnce(&[u8]) -> String) -> Answer {
    let Some(path) = args.text(0) else { return Ok(None) };
    let bytes = args.context.bytes(path)?;
    super::args::fits(bytes.len() / 3 * 4)?;
    found(make(&bytes))
}

fn file(args: &Args<'_>) -> Answer {
    let Some(path) = args.text(0) else { return Ok(None) };
    let bytes = args.context.bytes(path)?;
    super::args::fits(bytes.len())?;
    let text = String::from_utf8(bytes);
    found(text.map_err(|_| format!("`{path}` is no text in UTF-8; `filebase64()` reads it"))?)
}

fn exists(args: &Args<'_>) -> Answer {
    let Some(path) = args.text(0) else { return Ok(None) };
    // Why a file can't be had is not told, and one that lies outside of the project may well exist.
    let clean = clean(path);
    if clean.starts_with('/') || clean == ".." || clean.starts_with("../") || clean.starts_with('~') {
        return if args.context.bytes(path).is_ok() { found(true) } else { Ok(None) };
    }
    found(args.context.bytes(path).is_ok())
}

/// Does a pattern of `fileset()` match? `*` stays within a folder, `**` does not.
fn matcher(pattern: &str) -> Result<GlobMatcher, String> {
    let glob = GlobBuilder::new(pattern).literal_separator(true).backslash_escape(true).build();
    Ok(glob.map_err(|_| "the pattern can't be read")?.compile_matcher())
}

fn file_set(args: &Args<'_>) -> Answer {
    let (Some(folder), Some(pattern)) = (args.text(0), args.text(1)) else { return Ok(None) };
    let pattern = clean(pattern);
    let matcher = matcher(&pattern)?;
    let files = args.context.files_below(folder)?;
    let found_files = files.into_iter().filter(|file| matcher.is_match(file)).map(Value::from);
    found(set_of(found_files.collect()))
}

/// The path without `.`, `..` and doubled slashes, as far as the text alone tells.
fn clean(path: &str) -> String {
    let rooted = path.starts_with('/');
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            ".." if rooted => {}
            part => parts.push(part),
        }
    }
    match (rooted, parts.is_empty()) {
        (true, _) => format!("/{}", parts.join("/")),
        (false, true) => ".".to_owned(),
        (false, false) => parts.join("/"),
    }
}

fn absolute(args: &Args<'_>) -> Answer {
    let Some(path) = args.text(0) else { return Ok(None) };
    if path.starts_with('/') {
        return found(clean(path));
    }
    never("abspath", "depends on where the project lies", args.values)
}

fn base_name(args: &Args<'_>) -> Answer {
    let Some(path) = args.text(0) else { return Ok(None) };
    if path.is_empty() {
        return found(".");
    }
    let trimmed = path.trim_end_matches('/');
    if trimmed.is_empty() {
        return found("/");
    }
    found(trimmed.rsplit('/').next().unwrap_or(trimmed))
}

fn dir_name(args: &Args<'_>) -> Answer {
    let Some(path) = args.text(0) else { return Ok(None) };
    let folder = path.rfind('/').and_then(|at| path.get(..=at)).unwrap_or("");
    found(clean(folder))
}

fn expand(args: &Args<'_>) -> Answer {
    let Some(path) = args.text(0) else { return Ok(None) };
    if path.starts_with('~') {
        return never("pathexpand", "depends on who runs Terraform", args.values);
    }
    found(path)
}
