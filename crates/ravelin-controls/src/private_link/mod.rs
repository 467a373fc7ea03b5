//! Controls on private endpoints and their DNS.
use crate::Control;

pub(crate) static CONTROLS: &[&Control] = &[];
