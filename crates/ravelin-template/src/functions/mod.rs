//! The template functions that need nothing but their arguments, on values that may be unknown.
//!
//! Functions that need the deployment (`parameters`, `reference`, `resourceId`, …), that evaluate lazily (`if`, `and`,
//! `or`, `coalesce`) or that call a lambda (`map`, `filter`, …) belong to the evaluator.
//!
//! What Azure does is taken from the reference pages at <https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions>
//! and from the tests of <https://github.com/Azure/bicep>, which run Azure's own implementation. Where neither settles a
//! case, the result is unknown and says so.

mod access;
mod alternatives;
mod apply;
mod args;
mod arrays;
mod casing;
mod compare;
mod convert;
mod date_format;
mod dates;
mod distinct;
mod encode;
mod format;
mod hashes;
mod json;
mod merge;
mod network;
mod numbers;
mod objects;
mod search;
mod sequences;
mod strings;
mod text;
mod uris;

#[cfg(test)]
mod tests;

pub use access::property;
pub use apply::apply;

use ravelin_model::Value;
use std::cmp::Ordering;
use std::sync::OnceLock;

/// A function of the template language.
#[derive(Debug)]
pub struct Function {
    /// Its name as documented; calls match it without regard to case.
    pub name: &'static str,
    /// The fewest arguments it takes.
    pub min: usize,
    /// The most arguments it takes.
    pub max: usize,
    /// What of a secret argument its result reveals.
    pub carries: Carries,
    /// Computes the result. `Ok(None)`: what is unknown in the arguments decides it.
    pub call: fn(&[Value]) -> Answer,
}

/// What of a secret argument a function's result reveals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carries {
    /// A fact about it (a length, an answer to a comparison): the result is no secret.
    Fact,
    /// Its text or a part of it: a result that is one value is as secret as any argument.
    Text,
    /// Whole values, moved: each keeps its own mark.
    Values,
}

/// What a function answers.
pub type Answer = Result<Option<Value>, Failure>;

/// Why a function can't be applied to these arguments: a mistake in the template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What is wrong, lower case, no full stop.
    pub message: String,
}

/// As many arguments as one likes.
pub(crate) const MANY: usize = usize::MAX;

impl Function {
    /// A function whose result states a fact about its arguments.
    const fn fact(name: &'static str, min: usize, max: usize, call: fn(&[Value]) -> Answer) -> Self {
        Self { name, min, max, carries: Carries::Fact, call }
    }

    /// A function whose result is made of its arguments' text.
    const fn text(name: &'static str, min: usize, max: usize, call: fn(&[Value]) -> Answer) -> Self {
        Self { name, min, max, carries: Carries::Text, call }
    }

    /// A function that moves values.
    const fn values(name: &'static str, min: usize, max: usize, call: fn(&[Value]) -> Answer) -> Self {
        Self { name, min, max, carries: Carries::Values, call }
    }
}

const FAMILIES: [&[Function]; 16] = [
    access::FUNCTIONS,
    arrays::FUNCTIONS,
    compare::FUNCTIONS,
    convert::FUNCTIONS,
    dates::FUNCTIONS,
    encode::FUNCTIONS,
    format::FUNCTIONS,
    hashes::FUNCTIONS,
    merge::FUNCTIONS,
    network::FUNCTIONS,
    numbers::FUNCTIONS,
    objects::FUNCTIONS,
    search::FUNCTIONS,
    sequences::FUNCTIONS,
    strings::FUNCTIONS,
    uris::FUNCTIONS,
];

/// Every function, ordered by name without regard to case.
pub fn all() -> &'static [&'static Function] {
    static SORTED: OnceLock<Vec<&'static Function>> = OnceLock::new();
    SORTED.get_or_init(|| {
        let mut functions: Vec<&'static Function> = FAMILIES.into_iter().flatten().collect();
        functions.sort_by(|a, b| ignoring_case(a.name, b.name));
        functions
    })
}

/// The function of this name, without regard to case.
#[must_use]
pub fn find(name: &str) -> Option<&'static Function> {
    let functions = all();
    let at = functions.binary_search_by(|function| ignoring_case(function.name, name)).ok()?;
    functions.get(at).copied()
}

fn ignoring_case(a: &str, b: &str) -> Ordering {
    let (a, b) =
        (a.bytes().map(|byte| byte.to_ascii_lowercase()), b.bytes().map(|byte| byte.to_ascii_lowercase()));
    a.cmp(b)
}
