//! A resource of the evaluated estate.

use crate::{Data, Piece, Value};
use ravelin_finding::{Link, Place, ResourceName};
use std::sync::Arc;

/// The entry point (a root template) that a resource came from. Unknowns of different entry points are never the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntryId(pub u32);

/// Whether a resource will be there.
#[derive(Clone, Debug)]
pub enum Existence {
    /// It is deployed.
    Certain,
    /// It is deployed when this unknown value is true.
    Depends(Value),
}

/// A resource: one row of the model, loops and modules expanded.
#[derive(Clone, Debug)]
pub struct Resource {
    /// The entry point.
    pub entry: EntryId,
    /// The whole type as written, `Microsoft.ServiceBus/namespaces/queues`.
    pub ty: Arc<str>,
    /// The whole name, `ns1/q1`: a string, known or not.
    pub name: Value,
    /// The whole resource id: a string, known or not.
    pub id: Value,
    /// The id of the scope it is deployed to, or of the resource it extends.
    pub scope: Value,
    /// The API version.
    pub api_version: Option<Value>,
    /// Is it declared as existing already, so that its body is not given here?
    pub existing: bool,
    /// Whether it will be there.
    pub existence: Existence,
    /// The location.
    pub location: Option<Value>,
    /// All other members: `sku`, `properties`, `identity`, `tags`, …
    pub body: Value,
    /// Its declaration, whole.
    pub place: Place,
    /// The declaration's first line: what is underlined when nothing more exact is to blame.
    pub header: Place,
    /// The module calls that lead to the declaration, the nearest first.
    pub chain: Arc<[Link]>,
    /// Explicit dependencies, as ids.
    pub depends_on: Vec<Value>,
}

impl Resource {
    /// Is its type this one, without regard to case?
    #[must_use]
    pub fn is(&self, ty: &str) -> bool {
        self.ty.eq_ignore_ascii_case(ty)
    }

    /// The last part of its name, `q1` of `ns1/q1`, where that is known.
    #[must_use]
    pub fn own_name(&self) -> Option<String> {
        let text = match &self.name.data {
            Data::String(text) => Arc::clone(text),
            Data::Unknown(unknown) => match unknown.pieces().pop()? {
                Piece::Text(text) if text.contains('/') => text,
                Piece::Text(_) | Piece::Hole(_) => return None,
            },
            _ => return None,
        };
        Some(text.rsplit('/').next().unwrap_or(&text).to_owned())
    }

    /// Its name as findings show it.
    #[must_use]
    pub fn shown(&self) -> ResourceName {
        let text = |value: &Value| value.display().unwrap_or_default().into();
        ResourceName { id: text(&self.id), ty: Arc::clone(&self.ty), name: text(&self.name) }
    }
}
