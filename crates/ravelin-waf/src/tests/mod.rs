//! The engine from the outside: rules and requests in, decisions out.

mod crs;
mod prefilter;
pub(crate) mod files;
