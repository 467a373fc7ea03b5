//! Placeholder.
use crate::args::waf::Check;
use crate::exit::{Exit, Failure};
use crate::output::Console;
pub(super) fn run(_: &Check, _: &Console) -> Result<Exit, Failure> { Ok(Exit::Clean) }
