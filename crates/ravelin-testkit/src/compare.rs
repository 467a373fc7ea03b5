//! Two evaluations of one estate: what one says and the other does not.
//!
//! A Bicep file and the template that its compiler made of it must evaluate to the same resources. Known values are
//! compared exactly, keys and types without regard to case. Where one side does not know a value, the other must not
//! know it either, and the same of it: the text around the holes of a string, the alternatives, the items that are
//! certain. Why something is unknown is not compared, as the two notations name things differently.

mod values;

#[cfg(test)]
mod corpus;
#[cfg(test)]
mod fixtures;
#[cfg(test)]
mod tests;

use ravelin_model::{Data, Existence, Form, Piece, Resource, Value};
use ravelin_template::eval::Evaluation;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What modules become.
const DEPLOYMENT: &str = "Microsoft.Resources/deployments";

/// Something on which two evaluations differ.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// A resource that only the direct evaluation has.
    OnlyDirect {
        /// Its type and id.
        resource: String,
    },
    /// A resource that only the compiled template has.
    OnlyCompiled {
        /// Its type and id.
        resource: String,
    },
    /// A resource of both, with a value that differs.
    Value {
        /// Its type and id.
        resource: String,
        /// Where in it, `body.properties.accessTier`.
        path: String,
        /// What the direct evaluation has.
        direct: String,
        /// What the compiled template has.
        compiled: String,
    },
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OnlyDirect { resource } => write!(f, "{resource}: only in the direct evaluation"),
            Self::OnlyCompiled { resource } => write!(f, "{resource}: only in the compiled template"),
            Self::Value { resource, path, direct, compiled } => {
                write!(f, "{resource}: {path}\n  direct:   {direct}\n  compiled: {compiled}")
            }
        }
    }
}

/// What differs between a direct evaluation and that of the compiled template, sorted; empty when they agree.
///
/// Rows that say `existing` are compared only where both sides have them: a compiler may leave them out.
#[must_use]
pub fn compare(direct: &Evaluation, compiled: &Evaluation) -> Vec<Difference> {
    compare_named(direct, compiled, &str::to_owned)
}

/// As [`compare`], with ids rewritten before they are compared: a publisher's pipeline may fill in parts of names that
/// the source leaves open. The ids are given in lower case, with `{}` at each unknown part.
#[must_use]
pub fn compare_named(
    direct: &Evaluation,
    compiled: &Evaluation,
    named: &dyn Fn(&str) -> String,
) -> Vec<Difference> {
    let (mut direct, mut compiled) = (rows(direct, named), rows(compiled, named));
    let keys: BTreeSet<Key> = direct.keys().chain(compiled.keys()).cloned().collect();
    let mut found = Vec::new();
    for key in keys {
        let direct = direct.remove(&key).unwrap_or_default();
        let compiled = compiled.remove(&key).unwrap_or_default();
        if !key.existing || (!direct.is_empty() && !compiled.is_empty()) {
            group(&key, direct, compiled, &mut found);
        }
    }
    found.sort();
    found
}

/// What tells rows apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    existing: bool,
    resource: String,
}

type Rows<'e> = BTreeMap<Key, Vec<&'e Resource>>;

fn rows<'e>(evaluation: &'e Evaluation, named: &dyn Fn(&str) -> String) -> Rows<'e> {
    let mut rows = Rows::new();
    for resource in &evaluation.resources {
        let id = named(&pattern(&resource.id).to_lowercase());
        let resource_key = format!("{} {id}", resource.ty.to_lowercase());
        rows.entry(Key { existing: resource.existing, resource: resource_key }).or_default().push(resource);
    }
    rows
}

/// A string with `{}` at each unknown part; alternatives in order, with `|` between them.
fn pattern(value: &Value) -> String {
    match &value.data {
        Data::Unknown(unknown) => match &unknown.form {
            Form::OneOf(values) => {
                let alternatives: BTreeSet<String> = values.iter().map(pattern).collect();
                alternatives.into_iter().collect::<Vec<_>>().join("|")
            }
            Form::Any | Form::Pattern(_) | Form::Holding(_) => {
                let pieces = unknown.pieces();
                let parts = pieces.iter().map(|piece| match piece {
                    Piece::Text(text) => text,
                    Piece::Hole(_) => "{}",
                });
                parts.collect()
            }
        },
        _ => value.as_text().unwrap_or_default(),
    }
}

/// Rows of one id: loops over unknown names give several. Equal ones cancel out, the rest is told pair by pair. How often
/// something existing is named does not count.
fn group(key: &Key, direct: Vec<&Resource>, mut compiled: Vec<&Resource>, found: &mut Vec<Difference>) {
    let mut unmatched = Vec::new();
    for resource in direct {
        match compiled.iter().position(|other| differences(&key.resource, resource, other).is_empty()) {
            Some(at) => drop(compiled.remove(at)),
            None => unmatched.push(resource),
        }
    }
    let mut unmatched = unmatched.into_iter();
    let mut compiled = compiled.into_iter();
    loop {
        match (unmatched.next(), compiled.next()) {
            (Some(direct), Some(compiled)) => found.extend(differences(&key.resource, direct, compiled)),
            (Some(_), None) | (None, Some(_)) if key.existing => return,
            (Some(_), None) => found.push(Difference::OnlyDirect { resource: key.resource.clone() }),
            (None, Some(_)) => found.push(Difference::OnlyCompiled { resource: key.resource.clone() }),
            (None, None) => return,
        }
    }
}

fn differences(resource: &str, direct: &Resource, compiled: &Resource) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut differ = |path: &str, direct: String, compiled: String| {
        let (resource, path) = (resource.to_owned(), path.to_owned());
        found.push(Difference::Value { resource, path, direct, compiled });
    };
    let is_certain = |resource: &Resource| matches!(resource.existence, Existence::Certain);
    if is_certain(direct) != is_certain(compiled) {
        let shown = |resource| if is_certain(resource) { "certain" } else { "conditional" }.to_owned();
        differ("condition", shown(direct), shown(compiled));
    }
    let or_null = |value: &Option<Value>| value.clone().unwrap_or(Value::NULL);
    // A module has no API version in Bicep: the compiler takes one.
    let version =
        |resource: &Resource| or_null(&resource.api_version.clone().filter(|_| !direct.is(DEPLOYMENT)));
    for (path, direct, compiled) in [
        ("apiVersion", version(direct), version(compiled)),
        ("location", or_null(&direct.location), or_null(&compiled.location)),
        ("body", direct.body.clone(), compiled.body.clone()),
    ] {
        values::compare(path, &direct, &compiled, &mut differ);
    }
    found
}
