//! Controls on API Management.
use crate::Control;

mod all_apis_subscription;
mod anonymous_api;
mod backend_certificates;
mod base_kept;
mod direct_management_off;
mod https_apis;
mod https_backends;
mod logged_bodies;
mod logged_credentials;
mod managed_identity;
mod minimum_api_version;
mod named_value_plain;
mod named_value_vault;
mod open_product;
mod policy;
mod policy_secrets;
mod portal_passwords_off;
mod public_network;
mod shared;
mod tls_minimum;
mod token_validation;
mod virtual_network;
mod weak_ciphers;

pub(crate) static CONTROLS: &[&Control] = &[
    &all_apis_subscription::CONTROL,
    &anonymous_api::CONTROL,
    &backend_certificates::CONTROL,
    &base_kept::CONTROL,
    &direct_management_off::CONTROL,
    &https_apis::CONTROL,
    &https_backends::CONTROL,
    &logged_bodies::CONTROL,
    &logged_credentials::CONTROL,
    &managed_identity::CONTROL,
    &minimum_api_version::CONTROL,
    &named_value_plain::CONTROL,
    &named_value_vault::CONTROL,
    &open_product::CONTROL,
    &policy_secrets::CONTROL,
    &portal_passwords_off::CONTROL,
    &public_network::CONTROL,
    &tls_minimum::CONTROL,
    &token_validation::CONTROL,
    &virtual_network::CONTROL,
    &weak_ciphers::CONTROL,
];
