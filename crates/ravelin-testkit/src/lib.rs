//! Test harness: runs the examples of control pages and compares what is found with what the pages say.
//!
//! A dev-dependency only. It deliberately reads nothing but the texts it is given.

mod compare;
mod evaluate;
mod pages;
mod project;

pub use compare::{Difference, compare, compare_named};
pub use evaluate::{Evaluated, Language, evaluate};
pub use pages::{PageReport, run_page};
pub use project::Project;
