//! Platform defaults of this folder's types.
use super::Default;

pub(super) const ROWS: &[Default] = &[];
