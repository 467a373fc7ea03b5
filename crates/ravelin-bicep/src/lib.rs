//! Bicep: parsed and lowered to the template crate's expressions

pub mod syntax;
