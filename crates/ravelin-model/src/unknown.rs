//! What is unknown: why, under which name it is the same unknown elsewhere, and what is known of it all the same.

use crate::Value;
use ravelin_finding::Place;
use std::sync::Arc;

/// How many reasons an unknown carries; more tell a reader nothing.
const MAX_REASONS: usize = 8;
/// How long a canonical expression may become before it is cut and told apart by its hash.
const MAX_RESIDUAL: usize = 400;

/// Why something is unknown, in words a person can act on.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reason {
    /// What it depends on, short: a parameter's name, `resourceGroup().location`.
    pub name: Arc<str>,
    /// The sentence: ``parameter `sku` has no value``.
    pub why: Arc<str>,
    /// The declaration or call that is to blame.
    pub place: Option<Place>,
}

impl Reason {
    /// A reason with its short name and sentence.
    pub fn new(name: impl Into<Arc<str>>, why: impl Into<Arc<str>>, place: Option<Place>) -> Arc<Self> {
        Arc::new(Self { name: name.into(), why: why.into(), place })
    }
}

/// A value that is not known, with all that is known about it.
#[derive(Clone, Debug)]
pub struct Unknown {
    /// The canonical expression that would give the value. Two unknowns of one entry point with the same expression
    /// are the same value, as the language has no side effects.
    pub residual: Arc<str>,
    /// Why; never empty.
    pub reasons: Arc<[Arc<Reason>]>,
    /// What is known all the same.
    pub form: Form,
}

/// What is known of an unknown value.
#[derive(Clone, Debug)]
pub enum Form {
    /// Nothing.
    Any,
    /// A string with known parts.
    Pattern(Arc<[Piece]>),
    /// One of these values.
    OneOf(Arc<[Value]>),
    /// An array that has at least these items, in this order, and perhaps others between them.
    Holding(Arc<[Value]>),
}

/// A part of a string.
#[derive(Clone, Debug)]
pub enum Piece {
    /// Known text.
    Text(Arc<str>),
    /// An unknown part.
    Hole(Arc<Unknown>),
}

impl Unknown {
    /// An unknown of which nothing is known.
    #[must_use]
    pub fn any(residual: impl AsRef<str>, reason: Arc<Reason>) -> Arc<Self> {
        Self::new(residual, [reason], Form::Any)
    }

    /// An unknown with several reasons (duplicates are dropped) and what is known of it.
    #[must_use]
    pub fn new(
        residual: impl AsRef<str>,
        reasons: impl IntoIterator<Item = Arc<Reason>>,
        form: Form,
    ) -> Arc<Self> {
        let mut kept: Vec<Arc<Reason>> = Vec::new();
        for reason in reasons {
            if kept.len() < MAX_REASONS && !kept.contains(&reason) {
                kept.push(reason);
            }
        }
        Arc::new(Self { residual: shorten(residual.as_ref()), reasons: kept.into(), form })
    }

    /// The same unknown with another form.
    #[must_use]
    pub fn with_form(&self, form: Form) -> Arc<Self> {
        Arc::new(Self { residual: Arc::clone(&self.residual), reasons: Arc::clone(&self.reasons), form })
    }

    /// All reasons in one sentence.
    #[must_use]
    pub fn why(&self) -> String {
        let sentences: Vec<&str> = self.reasons.iter().map(|reason| &*reason.why).collect();
        sentences.join("; ")
    }
}

fn shorten(residual: &str) -> Arc<str> {
    if residual.len() <= MAX_RESIDUAL {
        return residual.into();
    }
    let head: String = residual.chars().take(MAX_RESIDUAL / 2).collect();
    format!("{head}…#{:016x}", fnv1a(residual.as_bytes())).into()
}

/// FNV-1a, 64 bits: stable between runs and platforms, which the standard hasher does not promise.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
