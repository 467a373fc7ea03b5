//! Reading a file as text: size limit, encodings, and what to say when it is not to be had.
//!
//! It deliberately knows nothing of what the text means.

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// The largest file that is read, in bytes.
pub(crate) const MAX_BYTES: u64 = 64 << 20;

/// Why a file is not to be had as text.
#[derive(Debug)]
pub(crate) enum Unreadable {
    /// There is no such file.
    Missing,
    /// It is a folder, a pipe or a device.
    NotAFile,
    /// It is larger than [`MAX_BYTES`].
    TooLarge,
    /// It is not UTF-8; counted from the first byte of the file, and from line 1.
    NotText {
        /// The offset of the first byte that is no part of a character.
        offset: usize,
        /// The line it is on.
        line: usize,
    },
    /// It begins like UTF-16 and is not.
    NotUtf16,
    /// The system says no.
    Io(io::Error),
}

impl Unreadable {
    /// What to do about it.
    pub(crate) fn help(&self) -> Option<String> {
        match self {
            Self::NotText { .. } | Self::NotUtf16 => Some("save the file as UTF-8".to_owned()),
            Self::Io(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                Some("give the user that runs this read access".to_owned())
            }
            _ => None,
        }
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("does not exist"),
            Self::NotAFile => f.write_str("is not a regular file"),
            Self::TooLarge => write!(f, "is larger than {} MiB", MAX_BYTES >> 20),
            Self::NotText { offset, line } => {
                write!(f, "is not UTF-8 text: byte {offset}, on line {line}, is no part of a character")
            }
            Self::NotUtf16 => f.write_str("begins as UTF-16 text but is not"),
            Self::Io(error) => write!(f, "can't be read: {}", plain(error)),
        }
    }
}

impl From<io::Error> for Unreadable {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::Missing,
            _ => Self::Io(error),
        }
    }
}

/// The system's message without the number that follows it, lower case.
pub(crate) fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// The bytes of a regular file.
pub(crate) fn read_bytes(path: &Path) -> Result<Vec<u8>, Unreadable> {
    let metadata = std::fs::metadata(path)?;
    if !metadata.is_file() {
        return Err(Unreadable::NotAFile);
    }
    if metadata.len() > MAX_BYTES {
        return Err(Unreadable::TooLarge);
    }
    let mut bytes = Vec::new();
    // A file may grow while it is read.
    File::open(path)?.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_BYTES { Err(Unreadable::TooLarge) } else { Ok(bytes) }
}

/// The text of a regular file: UTF-8, or UTF-16 where a byte-order mark says so.
pub(crate) fn read_text(path: &Path) -> Result<String, Unreadable> {
    decode(read_bytes(path)?)
}

/// The first bytes of a file, as far as they are text.
pub(crate) fn head(path: &Path, bytes: u64) -> String {
    let mut head = Vec::new();
    match File::open(path).and_then(|file| file.take(bytes).read_to_end(&mut head)) {
        Ok(_) => String::from_utf8_lossy(&head).into_owned(),
        Err(_) => String::new(),
    }
}

fn decode(bytes: Vec<u8>) -> Result<String, Unreadable> {
    if let Some(rest) = bytes.strip_prefix(&[0xff, 0xfe]) {
        return utf16(rest, u16::from_le_bytes);
    }
    if let Some(rest) = bytes.strip_prefix(&[0xfe, 0xff]) {
        return utf16(rest, u16::from_be_bytes);
    }
    String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let lines = error.as_bytes().iter().take(offset).filter(|byte| **byte == b'\n').count();
        Unreadable::NotText { offset, line: lines + 1 }
    })
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Unreadable> {
    let (pairs, odd) = bytes.as_chunks::<2>();
    if !odd.is_empty() {
        return Err(Unreadable::NotUtf16);
    }
    char::decode_utf16(pairs.iter().copied().map(unit))
        .collect::<Result<_, _>>()
        .map_err(|_| Unreadable::NotUtf16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_told_apart() {
        assert_eq!(decode(b"a\xc3\xa9".to_vec()).unwrap(), "aé");
        assert_eq!(decode(b"\xff\xfea\0\xe9\0".to_vec()).unwrap(), "aé");
        assert_eq!(decode(b"\xfe\xff\0a\0\xe9".to_vec()).unwrap(), "aé");
        assert!(matches!(decode(b"\xff\xfea".to_vec()), Err(Unreadable::NotUtf16)));
        assert!(matches!(decode(b"\xff\xfe\0\xd8".to_vec()), Err(Unreadable::NotUtf16)));
        let error = decode(b"one\ntwo\xe9\n".to_vec()).unwrap_err();
        assert_eq!(error.to_string(), "is not UTF-8 text: byte 7, on line 2, is no part of a character");
    }

    #[test]
    fn folders_and_missing_files_are_named_as_such() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(read_text(folder.path()), Err(Unreadable::NotAFile)));
        assert!(matches!(read_text(&folder.path().join("x")), Err(Unreadable::Missing)));
    }
}
