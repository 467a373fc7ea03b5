//! Findings and problems: what a run says, with every place still symbolic.

use crate::{Place, Rule, Severity};
use serde::Serialize;
use serde_json::Value as Json;
use std::sync::Arc;

/// What a rule decided about a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// The rule is not met.
    Fail,
    /// What is known does not decide it.
    Unknown,
    /// The rule is met.
    Pass,
    /// The rule does not speak of this resource.
    NotApplicable,
}

/// The resource that a finding is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ResourceName {
    /// The whole resource id; unknown parts stand in braces.
    pub id: Arc<str>,
    /// The whole type, `Microsoft.ServiceBus/namespaces/queues`.
    pub ty: Arc<str>,
    /// The whole name, `ns1/q1`.
    pub name: Arc<str>,
}

/// One step of the way that a value took to where it decides: "given by this module call as `sku`".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where.
    pub place: Place,
    /// What happened there, in words that complete the sentence "the value was …".
    pub says: String,
}

/// A fact that a verdict rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// The property's path in the resource, `properties.minimumTlsVersion`; empty for the resource as a whole.
    pub path: String,
    /// The value as it is shown: JSON of what is known, with `{"$unknown": …}` for what is not.
    pub value: Json,
    /// Where the value was written.
    pub place: Option<Place>,
    /// How it came from there to the resource, the nearest step first.
    pub chain: Vec<Link>,
    /// What else there is to say of it, "the platform's default" for instance.
    pub note: Option<String>,
}

/// What one rule says of one resource.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// What it decided.
    pub outcome: Outcome,
    /// About which resource.
    pub resource: ResourceName,
    /// The place that decides: the property, or the resource's declaration where it is absent.
    pub place: Option<Place>,
    /// The resource's declaration.
    pub declared: Option<Place>,
    /// How the resource came to be there: the module calls that lead to its declaration, the nearest first.
    pub chain: Vec<Link>,
    /// What is so, lower case, no full stop.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
    /// What the verdict rests on.
    pub evidence: Vec<Evidence>,
    /// The names that an unknown verdict depends on, sorted.
    pub depends_on: Vec<String>,
}

impl Finding {
    /// The rule's severity.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        self.rule.severity
    }
}

/// Whose turn it is when something could not be read or evaluated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProblemKind {
    /// Input that could not be read: the answer is incomplete (exit code 4).
    Unreadable,
    /// Input that was read but is wrong by its own language's rules: the answer is incomplete (exit code 4).
    Invalid,
    /// Something that bounds precision but loses nothing, such as a module that is not on disk. Counted and shown.
    Note,
}

/// Input that could not be read or evaluated, at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// How bad it is.
    pub kind: ProblemKind,
    /// Where, when it is in a text that could be read.
    pub place: Option<Place>,
    /// The path, when there is no text (a file that cannot be opened).
    pub path: Option<Arc<str>>,
    /// What is wrong, lower case, no full stop.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}
