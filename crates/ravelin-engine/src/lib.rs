//! Configuration, discovery, evaluation, selection and ignores: the one place where files are read.
//!
//! [`Run::new`] reads the configuration, [`Run::evaluate`] finds and evaluates the entry points, [`Estate::check`]
//! decides. What a finding looks like in print is not known here, nor what a control decides.

pub mod config;
mod discover;
mod error;
mod estate;
mod files;
mod front;
mod given;
pub mod guidance;
mod ignore;
mod paths;
pub mod rules;
mod run;
pub mod select;
mod suggest;
mod text;
pub mod waf;

pub use discover::SKIPPED;
pub use error::Error;
pub use estate::{Checked, Estate};
pub use files::Files;
pub use run::{Progress, Request, Run};
pub use suggest::{did_you_mean, nearest};
