//! Bicep: parsed, and lowered to the template crate's intermediate form.
//!
//! There is no evaluator here and no compiler to JSON: a Bicep file becomes the same form that its compiled template
//! would become, and is evaluated by the same code.

mod lower;
mod parameters;
pub mod syntax;

pub use lower::lower;
pub use parameters::{ParameterFile, parameters, references};
