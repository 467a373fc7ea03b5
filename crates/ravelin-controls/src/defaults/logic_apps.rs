//! Platform defaults of Logic Apps' types: none is needed so far, as what is left out there is off.
use super::Default;

pub(super) const ROWS: &[Default] = &[];
