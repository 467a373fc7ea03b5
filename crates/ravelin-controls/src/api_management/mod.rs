//! Controls on Azure API Management.
use crate::Control;

pub(crate) static CONTROLS: &[&Control] = &[];
