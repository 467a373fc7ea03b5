//! A web application firewall engine for SecLang rules, above all the OWASP Core Rule Set: bytes in, decision out.
//!
//! It knows no sockets, no clock and no files.

pub mod body;
pub mod http;
pub mod libinjection;
pub mod transform;
