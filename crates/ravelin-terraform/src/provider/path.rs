//! Paths of the tables: where in an instance's attributes a value is read, and where in a body it is written.
//!
//! `a.b` steps into an object, or into the only item of a list of blocks; `a[].b` into every item; `m{}` into every
//! entry of a map; `'…'` quotes a key with dots. As a target, `[]` is the item for the item that was read, `{}` the
//! entry for the entry, `[0]` an item of its own.

use std::sync::Arc;

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The member of this name.
    Member(Arc<str>),
    /// Every item.
    Items,
    /// Every entry.
    Entries,
    /// The item of this number.
    Item(usize),
}

/// A path, parsed, with the text it came from.
#[derive(Clone, Debug)]
pub(super) struct Path {
    pub(super) text: Arc<str>,
    pub(super) steps: Arc<[Step]>,
}

impl Path {
    pub(super) fn parse(text: &str) -> Self {
        let mut steps = Vec::new();
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            if let Some(tail) = rest.strip_prefix('\'') {
                let (name, tail) = tail.split_once('\'').unwrap_or((tail, ""));
                steps.push(Step::Member(name.into()));
                rest = tail;
            } else if let Some(tail) = rest.strip_prefix('[') {
                let (inside, tail) = tail.split_once(']').unwrap_or((tail, ""));
                steps.push(inside.parse().map_or(Step::Items, Step::Item));
                rest = tail;
            } else if let Some(tail) = rest.strip_prefix("{}") {
                steps.push(Step::Entries);
                rest = tail;
            } else if first == '.' {
                rest = rest.strip_prefix('.').unwrap_or_default();
            } else {
                let end = rest.find(['.', '[', '{', '\'']).unwrap_or(rest.len());
                let (name, tail) = rest.split_at_checked(end.max(1)).unwrap_or((rest, ""));
                steps.push(Step::Member(name.into()));
                rest = tail;
            }
        }
        Self { text: text.into(), steps: steps.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_of_every_kind() {
        let member = |name: &str| Step::Member(name.into());
        assert_eq!(&*Path::parse("a.b_c").steps, [member("a"), member("b_c")]);
        assert_eq!(&*Path::parse("a[].b").steps, [member("a"), Step::Items, member("b")]);
        assert_eq!(&*Path::parse("a{}").steps, [member("a"), Step::Entries]);
        assert_eq!(
            &*Path::parse("a[0].'x.y'.b").steps,
            [member("a"), Step::Item(0), member("x.y"), member("b")]
        );
    }
}
