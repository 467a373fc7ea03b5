//! Controls on virtual networks, network security groups, public addresses, load balancing.
use crate::Control;

pub(crate) static CONTROLS: &[&Control] = &[];
