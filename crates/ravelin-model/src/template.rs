//! What was said outside of resources: the parameters and outputs of each template that was deployed.

use crate::{EntryId, Value};
use ravelin_finding::{Link, Place};
use std::sync::Arc;

/// A template as it was deployed: an entry point, or one module call.
#[derive(Clone, Debug)]
pub struct Deployed {
    /// The entry point.
    pub entry: EntryId,
    /// The deployment's id.
    pub id: Value,
    /// The deployment's name.
    pub name: Value,
    /// Is it the entry point itself?
    pub root: bool,
    /// The start of the template.
    pub place: Place,
    /// The module calls that lead to it, the nearest first.
    pub chain: Arc<[Link]>,
    /// Its parameters with the values they have here.
    pub parameters: Vec<ParameterValue>,
    /// Its outputs.
    pub outputs: Vec<OutputValue>,
}

/// A parameter with its value.
#[derive(Clone, Debug)]
pub struct ParameterValue {
    /// Its name.
    pub name: Arc<str>,
    /// Its declaration.
    pub place: Place,
    /// Its type in one word, `string`.
    pub ty: Arc<str>,
    /// Is it declared secure?
    pub secure: bool,
    /// The default, evaluated; `None` when it has none.
    pub default: Option<Value>,
    /// Its value.
    pub value: Value,
}

/// An output with its value.
#[derive(Clone, Debug)]
pub struct OutputValue {
    /// Its name.
    pub name: Arc<str>,
    /// Its declaration.
    pub place: Place,
    /// Is it declared secure?
    pub secure: bool,
    /// Its value.
    pub value: Value,
}
