//! Controls on Service Bus and Event Hubs.
use crate::Control;

mod customer_managed_key;
mod event_hubs_customer_managed_key;
mod event_hubs_ip_rules_wide;
mod event_hubs_local_auth;
mod event_hubs_manage_right;
mod event_hubs_public_network;
mod event_hubs_tls_minimum;
mod ip_rules_wide;
mod local_auth;
mod manage_right;
mod private_only;
mod public_network;
mod shared;
mod tls_minimum;

pub(crate) static CONTROLS: &[&Control] = &[
    &customer_managed_key::CONTROL,
    &event_hubs_customer_managed_key::CONTROL,
    &event_hubs_ip_rules_wide::CONTROL,
    &event_hubs_local_auth::CONTROL,
    &event_hubs_manage_right::CONTROL,
    &event_hubs_public_network::CONTROL,
    &event_hubs_tls_minimum::CONTROL,
    &ip_rules_wide::CONTROL,
    &local_auth::CONTROL,
    &manage_right::CONTROL,
    &private_only::CONTROL,
    &public_network::CONTROL,
    &tls_minimum::CONTROL,
];
