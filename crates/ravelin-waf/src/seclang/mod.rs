//! SecLang, from text to a typed rule set: lexing, directives, variables, operators and actions.
//!
//! Nothing here runs a rule; see `plan` for what rules are compiled to and `engine` for what runs them.

pub(crate) mod actions;
pub(crate) mod config;
pub(crate) mod lexer;
pub(crate) mod operators;
pub(crate) mod parser;
pub(crate) mod text;
pub(crate) mod variables;
