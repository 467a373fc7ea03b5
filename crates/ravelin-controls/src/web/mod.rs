//! Controls on App Service, Functions and Logic Apps Standard.
use crate::Control;

pub(crate) static CONTROLS: &[&Control] = &[];
