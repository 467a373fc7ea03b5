//! Controls on Azure Key Vault.
use crate::Control;

pub(crate) static CONTROLS: &[&Control] = &[];
