//! The resource graph: what every front end produces and every check reads.
//!
//! Values that are known, or unknown for a stated reason, each with the way it came; resources with whole names
//! and types; the edges between them. No parsing, no I/O, and no opinion about what is secure.

mod compare;
mod graph;
mod intern;
mod object;
mod origin;
mod pattern;
mod resource;
mod serialize;
mod template;
#[cfg(test)]
mod tests;
mod unknown;
mod value;

pub use graph::{Edge, Graph, GraphBuilder, ResourceIndex, parent_id};
pub use intern::Interner;
pub use object::{Array, ArrayKind, Entry, Object, ObjectBuilder, ObjectKind, Open};
pub use origin::{Origin, Step};
pub use resource::{EntryId, Existence, Resource};
pub use template::{Deployed, OutputValue, ParameterValue};
pub use unknown::{Form, Piece, Reason, Unknown};
pub use value::{Data, Lookup, Value};

/// The most nodes that one value may have, shared parts counted as often as they occur.
pub const MAX_WEIGHT: u64 = 4_000_000;
/// The deepest nesting of one value.
pub const MAX_DEPTH: u16 = 256;
/// The longest string that is kept, in bytes.
pub const MAX_STRING: usize = 8 << 20;
/// How many alternatives a value of which one is true may have.
pub const MAX_ALTERNATIVES: usize = 32;
