//! Controls on logs: diagnostic settings, workspaces, Application Insights and Defender for Cloud.
use crate::Control;
mod settings;

mod api_management;
mod application_gateway;
mod data_factory;
mod defender_plan;
mod event_hubs;
mod front_door;
mod insights_local_auth;
mod key_vault;
mod log_local_auth;
mod log_public_access;
mod log_retention;
mod logic_apps;
mod security_contact;
mod service_bus;
mod sites;
mod storage;

pub(crate) static CONTROLS: &[&Control] = &[
    &api_management::CONTROL,
    &application_gateway::CONTROL,
    &data_factory::CONTROL,
    &defender_plan::CONTROL,
    &event_hubs::CONTROL,
    &front_door::CONTROL,
    &insights_local_auth::CONTROL,
    &key_vault::CONTROL,
    &log_local_auth::CONTROL,
    &log_public_access::CONTROL,
    &log_retention::CONTROL,
    &logic_apps::CONTROL,
    &security_contact::CONTROL,
    &service_bus::CONTROL,
    &sites::CONTROL,
    &storage::CONTROL,
];
