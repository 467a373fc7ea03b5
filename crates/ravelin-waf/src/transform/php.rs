//! Names of arguments as PHP files them.

use std::borrow::Cow;

/// To be completed.
pub(super) fn args_names(input: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    input
}
