//! A web application firewall engine for SecLang rules, above all the OWASP Core Rule Set: bytes in, decision out.
//!
//! It knows no sockets, no clock and no files: rules come through [`Sources`], time comes with a [`Client`].
//!
#![doc = include_str!("../README.md")]

pub mod azure;
pub mod body;
mod collections;
mod decision;
mod engine;
mod error;
pub mod http;
pub mod libinjection;
mod lint;
mod plan;
mod regex;
mod seclang;
mod sources;
#[cfg(test)]
mod tests;
pub mod transform;

pub use collections::{Collections, Geo, InMemory, Kept};
pub use decision::{Action, Decision, Intervention, Match, Outcome, Refusal, TraceEntry};
pub use engine::{Client, Engine, Exchange, Transaction};
pub use error::{LoadError, LoadErrorKind, Place};
pub use lint::{Concern, Lint};
pub use plan::RuleSet;
pub use seclang::actions::EngineMode;
pub use seclang::config::{Config, LimitAction};
pub use seclang::variables::Persistent;
pub use sources::{Memory, Sources, matches_glob};
