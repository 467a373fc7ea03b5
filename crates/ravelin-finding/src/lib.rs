//! What is said about which place by which rule: source files, spans, rules, verdicts, findings and problems.
//!
//! Tier 0 of the workspace. It deliberately knows nothing of Azure, of file systems or of how a verdict was reached.

mod finding;
mod place;
mod rule;
mod sources;

pub use finding::{Evidence, Finding, Link, Outcome, Problem, ProblemKind, ResourceName};
pub use place::{FileId, Place, Span};
pub use rule::{Audience, Maps, Rule, Severity, Status};
pub use sources::{LineColumn, Region, SourceFile, Sources};
