//! The engine from the outside: rules and requests in, decisions out.

mod crs;
mod debian;
pub(crate) mod files;
mod prefilter;
