//! Controls on secrets in settings, parameters and outputs.
use crate::Control;

pub(crate) static CONTROLS: &[&Control] = &[];
