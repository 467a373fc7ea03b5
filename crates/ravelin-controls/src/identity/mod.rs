//! Controls on role assignments and custom roles.
use crate::Control;

pub(crate) static CONTROLS: &[&Control] = &[];
