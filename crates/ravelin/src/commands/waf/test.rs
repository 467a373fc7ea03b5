//! Placeholder.
use crate::args::waf::Test;
use crate::exit::{Exit, Failure};
use crate::output::Console;
pub(super) fn run(_: &Test, _: &Console) -> Result<Exit, Failure> { Ok(Exit::Clean) }
