//! The boundary as `Content-Type` gives it, and what is odd about it.

use super::part::is_space;
use super::{Flags, MultipartFault};

pub(super) fn of_content_type<'a>(header: &'a [u8], flags: &mut Flags) -> Result<&'a [u8], MultipartFault> {
    const TYPE: &[u8] = b"multipart/form-data";
    const NAME: &[u8] = b"boundary";
    if header.is_empty() {
        return Err(MultipartFault::ContentTypeMissing);
    }
    if header.len() > 1024 {
        return Err(MultipartFault::ContentTypeTooLong);
    }
    let (kind, parameters) = header.split_at_checked(TYPE.len()).ok_or(MultipartFault::NotFormData)?;
    if !kind.eq_ignore_ascii_case(TYPE) {
        return Err(MultipartFault::NotFormData);
    }
    let named = count(header);
    if named > 1 {
        return Err(MultipartFault::SeveralBoundaries);
    }
    let Some(name_at) = memchr::memmem::find(parameters, NAME) else {
        return Err(if named > 0 { MultipartFault::BoundaryCase } else { MultipartFault::BoundaryNotFound });
    };
    let (before, after) = parameters.split_at_checked(name_at).unwrap_or_default();
    let after = after.get(NAME.len()..).unwrap_or_default();
    match before.iter().filter(|byte| !is_space(**byte)).copied().collect::<Vec<_>>().as_slice() {
        b";" => {}
        b"" => flags.missing_semicolon = true,
        _ => return Err(MultipartFault::BoundaryMalformed),
    }
    let equals = memchr::memchr(b'=', after).ok_or(MultipartFault::BoundaryMalformed)?;
    let (between, value) = after.split_at_checked(equals).unwrap_or_default();
    if !between.iter().copied().all(is_space) {
        return Err(MultipartFault::BoundaryParameterName);
    }
    let value = value.get(1..).unwrap_or_default();
    flags.boundary_whitespace |= !between.is_empty() || value.first().copied().is_some_and(is_space);
    let boundary = match value {
        [b'"', inner @ .., b'"'] => {
            flags.boundary_quoted = true;
            inner
        }
        [b'"', ..] | [_, .., b'"'] => return Err(MultipartFault::BoundaryQuote),
        _ => value,
    };
    if count(boundary) != 0 {
        return Err(MultipartFault::BoundaryContent);
    }
    // Some clients put a character set behind the boundary, which is let pass.
    let boundary = match memchr::memchr(b';', boundary) {
        Some(end) => boundary.get(..end).unwrap_or_default(),
        None => boundary,
    };
    if !has_valid_characters(boundary) {
        return Err(MultipartFault::BoundaryCharacters);
    }
    if boundary.is_empty() {
        return Err(MultipartFault::BoundaryEmpty);
    }
    Ok(boundary)
}

/// How often `boundary` with an equals sign somewhere behind it stands here, whatever its case.
fn count(text: &[u8]) -> usize {
    let lower = text.to_ascii_lowercase();
    let last_equals = memchr::memrchr(b'=', text);
    memchr::memmem::find_iter(&lower, b"boundary")
        .filter(|at| last_equals.is_some_and(|last| last > *at))
        .count()
}

/// RFC 2046, section 5.1.1: a space is allowed, but not as the last character.
fn has_valid_characters(boundary: &[u8]) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b" '()+_,-./:=?".contains(&byte);
    boundary.iter().copied().all(allowed) && boundary.last() != Some(&b' ')
}
