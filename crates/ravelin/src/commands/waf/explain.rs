//! Placeholder.
use crate::args::waf::Explain;
use crate::exit::{Exit, Failure};
use crate::output::Console;
pub(super) fn run(_: &Explain, _: &Console) -> Result<Exit, Failure> { Ok(Exit::Clean) }
