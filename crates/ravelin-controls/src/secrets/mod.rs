//! Controls on secrets in settings, parameters and outputs.
use crate::Control;

pub(crate) mod detect;

pub(crate) static CONTROLS: &[&Control] = &[];
