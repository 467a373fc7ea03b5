//! Controls on Logic Apps (Consumption) and API connections.
use crate::Control;

mod connection_identity;
mod contents_addresses;
mod https_actions;
mod identity_authentication;
mod literal_secrets;
mod oauth;
mod sas_off;
mod secure_data;
mod secure_parameters;
mod shared;
mod trigger_addresses;

pub(crate) static CONTROLS: &[&Control] = &[
    &connection_identity::CONTROL,
    &contents_addresses::CONTROL,
    &https_actions::CONTROL,
    &identity_authentication::CONTROL,
    &literal_secrets::CONTROL,
    &oauth::CONTROL,
    &sas_off::CONTROL,
    &secure_data::CONTROL,
    &secure_parameters::CONTROL,
    &trigger_addresses::CONTROL,
];
