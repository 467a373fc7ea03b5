//! Request and response bodies: urlencoded, multipart, JSON and XML, as the rules see them.
//!
//! Each parser takes the bytes that were kept of a body and gives what it could read and, apart from that, what was wrong:
//! rules get both. A fault's text is what `REQBODY_ERROR_MSG` shows. Every parser takes linear time, borrows from the
//! body where it can, and keeps to [`Limits`]. Which parser is right for a request, and what a fault means for it, is
//! not decided here.

pub mod json;
pub mod multipart;
pub mod urlencoded;
pub mod xml;

use std::borrow::Cow;

/// How much of a body is taken apart. What is over a limit is a fault, so that nothing goes unread unnoticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Arguments of one body, `SecArgumentsLimit`.
    pub arguments: usize,
    /// Depth of nesting in JSON and XML, `SecRequestBodyJsonDepthLimit`.
    pub depth: usize,
    /// Files in one multipart body, `SecUploadFileLimit`.
    pub files: usize,
    /// Bytes of all JSON names together: they repeat those of their parents, so that a deep document's could outgrow it.
    pub name_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { arguments: 1_000, depth: 10_000, files: 100, name_bytes: 8 << 20 }
    }
}

/// A name and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument<'a> {
    /// The decoded name.
    pub name: Cow<'a, [u8]>,
    /// The decoded value.
    pub value: Cow<'a, [u8]>,
}
