//! The forms a value takes under the transformation chains of all rules, as a tree: chains with a common start share it.
//!
//! Scans compare without case, so a `lowercase` that only changes case is left out of a chain here. What a rule's
//! operator finally sees is always made by the rule's own chain.

use crate::regex::literals::ByteSet;
use crate::transform::{Classes, Transformation};

/// A form: a transformation of another form.
#[derive(Debug)]
pub(crate) struct Form {
    pub(crate) parent: u16,
    pub(crate) transformation: Transformation,
    /// A value without any of these bytes is not changed.
    pub(crate) triggers: ByteSet,
    /// Any value is changed.
    pub(crate) always: bool,
    /// Bytes that may be in the result and were not in the value; `None` is any.
    pub(crate) adds: Option<ByteSet>,
}

/// All forms; the first is the value itself.
#[derive(Debug)]
pub(crate) struct Forms {
    pub(crate) all: Vec<Form>,
}

/// The form of the value itself.
pub(crate) const PLAIN: u16 = 0;

impl Forms {
    pub(crate) fn new() -> Self {
        let plain = Form {
            parent: PLAIN,
            transformation: Transformation::None,
            triggers: ByteSet::default(),
            always: false,
            adds: None,
        };
        Self { all: vec![plain] }
    }

    pub(crate) fn get(&self, form: u16) -> Option<&Form> {
        self.all.get(usize::from(form))
    }

    /// The form at the end of a chain, and the forms on the way to it.
    pub(crate) fn chain(&mut self, chain: &[Transformation]) -> Vec<u16> {
        let mut path = vec![PLAIN];
        let mut current = PLAIN;
        for (at, transformation) in chain.iter().enumerate() {
            let rest = chain.get(at + 1..).unwrap_or_default();
            let only_case =
                *transformation == Transformation::Lowercase && rest.iter().all(|t| ignores_case(*t));
            if *transformation == Transformation::None || only_case {
                continue;
            }
            current = self.child(current, *transformation);
            path.push(current);
        }
        path
    }

    fn child(&mut self, parent: u16, transformation: Transformation) -> u16 {
        let known = (0u16..)
            .zip(&self.all)
            .skip(1)
            .find(|(_, f)| f.parent == parent && f.transformation == transformation);
        if let Some((at, _)) = known {
            return at;
        }
        let (triggers, always) = triggers(transformation);
        let at = self.all.len() as u16;
        self.all.push(Form { parent, transformation, triggers, always, adds: adds(transformation) });
        at
    }
}

/// Transformations that do the same to a text whatever its case, but for case.
fn ignores_case(transformation: Transformation) -> bool {
    use Transformation as T;
    matches!(
        transformation,
        T::None
            | T::Lowercase
            | T::RemoveWhitespace
            | T::CompressWhitespace
            | T::RemoveNulls
            | T::ReplaceNulls
            | T::ReplaceComments
            | T::Trim
            | T::TrimLeft
            | T::TrimRight
            | T::NormalizePath
            | T::NormalizePathWin
            | T::CmdLine
    )
}

/// What a transformation that only takes away may put in the place.
fn adds(transformation: Transformation) -> Option<ByteSet> {
    use Transformation as T;
    match transformation {
        T::None
        | T::Lowercase
        | T::Uppercase
        | T::RemoveWhitespace
        | T::RemoveNulls
        | T::Trim
        | T::TrimLeft
        | T::TrimRight => Some(ByteSet::default()),
        T::CompressWhitespace | T::ReplaceComments | T::ReplaceNulls | T::CmdLine => Some(ByteSet::of(b" ")),
        T::NormalizePath | T::NormalizePathWin => Some(ByteSet::of(b"./")),
        _ => None,
    }
}

/// The bytes without which a transformation changes nothing but case; or that it may change anything.
fn triggers(transformation: Transformation) -> (ByteSet, bool) {
    let folds = matches!(
        transformation,
        Transformation::CmdLine | Transformation::Lowercase | Transformation::Uppercase
    );
    let mut set = ByteSet::default();
    for byte in 0..=255u8 {
        let letter = folds && byte.is_ascii_alphabetic();
        if !letter && !transformation.keeps(Classes::of(&[byte])) {
            set.insert(byte);
        }
    }
    let always = !transformation.keeps(Classes::of(b"")) || set == ByteSet::ALL;
    (set, always)
}
