//! What is drawn for a terminal here: the model as a tree, pages, tables.

pub(crate) mod model;
pub(crate) mod page;
