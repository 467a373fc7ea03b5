//! The engine from the outside: rules and requests in, decisions out.

mod crs;
mod dump;
pub(crate) mod files;
