//! The syntax tree of an expression: a table of entries, children before their parents, and handles into it.

use std::borrow::Cow;

use ravelin_finding::Span;

/// An expression that was read. It borrows the text.
#[derive(Debug, Default)]
pub struct Ast<'s> {
    pub(super) entries: Vec<Entry<'s>>,
    /// The arguments of all calls; those of one call side by side.
    pub(super) arguments: Vec<u32>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Entry<'s> {
    pub(super) span: Span,
    pub(super) shape: Shape<'s>,
}

/// What an entry is; other entries by their index.
#[derive(Clone, Copy, Debug)]
pub(super) enum Shape<'s> {
    /// The text between the quotes as it is written.
    Text(&'s str),
    Int(i64),
    Float(f64),
    Call {
        name: &'s str,
        first: u32,
        count: u32,
    },
    Property {
        base: u32,
        name: &'s str,
    },
    Index {
        base: u32,
        index: u32,
    },
}

/// A part of an expression: a handle, cheap to copy.
#[derive(Clone, Copy, Debug)]
pub struct Expr<'a, 's> {
    ast: &'a Ast<'s>,
    index: u32,
}

/// What a part of an expression is.
#[derive(Clone, Debug)]
pub enum Kind<'a, 's> {
    /// `'text'`, its doubled quotes undone.
    Str(Cow<'s, str>),
    /// `12`.
    Int(i64),
    /// `1.5`. The official tooling writes `json('1.5')` instead.
    Float(f64),
    /// `name(…)`, or `namespace.name(…)` for a function of the template's own. Letter case doesn't matter.
    Call {
        /// The function with its namespace, as it is written.
        name: &'s str,
        /// The arguments in order.
        args: Arguments<'a, 's>,
    },
    /// `base.name`.
    Property {
        /// What has the property.
        base: Expr<'a, 's>,
        /// The property's name.
        name: &'s str,
    },
    /// `base[index]`.
    Index {
        /// What is indexed.
        base: Expr<'a, 's>,
        /// The index or key.
        index: Expr<'a, 's>,
    },
}

impl<'s> Ast<'s> {
    /// The whole expression, without its brackets.
    #[must_use]
    pub fn root(&self) -> Expr<'_, 's> {
        let last = self.entries.len().saturating_sub(1);
        Expr { ast: self, index: u32::try_from(last).unwrap_or(u32::MAX) }
    }
}

impl<'a, 's> Expr<'a, 's> {
    fn entry(self) -> Option<&'a Entry<'s>> {
        self.ast.entries.get(self.index as usize)
    }

    /// Where it stands in the string that was parsed.
    #[must_use]
    pub fn span(self) -> Span {
        self.entry().map_or_else(Span::default, |entry| entry.span)
    }

    /// Where the name of a call or property stands; the whole for anything else.
    #[must_use]
    pub fn name_span(self) -> Span {
        let span = self.span();
        match self.entry().map(|entry| entry.shape) {
            Some(Shape::Call { name, .. }) => Span::new(span.start, span.start.saturating_add(length(name))),
            Some(Shape::Property { name, .. }) => Span::new(span.end.saturating_sub(length(name)), span.end),
            _ => span,
        }
    }

    /// What it is.
    #[must_use]
    pub fn kind(self) -> Kind<'a, 's> {
        let part = |index| Expr { ast: self.ast, index };
        match self.entry().map_or(Shape::Text(""), |entry| entry.shape) {
            Shape::Text(raw) if raw.contains('\'') => Kind::Str(Cow::Owned(raw.replace("''", "'"))),
            Shape::Text(raw) => Kind::Str(Cow::Borrowed(raw)),
            Shape::Int(number) => Kind::Int(number),
            Shape::Float(number) => Kind::Float(number),
            Shape::Call { name, first, count } => {
                let range = first as usize..first.saturating_add(count) as usize;
                let indices = self.ast.arguments.get(range).unwrap_or_default();
                Kind::Call { name, args: Arguments { ast: self.ast, indices } }
            }
            Shape::Property { base, name } => Kind::Property { base: part(base), name },
            Shape::Index { base, index } => Kind::Index { base: part(base), index: part(index) },
        }
    }
}

/// The arguments of a call, in order: an iterator that knows its length.
#[derive(Clone, Debug)]
pub struct Arguments<'a, 's> {
    ast: &'a Ast<'s>,
    indices: &'a [u32],
}

impl<'a, 's> Arguments<'a, 's> {
    /// The argument at `position`, counted from 0 behind those taken already.
    #[must_use]
    pub fn get(&self, position: usize) -> Option<Expr<'a, 's>> {
        self.indices.get(position).map(|&index| Expr { ast: self.ast, index })
    }
}

impl<'a, 's> Iterator for Arguments<'a, 's> {
    type Item = Expr<'a, 's>;

    fn next(&mut self) -> Option<Self::Item> {
        let (&index, rest) = self.indices.split_first()?;
        self.indices = rest;
        Some(Expr { ast: self.ast, index })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.indices.len(), Some(self.indices.len()))
    }
}

impl ExactSizeIterator for Arguments<'_, '_> {}

fn length(name: &str) -> u32 {
    u32::try_from(name.len()).unwrap_or(u32::MAX)
}
