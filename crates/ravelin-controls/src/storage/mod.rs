//! Controls on Azure Storage.
use crate::Control;

pub(crate) static CONTROLS: &[&Control] = &[];
