//! The `Content-Disposition` header of a part: RFC 7578 and nothing else.

use std::borrow::Cow;
use std::fmt;

/// What a header says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Disposition<'a> {
    pub(super) name: Option<Cow<'a, [u8]>>,
    pub(super) file_name: Option<Cow<'a, [u8]>>,
    pub(super) extended_file_name: Option<Cow<'a, [u8]>>,
    /// Whether single quotes were used, or quotes inside of values: servers read them differently.
    pub(super) invalid_quoting: bool,
}

/// Why a `Content-Disposition` header was not understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each says itself in its message")]
pub enum DispositionFault {
    NotFormData,
    Separator,
    ParameterMissing,
    ValueMissing,
    QuoteOpen,
    EscapeOpen,
    Unknown,
    NameTwice,
    FileNameTwice,
    Extended,
    OnlyExtended,
}

impl fmt::Display for DispositionFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotFormData => "not `form-data`",
            Self::Separator => "something else than a semicolon between parameters",
            Self::ParameterMissing => "no parameter behind a semicolon",
            Self::ValueMissing => "a parameter without value",
            Self::QuoteOpen => "a quote without its end",
            Self::EscapeOpen => "a backslash at the end",
            Self::Unknown => "an unknown parameter",
            Self::NameTwice => "two names",
            Self::FileNameTwice => "two file names",
            Self::Extended => "an invalid `filename*`",
            Self::OnlyExtended => "`filename*` without `filename`",
        })
    }
}

/// Reads a header's value. Returns also what was read before a fault.
pub(super) fn parse(header: &[u8]) -> (Disposition<'static>, Result<(), DispositionFault>) {
    let mut found = Disposition::default();
    let result = parameters(header, &mut found);
    (found, result)
}

fn parameters(header: &[u8], found: &mut Disposition<'static>) -> Result<(), DispositionFault> {
    let rest = header.strip_prefix(b"form-data").ok_or(DispositionFault::NotFormData)?;
    let mut rest = skip_blanks(rest);
    while !rest.is_empty() {
        rest = rest.strip_prefix(b";").ok_or(DispositionFault::Separator)?;
        if rest.is_empty() {
            // A semicolon at the very end is let pass, blanks behind it are not: as ModSecurity does it.
            break;
        }
        rest = parameter(skip_blanks(rest), found)?;
        let after = skip_blanks(rest);
        if !after.is_empty() && !after.starts_with(b";") {
            let before = header.len().checked_sub(after.len() + 1).and_then(|at| header.get(at));
            found.invalid_quoting |= matches!(before, Some(b'\'' | b'"'));
            return Err(DispositionFault::Separator);
        }
        rest = after;
    }
    if found.extended_file_name.is_some() && found.file_name.as_ref().is_none_or(|name| name.is_empty()) {
        return Err(DispositionFault::OnlyExtended);
    }
    Ok(())
}

/// Reads one parameter; returns what is behind it.
fn parameter<'h>(text: &'h [u8], found: &mut Disposition<'static>) -> Result<&'h [u8], DispositionFault> {
    if text.is_empty() {
        return Err(DispositionFault::ParameterMissing);
    }
    let (name, rest) = take_while(text, |byte| !matches!(byte, b'=' | b'\t' | b' '));
    let rest = skip_blanks(rest).strip_prefix(b"=").ok_or(DispositionFault::ValueMissing)?;
    let rest = skip_blanks(rest);
    if name == b"filename*" {
        let (value, rest) = extended(rest).ok_or(DispositionFault::Extended)?;
        let before = found.extended_file_name.replace(Cow::Owned(value.to_vec()));
        return if before.is_some() { Err(DispositionFault::FileNameTwice) } else { Ok(rest) };
    }
    let (value, rest) = match rest.first() {
        None => return Err(DispositionFault::ValueMissing),
        Some(quote @ (b'"' | b'\'')) => {
            found.invalid_quoting |= *quote == b'\'';
            quoted(rest.get(1..).unwrap_or_default(), *quote)?
        }
        Some(_) => {
            let (value, rest) = take_while(rest, is_token);
            found.invalid_quoting |= matches!(name, b"name" | b"filename") && value.contains(&b'\'');
            (value.to_vec(), rest)
        }
    };
    let (place, twice) = match name {
        b"name" => (&mut found.name, DispositionFault::NameTwice),
        b"filename" => (&mut found.file_name, DispositionFault::FileNameTwice),
        _ => return Err(DispositionFault::Unknown),
    };
    let is_second = place.replace(Cow::Owned(value)).is_some();
    if is_second { Err(twice) } else { Ok(rest) }
}

/// A quoted value and what is behind its end. Only the quote and a backslash can be escaped; a backslash before anything
/// else is itself, for browsers that send paths.
fn quoted(text: &[u8], quote: u8) -> Result<(Vec<u8>, &[u8]), DispositionFault> {
    let mut value = Vec::new();
    let mut bytes = text.iter().enumerate();
    while let Some((at, byte)) = bytes.next() {
        if *byte == quote {
            return Ok((value, text.get(at + 1..).unwrap_or_default()));
        }
        if *byte == b'\\' {
            match text.get(at + 1) {
                None => return Err(DispositionFault::EscapeOpen),
                Some(escaped) if *escaped == quote || *escaped == b'\\' => {
                    value.push(*escaped);
                    bytes.next();
                    continue;
                }
                Some(_) => {}
            }
        }
        value.push(*byte);
    }
    Err(DispositionFault::QuoteOpen)
}

/// RFC 5987: a character set, an optional language between single quotes, then percent-encoded text.
fn extended(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let (charset, rest) =
        take_while(text, |byte| byte.is_ascii_alphanumeric() || b"!#$%&+-^_`{}~".contains(&byte));
    let rest = rest.strip_prefix(b"'").filter(|_| !charset.is_empty())?;
    let (_, rest) = take_while(rest, |byte| byte != b'\'');
    let value = rest.strip_prefix(b"'")?;
    let mut at = 0;
    while let Some(byte) = value.get(at).filter(|byte| **byte != b';') {
        at += match byte {
            b'%' if value.get(at + 1..at + 3).is_some_and(|d| d.iter().all(u8::is_ascii_hexdigit)) => 3,
            byte if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`~".contains(byte) => 1,
            _ => return None,
        };
    }
    value.split_at_checked(at)
}

fn skip_blanks(text: &[u8]) -> &[u8] {
    take_while(text, |byte| matches!(byte, b' ' | b'\t')).1
}

fn take_while(text: &[u8], holds: impl Fn(u8) -> bool) -> (&[u8], &[u8]) {
    let length = text.iter().take_while(|byte| holds(**byte)).count();
    text.split_at_checked(length).unwrap_or((text, b""))
}

/// What RFC 2045 lets stand in a value without quotes.
fn is_token(byte: u8) -> bool {
    byte.is_ascii_graphic() && !b"()<>@,;:\\\"/[]?=".contains(&byte)
}
