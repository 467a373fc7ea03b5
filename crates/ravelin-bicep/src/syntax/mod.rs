//! Bicep's syntax: text to tree. Every error is kept with its place, and the statements around it still count.

pub mod ast;
