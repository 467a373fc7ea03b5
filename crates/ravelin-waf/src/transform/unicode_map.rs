//! Code pages for `%uHHHH`: what IIS would make of a character, from the text of a `SecUnicodeMapFile`.
//!
//! Such a file has one section a code page: a line with its number and name, then pairs `HHHH:HH` of a character and
//! the byte it is best fitted to. Reading the file is the caller's.

use std::collections::BTreeMap;
use std::fmt;

/// The dots of RFC 3490, section 3.1: taken for a full stop whatever the code page says nothing about.
const DOTS: [u16; 4] = [0x002e, 0x3002, 0xff0e, 0xff61];

/// One code page; empty without a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnicodeMap {
    /// In order of the characters.
    pairs: Vec<(u16, u8)>,
}

/// Why a map could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnicodeMapError {
    /// The file has no such code page.
    NoSuchCodePage(u32),
    /// The code page has something that is no pair.
    NotAPair(String),
}

impl fmt::Display for UnicodeMapError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSuchCodePage(page) => write!(f, "the map has no code page {page}"),
            Self::NotAPair(text) => write!(f, "`{text}` is no pair of a character and a byte in hexadecimal"),
        }
    }
}

impl std::error::Error for UnicodeMapError {}

impl UnicodeMap {
    /// Reads one code page out of a map file's text.
    pub fn parse(text: &str, code_page: u32) -> Result<Self, UnicodeMapError> {
        let mut pairs: BTreeMap<u16, u8> = DOTS.iter().map(|dot| (*dot, b'.')).collect();
        let mut in_page = false;
        let mut found = false;
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let mut words = line.split_ascii_whitespace().peekable();
            if let Some(first) = words.next_if(|word| !word.contains(':')) {
                in_page = first.parse() == Ok(code_page);
                found |= in_page;
                continue;
            }
            if in_page {
                for word in words {
                    let (character, byte) = pair(word)?;
                    pairs.insert(character, byte);
                }
            }
        }
        if !found {
            return Err(UnicodeMapError::NoSuchCodePage(code_page));
        }
        Ok(Self { pairs: pairs.into_iter().collect() })
    }

    /// The byte the code page fits this character to.
    pub fn get(&self, character: u16) -> Option<u8> {
        let place = self.pairs.binary_search_by_key(&character, |(known, _)| *known).ok()?;
        self.pairs.get(place).map(|(_, byte)| *byte)
    }
}

fn pair(word: &str) -> Result<(u16, u8), UnicodeMapError> {
    let read = || {
        let (character, byte) = word.split_once(':')?;
        Some((u16::from_str_radix(character, 16).ok()?, u8::from_str_radix(byte, 16).ok()?))
    };
    read().ok_or_else(|| UnicodeMapError::NotAPair(word.chars().take(40).collect()))
}
