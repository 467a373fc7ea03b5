//! ARM templates: JSON with places, the expression language, deployments evaluated to resources.
//!
//! Templates of either notation are lowered to one intermediate form ([`ir`]) and evaluated once ([`eval`]). No files
//! are touched here: what a template names is asked of a [`loader::Loader`].

pub mod eval;
pub mod export;
pub mod expression;
pub mod functions;
pub mod ir;
pub mod json;
pub mod loader;
pub mod lower;
