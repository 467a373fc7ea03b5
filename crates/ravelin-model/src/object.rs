//! Arrays and objects. Both are shared, never copied: a clone is a reference.

use crate::{Lookup, Unknown, Value};
use ravelin_finding::Place;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

/// Objects larger than this get an index.
const INDEX_FROM: usize = 12;

/// What is kept of a compound value so that nobody has to walk it: its size, and whether all of it is known.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Shape {
    pub(crate) weight: u64,
    pub(crate) depth: u16,
    pub(crate) known: bool,
    pub(crate) secret: bool,
}

impl Shape {
    fn of<'v>(values: impl Iterator<Item = &'v Value>) -> Self {
        let mut shape = Self { weight: 1, depth: 0, known: true, secret: false };
        for value in values {
            let part = value.shape();
            shape.weight = shape.weight.saturating_add(part.weight);
            shape.depth = shape.depth.max(part.depth);
            shape.known &= part.known;
            shape.secret |= part.secret;
        }
        shape.depth = shape.depth.saturating_add(1);
        shape
    }
}

/// An array.
#[derive(Clone, Debug)]
pub struct Array(Arc<ArrayData>);

/// What an array is in a language that tells sequences apart. Azure Resource Manager knows tuples only; Terraform all
/// three.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ArrayKind {
    /// Items of any types in order, as an array literal gives them.
    #[default]
    Tuple,
    /// Items of one type in order.
    List,
    /// Items of one type without order, none of them twice; kept in the order in which iteration yields them.
    Set,
}

#[derive(Debug)]
struct ArrayData {
    items: Box<[Value]>,
    shape: Shape,
    kind: ArrayKind,
}

impl Array {
    /// An array of these items.
    #[must_use]
    pub fn new(items: Vec<Value>) -> Self {
        Self::of_kind(items, ArrayKind::Tuple)
    }

    /// A sequence of this kind; the items of a set come sorted and without repetition.
    #[must_use]
    pub fn of_kind(items: Vec<Value>, kind: ArrayKind) -> Self {
        let shape = Shape::of(items.iter());
        Self(Arc::new(ArrayData { items: items.into(), shape, kind }))
    }

    /// What kind of sequence it is.
    #[must_use]
    pub fn kind(&self) -> ArrayKind {
        self.0.kind
    }

    /// The items.
    #[must_use]
    pub fn items(&self) -> &[Value] {
        &self.0.items
    }

    pub(crate) fn shape(&self) -> Shape {
        self.0.shape
    }

    /// Are both the same array in memory?
    #[must_use]
    pub fn ptr_eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// A member of an object.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key, as written.
    pub key: Arc<str>,
    /// The value.
    pub value: Value,
    /// Where this member is written, key and value; `None` for computed ones.
    pub place: Option<Place>,
}

/// Members that may exist beside the known ones.
#[derive(Clone, Debug)]
pub struct Open {
    /// What a missing member's value is.
    pub rest: Arc<Unknown>,
    /// Are the objects inside open as well? So it is with what a deployed resource answers.
    pub deep: bool,
}

impl Open {
    fn member(&self, key: &str) -> Arc<Unknown> {
        let residual = format!("{}.{key}", self.rest.residual);
        Unknown::new(residual, self.rest.reasons.iter().cloned(), crate::Form::Any)
    }
}

/// How the keys of an object compare, and whether its members are of one type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ObjectKind {
    /// Keys are the same without regard to case, as in Azure Resource Manager.
    #[default]
    Insensitive,
    /// Keys compare exactly, and each member has a type of its own: an object of Terraform.
    Exact,
    /// Keys compare exactly, and all members are of one type: a map of Terraform.
    Map,
}

/// An object. Keys are unique as its kind compares them; order is the order of writing.
#[derive(Clone, Debug)]
pub struct Object {
    data: Arc<ObjectData>,
    open: Option<Arc<Open>>,
}

#[derive(Debug)]
struct ObjectData {
    entries: Box<[Entry]>,
    shape: Shape,
    kind: ObjectKind,
    index: OnceLock<HashMap<Box<str>, u32>>,
}

impl Object {
    /// The members, in order of writing.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.data.entries
    }

    /// What is said of other members; `None` when there are none.
    #[must_use]
    pub fn open(&self) -> Option<&Arc<Open>> {
        self.open.as_ref()
    }

    /// The same members, with others that may exist.
    #[must_use]
    pub fn opened(&self, open: Option<Arc<Open>>) -> Self {
        Self { data: Arc::clone(&self.data), open }
    }

    pub(crate) fn shape(&self) -> Shape {
        let mut shape = self.data.shape;
        shape.known &= self.open.is_none();
        shape
    }

    /// How keys compare.
    #[must_use]
    pub fn kind(&self) -> ObjectKind {
        self.data.kind
    }

    /// The member with this key.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        let (entries, kind) = (&self.data.entries, self.data.kind);
        if entries.len() <= INDEX_FROM {
            return entries.iter().find(|entry| kind.same(&entry.key, key));
        }
        let index = self.data.index.get_or_init(|| {
            let numbered = (0u32..).zip(entries.iter());
            numbered.map(|(at, entry)| (kind.folded(&entry.key).into(), at)).collect()
        });
        let at = *index.get(kind.folded(key).as_ref())?;
        entries.get(at as usize)
    }

    /// What stands under a key, or is known not to.
    #[must_use]
    pub fn get(&self, key: &str) -> Lookup {
        match (self.entry(key), &self.open) {
            // What the code leaves null, the platform may fill in.
            (Some(entry), Some(open)) if open.deep && entry.value.is_null() => {
                Lookup::Unknown(open.member(key))
            }
            (Some(entry), Some(open)) if open.deep => Lookup::Found(entry.value.opened_under(open, key)),
            (Some(entry), _) => Lookup::Found(entry.value.clone()),
            (None, Some(open)) => Lookup::Unknown(open.member(key)),
            (None, None) => Lookup::Absent,
        }
    }

    /// Are both the same object in memory?
    #[must_use]
    pub fn ptr_eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.data, &other.data)
    }
}

impl ObjectKind {
    fn same(self, a: &str, b: &str) -> bool {
        match self {
            Self::Insensitive => a.eq_ignore_ascii_case(b),
            Self::Exact | Self::Map => a == b,
        }
    }

    fn folded(self, key: &str) -> Cow<'_, str> {
        match self {
            Self::Insensitive => Cow::Owned(key.to_ascii_lowercase()),
            Self::Exact | Self::Map => Cow::Borrowed(key),
        }
    }
}

/// Collects members; a key that comes again replaces the value, as the last one wins in JSON.
#[derive(Debug, Default)]
pub struct ObjectBuilder {
    entries: Vec<Entry>,
    seen: Option<HashMap<String, usize>>,
    kind: ObjectKind,
}

impl ObjectBuilder {
    /// Room for so many members.
    #[must_use]
    pub fn with_capacity(members: usize) -> Self {
        Self { entries: Vec::with_capacity(members.min(4096)), ..Self::default() }
    }

    /// Collects the members of an object whose keys compare so.
    #[must_use]
    pub fn of_kind(kind: ObjectKind) -> Self {
        Self { kind, ..Self::default() }
    }

    fn position(&mut self, key: &str) -> Option<usize> {
        let kind = self.kind;
        if self.entries.len() <= INDEX_FROM {
            return self.entries.iter().position(|entry| kind.same(&entry.key, key));
        }
        let entries = &self.entries;
        let seen = self.seen.get_or_insert_with(|| {
            let numbered = entries.iter().enumerate();
            numbered.map(|(at, entry)| (kind.folded(&entry.key).into_owned(), at)).collect()
        });
        seen.get(kind.folded(key).as_ref()).copied()
    }

    /// Adds a member.
    pub fn insert(&mut self, entry: Entry) {
        if let Some(at) = self.position(&entry.key) {
            if let Some(old) = self.entries.get_mut(at) {
                old.value = entry.value;
                old.place = entry.place;
            }
            return;
        }
        if let Some(seen) = &mut self.seen {
            seen.insert(self.kind.folded(&entry.key).into_owned(), self.entries.len());
        }
        self.entries.push(entry);
    }

    /// Adds a member that was computed.
    pub fn put(&mut self, key: impl Into<Arc<str>>, value: impl Into<Value>) {
        self.insert(Entry { key: key.into(), value: value.into(), place: None });
    }

    /// The value collected so far under a key.
    #[must_use]
    pub fn get(&mut self, key: &str) -> Option<&Entry> {
        let at = self.position(key)?;
        self.entries.get(at)
    }

    /// The members collected so far.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The object.
    #[must_use]
    pub fn build(self) -> Object {
        let shape = Shape::of(self.entries.iter().map(|entry| &entry.value));
        let data =
            ObjectData { entries: self.entries.into(), shape, kind: self.kind, index: OnceLock::new() };
        Object { data: Arc::new(data), open: None }
    }
}
