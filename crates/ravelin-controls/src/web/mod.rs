//! Controls on App Service, Functions and Logic Apps Standard.
use crate::Control;

mod authentication;
mod basic_publishing_off;
mod client_certificates;
mod cors_not_any;
mod front_door_id;
mod ftps_only;
mod https_only;
mod managed_identity;
mod public_network;
mod remote_debugging_off;
mod scm_restricted;
mod scm_tls_minimum;
mod secret_settings;
mod shared;
mod storage_identity;
mod tls_minimum;
mod vnet_integration;
mod vnet_route_all;

pub(crate) use public_network::closed;
pub(crate) use shared::site_config;

pub(crate) static CONTROLS: &[&Control] = &[
    &authentication::CONTROL,
    &basic_publishing_off::CONTROL,
    &client_certificates::CONTROL,
    &cors_not_any::CONTROL,
    &front_door_id::CONTROL,
    &ftps_only::CONTROL,
    &https_only::CONTROL,
    &managed_identity::CONTROL,
    &public_network::CONTROL,
    &remote_debugging_off::CONTROL,
    &scm_restricted::CONTROL,
    &scm_tls_minimum::CONTROL,
    &secret_settings::CONTROL,
    &storage_identity::CONTROL,
    &tls_minimum::CONTROL,
    &vnet_integration::CONTROL,
    &vnet_route_all::CONTROL,
];
