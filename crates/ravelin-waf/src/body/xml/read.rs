//! XML 1.0's grammar, as far as text and attributes go.

use super::{Document, Limits, XmlFault};
use std::collections::BTreeSet;

pub(super) struct Reader<'t> {
    text: &'t [u8],
    at: usize,
    limits: &'t Limits,
    out: &'t mut Document,
    /// Names of the elements that are open.
    open: Vec<&'t [u8]>,
    seen_doctype: bool,
}

type Read<T> = Result<T, XmlFault>;

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t [u8], limits: &'t Limits, out: &'t mut Document) -> Self {
        Self { text, at: 0, limits, out, open: Vec::new(), seen_doctype: false }
    }

    pub(super) fn document(&mut self) -> Read<()> {
        if self.rest().starts_with(b"<?xml") && self.rest().get(5).copied().is_some_and(is_white) {
            self.declaration()?;
        }
        while self.at < self.text.len() {
            if self.open.is_empty() {
                self.outside()?;
            } else {
                self.inside()?;
            }
        }
        let complete = self.open.is_empty() && self.out.text.is_some();
        if complete { Ok(()) } else { Err(XmlFault::Incomplete) }
    }

    /// Section 2.8: a version, then an encoding, then whether it stands alone.
    fn declaration(&mut self) -> Read<()> {
        self.at += b"<?xml".len();
        for (name, is_needed) in [(b"version".as_slice(), true), (b"encoding", false), (b"standalone", false)]
        {
            let white = self.skip_white();
            if white && self.eat(name) {
                self.skip_white();
                if !self.eat(b"=") {
                    return self.malformed();
                }
                self.skip_white();
                let Some(quote @ (b'"' | b'\'')) = self.rest().first().copied() else {
                    return self.malformed();
                };
                let start = self.at;
                let value = self.find(1, &[quote])?;
                let allowed = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.:".contains(byte);
                if value.is_empty() || !value.iter().all(allowed) {
                    return Err(XmlFault::Malformed(start));
                }
            } else if is_needed {
                return self.malformed();
            }
        }
        self.skip_white();
        if self.eat(b"?>") { Ok(()) } else { self.malformed() }
    }

    fn rest(&self) -> &'t [u8] {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn malformed<T>(&self) -> Read<T> {
        let incomplete = self.at >= self.text.len();
        Err(if incomplete { XmlFault::Incomplete } else { XmlFault::Malformed(self.at) })
    }

    /// Whether so much of this is here that it may be this; moves behind it if it is.
    fn eat(&mut self, mark: &[u8]) -> bool {
        let found = self.rest().starts_with(mark);
        if found {
            self.at += mark.len();
        }
        found
    }

    /// Moves behind the next such mark, looked for from so far ahead; what is between.
    fn find(&mut self, ahead: usize, mark: &[u8]) -> Read<&'t [u8]> {
        let rest = self.rest().get(ahead..).unwrap_or_default();
        let length = memchr::memmem::find(rest, mark).ok_or(XmlFault::Incomplete)?;
        self.at += ahead + length + mark.len();
        Ok(rest.get(..length).unwrap_or_default())
    }

    fn skip_white(&mut self) -> bool {
        let count = self.rest().iter().take_while(|byte| is_white(**byte)).count();
        self.at += count;
        count > 0
    }

    /// Before and after the root element.
    fn outside(&mut self) -> Read<()> {
        self.skip_white();
        match self.rest() {
            [] => Ok(()),
            [b'<', b'!', b'-', b'-', ..] => self.comment(),
            [b'<', b'?', ..] => self.instruction(),
            rest if rest.starts_with(b"<!DOCTYPE") && self.out.text.is_none() && !self.seen_doctype => {
                self.seen_doctype = true;
                self.doctype()
            }
            [b'<', ..] if self.out.text.is_none() => self.element(),
            _ => self.malformed(),
        }
    }

    fn inside(&mut self) -> Read<()> {
        match self.rest() {
            [b'<', b'!', b'-', b'-', ..] => self.comment(),
            [b'<', b'?', ..] => self.instruction(),
            [b'<', b'/', ..] => self.end_tag(),
            rest if rest.starts_with(b"<![CDATA[") => {
                let start = self.at;
                let text = self.find(9, b"]]>")?;
                self.add_text(text, start + 9)
            }
            [b'<', b'!', ..] => self.malformed(),
            [b'<', ..] => self.element(),
            [b'&', ..] => {
                let character = self.reference()?;
                self.out
                    .text
                    .get_or_insert_default()
                    .extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
                Ok(())
            }
            rest => {
                let length = memchr::memchr2(b'<', b'&', rest).unwrap_or(rest.len());
                let text = rest.get(..length).unwrap_or_default();
                if let Some(end) = memchr::memmem::find(text, b"]]>") {
                    return Err(XmlFault::Malformed(self.at + end));
                }
                let start = self.at;
                self.at += length;
                self.add_text(text, start)
            }
        }
    }

    fn add_text(&mut self, text: &[u8], start: usize) -> Read<()> {
        check_characters(text, start)?;
        let out = self.out.text.get_or_insert_default();
        if memchr::memchr(b'\r', text).is_none() {
            out.extend_from_slice(text);
            return Ok(());
        }
        // Section 2.11: every line end is one line feed.
        for (at, byte) in text.iter().enumerate() {
            match byte {
                b'\r' if text.get(at + 1) == Some(&b'\n') => {}
                b'\r' => out.push(b'\n'),
                _ => out.push(*byte),
            }
        }
        Ok(())
    }

    fn comment(&mut self) -> Read<()> {
        let start = self.at + 4;
        let text = self.find(4, b"--")?;
        if !self.eat(b">") {
            return self.malformed();
        }
        check_characters(text, start)
    }

    fn instruction(&mut self) -> Read<()> {
        let start = self.at;
        self.at += 2;
        let target = self.name()?;
        if target.eq_ignore_ascii_case(b"xml") {
            return Err(XmlFault::Malformed(start));
        }
        if self.eat(b"?>") {
            return Ok(());
        }
        if !self.skip_white() {
            return self.malformed();
        }
        let start = self.at;
        let text = self.find(0, b"?>")?;
        check_characters(text, start)
    }

    /// Moves behind a document type: its quoted texts, comments and instructions may have the marks it ends in.
    fn doctype(&mut self) -> Read<()> {
        self.at += b"<!DOCTYPE".len();
        if !self.skip_white() {
            return self.malformed();
        }
        self.name()?;
        loop {
            self.skip_white();
            match self.rest() {
                [quote @ (b'"' | b'\''), ..] => {
                    self.find(1, &[*quote])?;
                }
                [b'[', ..] => self.subset()?,
                [b'>', ..] => {
                    self.at += 1;
                    return Ok(());
                }
                _ if self.eat(b"SYSTEM") || self.eat(b"PUBLIC") => {}
                _ => return self.malformed(),
            }
        }
    }

    /// Moves behind the declarations of a document type.
    fn subset(&mut self) -> Read<()> {
        self.at += 1;
        loop {
            let length = self.rest().iter().position(|byte| b"\"'<]".contains(byte));
            self.at += length.ok_or(XmlFault::Incomplete)?;
            match self.rest() {
                [quote @ (b'"' | b'\''), ..] => {
                    self.find(1, &[*quote])?;
                }
                rest if rest.starts_with(b"<!--") => self.comment()?,
                [b'<', b'?', ..] => self.instruction()?,
                [b']', ..] => {
                    self.at += 1;
                    return Ok(());
                }
                _ => self.at += 1,
            }
        }
    }

    fn element(&mut self) -> Read<()> {
        self.at += 1;
        let name = self.name()?;
        if self.open.len() >= self.limits.depth {
            return Err(XmlFault::TooDeep);
        }
        self.out.text.get_or_insert_default();
        let mut names = BTreeSet::new();
        loop {
            let white = self.skip_white();
            match self.rest() {
                [b'>', ..] => {
                    self.at += 1;
                    self.open.push(name);
                    return Ok(());
                }
                [b'/', b'>', ..] => {
                    self.at += 2;
                    return Ok(());
                }
                [_, ..] if white => {
                    let start = self.at;
                    if !names.insert(self.attribute()?) {
                        return Err(XmlFault::Malformed(start));
                    }
                }
                _ => return self.malformed(),
            }
        }
    }

    /// Reads an attribute; returns its name.
    fn attribute(&mut self) -> Read<&'t [u8]> {
        let name = self.name()?;
        self.skip_white();
        if !self.eat(b"=") {
            return self.malformed();
        }
        self.skip_white();
        let Some(quote @ (b'"' | b'\'')) = self.rest().first().copied() else { return self.malformed() };
        self.at += 1;
        let value = self.attribute_value(quote)?;
        let declares_namespace = name == b"xmlns" || name.starts_with(b"xmlns:");
        if !declares_namespace {
            if self.out.attributes.len() >= self.limits.arguments {
                return Err(XmlFault::TooMany);
            }
            self.out.attributes.push(value);
        }
        Ok(name)
    }

    fn attribute_value(&mut self, quote: u8) -> Read<Vec<u8>> {
        let mut value = Vec::new();
        loop {
            let rest = self.rest();
            let length = memchr::memchr3(quote, b'<', b'&', rest).ok_or(XmlFault::Incomplete)?;
            let text = rest.get(..length).unwrap_or_default();
            check_characters(text, self.at)?;
            let text = text.iter().enumerate().filter(|(at, byte)| {
                // A line end of two characters is one.
                **byte != b'\r' || text.get(at + 1) != Some(&b'\n')
            });
            value.extend(text.map(|(_, byte)| if is_white(*byte) { b' ' } else { *byte }));
            self.at += length;
            match self.rest().first() {
                Some(b'&') => {
                    let character = self.reference()?;
                    value.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
                }
                Some(b'<') => return self.malformed(),
                _ => {
                    self.at += 1;
                    return Ok(value);
                }
            }
        }
    }

    fn end_tag(&mut self) -> Read<()> {
        let start = self.at;
        self.at += 2;
        let name = self.name()?;
        self.skip_white();
        if !self.eat(b">") {
            return self.malformed();
        }
        if self.open.pop() == Some(name) { Ok(()) } else { Err(XmlFault::Malformed(start)) }
    }

    /// The character a reference stands for.
    fn reference(&mut self) -> Read<char> {
        let start = self.at;
        self.at += 1;
        let character = if self.eat(b"#") {
            let radix = if self.eat(b"x") { 16 } else { 10 };
            self.number(radix)
        } else {
            match self.name()? {
                b"amp" => Some('&'),
                b"lt" => Some('<'),
                b"gt" => Some('>'),
                b"quot" => Some('"'),
                b"apos" => Some('\''),
                _ => return Err(XmlFault::Entity(start)),
            }
        };
        match character {
            _ if self.at >= self.text.len() => Err(XmlFault::Incomplete),
            Some(character) if self.eat(b";") => Ok(character),
            _ => Err(XmlFault::Malformed(start)),
        }
    }

    /// The character of this number, if it has one.
    fn number(&mut self, radix: u32) -> Option<char> {
        let mut sum = 0_u32;
        let start = self.at;
        while let Some(digit) = self.rest().first().and_then(|byte| char::from(*byte).to_digit(radix)) {
            sum = sum.saturating_mul(radix).saturating_add(digit);
            self.at += 1;
        }
        let allowed =
            |character: &char| matches!(character, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
        char::from_u32(sum).filter(allowed).filter(|_| self.at > start)
    }

    /// A name. Beyond ASCII every character is taken for one of a name.
    fn name(&mut self) -> Read<&'t [u8]> {
        let rest = self.rest();
        let starts = |byte: u8| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b':' | 0x80..);
        let goes_on = |byte: u8| starts(byte) || byte.is_ascii_digit() || matches!(byte, b'-' | b'.');
        if !rest.first().copied().is_some_and(starts) {
            return self.malformed();
        }
        let length = rest.iter().take_while(|byte| goes_on(**byte)).count();
        self.at += length;
        Ok(rest.get(..length).unwrap_or_default())
    }
}

const fn is_white(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// Section 2.2: no control characters but white space, and neither U+FFFE nor U+FFFF.
fn check_characters(text: &[u8], start: usize) -> Read<()> {
    let control = text.iter().position(|byte| *byte < b' ' && !is_white(*byte));
    let noncharacter = || {
        memchr::memmem::find_iter(text, b"\xef\xbf").find(|at| matches!(text.get(at + 2), Some(0xbe | 0xbf)))
    };
    match control.or_else(noncharacter) {
        Some(at) => Err(XmlFault::Malformed(start + at)),
        None => Ok(()),
    }
}
