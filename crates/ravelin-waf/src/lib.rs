//! A web application firewall engine for SecLang rules, above all the OWASP Core Rule Set: bytes in, decision out.
//!
//! It knows no sockets, no clock and no files.

pub mod body;
mod error;
pub mod libinjection;
mod regex;
mod seclang;
mod sources;
pub mod transform;

pub use error::{LoadError, LoadErrorKind, Place};
pub use seclang::actions::EngineMode;
pub use seclang::config::{Config, LimitAction};
pub use seclang::variables::Persistent;
pub use sources::{Memory, Sources, matches_glob};
