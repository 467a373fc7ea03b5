//! The engine from the outside: rules and requests in, decisions out.

mod crs;
pub(crate) mod files;
mod prefilter;
