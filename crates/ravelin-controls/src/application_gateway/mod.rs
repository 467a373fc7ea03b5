//! Controls on Application Gateway.
use crate::Control;

pub(crate) static CONTROLS: &[&Control] = &[];
