//! Controls on Azure Service Bus and Event Hubs.
use crate::Control;

pub(crate) static CONTROLS: &[&Control] = &[];
