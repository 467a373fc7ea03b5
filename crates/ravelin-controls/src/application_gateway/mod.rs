//! Controls on Azure Application Gateway.
use crate::Control;

mod backend_https;
mod health_probe;
mod https_listeners;
mod tls_minimum;
mod waf_policy;
mod waf_tier;

pub(crate) static CONTROLS: &[&Control] = &[
    &backend_https::CONTROL,
    &health_probe::CONTROL,
    &https_listeners::CONTROL,
    &tls_minimum::CONTROL,
    &waf_policy::CONTROL,
    &waf_tier::CONTROL,
];
