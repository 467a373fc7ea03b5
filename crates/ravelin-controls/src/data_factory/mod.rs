//! Controls on Azure Data Factory.
use crate::Control;

pub(crate) static CONTROLS: &[&Control] = &[];
