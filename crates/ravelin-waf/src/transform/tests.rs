//! Each transformation by its definition.
