//! Controls on diagnostic settings, logs and Defender for Cloud.
use crate::Control;

pub(crate) static CONTROLS: &[&Control] = &[];
