//! The document: a flat table of entries in the order of the text, and handles that walk it.

use std::borrow::Cow;

use ravelin_finding::Span;

use super::text;

/// What an entry of the table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    Null,
    True,
    False,
    Integer,
    Float,
    /// A quoted string without escapes.
    Text,
    /// A quoted string with escapes.
    Escaped,
    /// A key that lacks its quotes.
    Bare,
    Array,
    Object,
    Invalid,
}

/// One value or key. A key's entry stands right before that of its value; children follow their parent.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub(super) tag: Tag,
    pub(super) start: u32,
    pub(super) end: u32,
    /// The entry after this one and everything in it.
    pub(super) next: u32,
}

/// A JSON text that was read. It borrows the text.
#[derive(Debug)]
pub struct Document<'s> {
    text: &'s str,
    entries: Vec<Entry>,
}

/// A value of a document: a handle, cheap to copy.
#[derive(Clone, Copy, Debug)]
pub struct Node<'d, 's> {
    document: &'d Document<'s>,
    index: u32,
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number without fraction and exponent that fits 64 bits.
    Integer(i64),
    /// Any other number; a whole number beyond 64 bits too. Always finite.
    Float(f64),
    /// A string: see [`Node::as_str`].
    String,
    /// An array: see [`Node::items`].
    Array,
    /// An object: see [`Node::members`].
    Object,
    /// A value that could not be read. The document's errors say why; its value is unknown.
    Invalid,
}

/// The key of a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key<'s> {
    /// The key, decoded.
    pub text: Cow<'s, str>,
    /// Where it stands, quotes included.
    pub span: Span,
}

impl<'s> Document<'s> {
    pub(super) fn new(text: &'s str, entries: Vec<Entry>) -> Self {
        Self { text, entries }
    }

    /// The outermost value.
    #[must_use]
    pub fn root(&self) -> Node<'_, 's> {
        Node { document: self, index: 0 }
    }

    /// The text that was read.
    #[must_use]
    pub fn text(&self) -> &'s str {
        self.text
    }

    /// The entry at `index`; an unreadable one for an index that no handle of this document has.
    fn entry(&self, index: u32) -> Entry {
        self.entries.get(index as usize).copied().unwrap_or(Entry {
            tag: Tag::Invalid,
            start: 0,
            end: 0,
            next: u32::MAX,
        })
    }

    /// The text between the quotes.
    fn inner(&self, entry: Entry) -> &'s str {
        let quotes = u32::from(entry.tag != Tag::Bare);
        Span::new(entry.start.saturating_add(quotes), entry.end.saturating_sub(quotes)).of(self.text)
    }

    fn decoded(&self, entry: Entry) -> Cow<'s, str> {
        let raw = self.inner(entry);
        if entry.tag == Tag::Escaped { text::decode(raw) } else { Cow::Borrowed(raw) }
    }
}

impl<'d, 's> Node<'d, 's> {
    fn entry(self) -> Entry {
        self.document.entry(self.index)
    }

    /// What the value is.
    #[must_use]
    pub fn kind(self) -> Kind {
        match self.entry().tag {
            Tag::Null => Kind::Null,
            Tag::True => Kind::Bool(true),
            Tag::False => Kind::Bool(false),
            Tag::Integer => match self.source().parse() {
                Ok(number) => Kind::Integer(number),
                Err(_) => self.float(),
            },
            Tag::Float => self.float(),
            Tag::Text | Tag::Escaped | Tag::Bare => Kind::String,
            Tag::Array => Kind::Array,
            Tag::Object => Kind::Object,
            Tag::Invalid => Kind::Invalid,
        }
    }

    fn float(self) -> Kind {
        self.source().parse().map_or(Kind::Invalid, Kind::Float)
    }

    /// Where the value stands; a string's quotes and an object's brackets included.
    #[must_use]
    pub fn span(self) -> Span {
        let entry = self.entry();
        Span::new(entry.start, entry.end)
    }

    /// The value as it is written.
    #[must_use]
    pub fn source(self) -> &'s str {
        self.span().of(self.document.text)
    }

    /// The string, decoded; borrowed from the text if it has no escapes.
    #[must_use]
    pub fn as_str(self) -> Option<Cow<'s, str>> {
        self.is_string().then(|| self.document.decoded(self.entry()))
    }

    /// The string as it is written between its quotes, if it has no escapes.
    #[must_use]
    pub fn as_plain_str(self) -> Option<&'s str> {
        let entry = self.entry();
        matches!(entry.tag, Tag::Text | Tag::Bare).then(|| self.document.inner(entry))
    }

    /// Where in the text the bytes `decoded` of [`Node::as_str`] come from.
    #[must_use]
    pub fn span_within(self, decoded: Span) -> Span {
        let entry = self.entry();
        let start = entry.start.saturating_add(u32::from(entry.tag != Tag::Bare));
        let raw = self.document.inner(entry);
        let at = |offset: u32| {
            let offset = if entry.tag == Tag::Escaped { text::raw_offset(raw, offset) } else { offset };
            start.saturating_add(offset).min(entry.end)
        };
        Span::new(at(decoded.start), at(decoded.end))
    }

    /// The boolean.
    #[must_use]
    pub fn as_bool(self) -> Option<bool> {
        if let Kind::Bool(value) = self.kind() { Some(value) } else { None }
    }

    /// The whole number, if it fits 64 bits.
    #[must_use]
    pub fn as_i64(self) -> Option<i64> {
        if let Kind::Integer(value) = self.kind() { Some(value) } else { None }
    }

    /// Whether it is `null`.
    #[must_use]
    pub fn is_null(self) -> bool {
        self.entry().tag == Tag::Null
    }

    /// Whether it is a string.
    #[must_use]
    pub fn is_string(self) -> bool {
        matches!(self.entry().tag, Tag::Text | Tag::Escaped | Tag::Bare)
    }

    /// Whether it is an array.
    #[must_use]
    pub fn is_array(self) -> bool {
        self.entry().tag == Tag::Array
    }

    /// Whether it is an object.
    #[must_use]
    pub fn is_object(self) -> bool {
        self.entry().tag == Tag::Object
    }

    /// The elements of an array, in order; none for any other value.
    #[must_use]
    pub fn items(self) -> Items<'d, 's> {
        Items { document: self.document, rest: self.children(Tag::Array) }
    }

    /// The members of an object, in order and with duplicates; none for any other value.
    ///
    /// Of members with the same key the last one holds, as in [`Node::get`].
    #[must_use]
    pub fn members(self) -> Members<'d, 's> {
        Members { document: self.document, rest: self.children(Tag::Object) }
    }

    /// The value of the member `key`. Letter case does not matter, as nowhere in a template, but a key in the very
    /// same case goes first; of several the last one holds. Takes time linear in the number of members.
    #[must_use]
    pub fn get(self, key: &str) -> Option<Node<'d, 's>> {
        let mut found = None;
        for (name, value) in self.members() {
            if name.text == key {
                found = Some((true, value));
            } else if !matches!(found, Some((true, _))) && name.text.eq_ignore_ascii_case(key) {
                found = Some((false, value));
            }
        }
        found.map(|(_, value)| value)
    }

    /// The number of elements or members (with duplicates), counted in linear time; 0 for any other value.
    #[must_use]
    pub fn len(self) -> usize {
        self.items().count().saturating_add(self.members().count())
    }

    /// Whether there are no elements and no members.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.items().next().is_none() && self.members().next().is_none()
    }

    fn children(self, tag: Tag) -> std::ops::Range<u32> {
        let entry = self.entry();
        let first = self.index.saturating_add(1);
        if entry.tag == tag { first..entry.next } else { first..first }
    }
}

/// The elements of an array.
#[derive(Clone, Debug)]
pub struct Items<'d, 's> {
    document: &'d Document<'s>,
    rest: std::ops::Range<u32>,
}

impl<'d, 's> Iterator for Items<'d, 's> {
    type Item = Node<'d, 's>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let node = Node { document: self.document, index: self.rest.start };
        self.rest.start = node.entry().next;
        Some(node)
    }
}

/// The members of an object.
#[derive(Clone, Debug)]
pub struct Members<'d, 's> {
    document: &'d Document<'s>,
    rest: std::ops::Range<u32>,
}

impl<'d, 's> Iterator for Members<'d, 's> {
    type Item = (Key<'s>, Node<'d, 's>);

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let entry = self.document.entry(self.rest.start);
        let key = Key { text: self.document.decoded(entry), span: Span::new(entry.start, entry.end) };
        let value = Node { document: self.document, index: entry.next };
        self.rest.start = value.entry().next;
        Some((key, value))
    }
}
