//! The reader: arrays, objects and the order of things in them. One pass, depth bounded, never back.

use ravelin_finding::Span;

use super::document::{Entry, Tag};
use super::{MAX_DEPTH, SyntaxError};

/// After so many errors the text is not taken for JSON any more.
const MAX_ERRORS: usize = 50;

/// The shape of the tree is in doubt: reading ends. The reason is among the errors.
pub(super) struct Stop;

pub(super) struct Reader<'s> {
    pub(super) text: &'s str,
    pub(super) at: usize,
    pub(super) entries: Vec<Entry>,
    /// Where the value that was read last ends.
    pub(super) end_of_value: usize,
    errors: Vec<SyntaxError>,
}

/// The table of a text's entries, unless its shape is in doubt, and all errors.
pub(super) fn read(text: &str) -> (Option<Vec<Entry>>, Vec<SyntaxError>) {
    // Templates have about one entry for 20 bytes.
    let entries = Vec::with_capacity(text.len() / 16);
    let mut reader = Reader { text, at: 0, entries, end_of_value: 0, errors: Vec::new() };
    let whole = reader.document().is_ok();
    (whole.then_some(reader.entries), reader.errors)
}

impl Reader<'_> {
    fn document(&mut self) -> Result<(), Stop> {
        if u32::try_from(self.text.len()).is_err() {
            let error = SyntaxError::new(Span::default(), "the text is larger than 4 GiB");
            return self.stop(error);
        }
        if self.text.starts_with('\u{feff}') {
            self.at = '\u{feff}'.len_utf8();
        }
        self.blank()?;
        if self.peek().is_none() {
            let error = SyntaxError::new(self.here(), "there is nothing in this text");
            return self.stop(error.help("a template is an object: `{ … }`"));
        }
        self.value(0)?;
        self.blank()?;
        match self.peek() {
            None => Ok(()),
            Some(_) => self.trailing(),
        }
    }

    pub(super) fn value(&mut self, depth: usize) -> Result<(), Stop> {
        match self.peek() {
            Some(b'"') => self.string(),
            Some(b'{') => self.object(depth),
            Some(b'[') => self.array(depth),
            Some(b't') if self.word("true", Tag::True) => Ok(()),
            Some(b'f') if self.word("false", Tag::False) => Ok(()),
            Some(b'n') if self.word("null", Tag::Null) => Ok(()),
            Some(b'-' | b'0'..=b'9') => self.number(),
            _ => self.no_value(),
        }
    }

    fn object(&mut self, depth: usize) -> Result<(), Stop> {
        let object = self.open(Tag::Object, depth)?;
        loop {
            self.blank()?;
            match self.peek() {
                Some(b'}') => break,
                Some(b'"') => self.string()?,
                _ => {
                    if !self.no_key(object)? {
                        continue;
                    }
                }
            }
            self.blank()?;
            let value_follows = match self.peek() {
                Some(b':') => {
                    self.at += 1;
                    true
                }
                _ => self.no_colon()?,
            };
            if value_follows {
                self.blank()?;
                self.value(depth + 1)?;
            }
            self.end_of_value = self.at;
            self.blank()?;
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b'}') => {}
                _ => self.no_comma(object, b'}')?,
            }
        }
        self.close(object);
        Ok(())
    }

    fn array(&mut self, depth: usize) -> Result<(), Stop> {
        let array = self.open(Tag::Array, depth)?;
        loop {
            self.blank()?;
            match self.peek() {
                Some(b']') => break,
                None => return self.unclosed(array),
                Some(_) => self.value(depth + 1)?,
            }
            self.end_of_value = self.at;
            self.blank()?;
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b']') => {}
                _ => self.no_comma(array, b']')?,
            }
        }
        self.close(array);
        Ok(())
    }

    /// Enters the array or object that starts here.
    fn open(&mut self, tag: Tag, depth: usize) -> Result<usize, Stop> {
        if depth >= MAX_DEPTH {
            let error = SyntaxError::new(self.token(1), "arrays and objects are nested too deeply")
                .help(format!("at most {MAX_DEPTH} levels are read"));
            return self.stop(error);
        }
        let index = self.entries.len();
        self.push(tag, self.at, self.at);
        self.at += 1;
        Ok(index)
    }

    /// Leaves the array or object with the bracket that stands here.
    fn close(&mut self, index: usize) {
        self.at += 1;
        let (end, next) = (offset(self.at), offset(self.entries.len()));
        if let Some(entry) = self.entries.get_mut(index) {
            entry.end = end;
            entry.next = next;
        }
    }

    pub(super) fn push(&mut self, tag: Tag, start: usize, end: usize) {
        let next = offset(self.entries.len() + 1);
        self.entries.push(Entry { tag, start: offset(start), end: offset(end), next });
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        Span::new(offset(start), offset(end))
    }

    pub(super) fn here(&self) -> Span {
        self.span(self.at, self.at)
    }

    /// The span of the `length` bytes that follow.
    pub(super) fn token(&self, length: usize) -> Span {
        self.span(self.at, self.at.saturating_add(length).min(self.text.len()))
    }

    /// Notes an error after which reading goes on.
    pub(super) fn report(&mut self, error: SyntaxError) -> Result<(), Stop> {
        self.errors.push(error);
        if self.errors.len() < MAX_ERRORS { Ok(()) } else { Err(Stop) }
    }

    /// Notes the error that ends reading.
    pub(super) fn stop<T>(&mut self, error: SyntaxError) -> Result<T, Stop> {
        self.errors.push(error);
        Err(Stop)
    }
}

/// An offset in the text or an index of the table, which has no more entries than the text has bytes, but for a few
/// of unreadable values. The text's length was measured at the start.
fn offset(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
