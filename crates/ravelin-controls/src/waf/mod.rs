//! Controls on WAF policies of both edges.
use crate::Control;

pub(crate) static CONTROLS: &[&Control] = &[];
