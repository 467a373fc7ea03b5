//! Controls on Logic Apps (Consumption).
use crate::Control;

pub(crate) static CONTROLS: &[&Control] = &[];
