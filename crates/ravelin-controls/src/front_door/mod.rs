//! Controls on Azure Front Door.
use crate::Control;

pub(crate) static CONTROLS: &[&Control] = &[];
