//! The catalogue of controls: a folder a service, a pair of files a control.
//!
//! A control is a pure function of the graph. It names a resource and a property path, never a line; it never guesses:
//! what the code does not decide is an unknown verdict with the names it depends on.

mod address;
mod control;
pub mod defaults;
mod firewall;
mod ids;
mod node;
mod prop;
mod run;
mod test;
mod tls;

pub mod prelude;

mod api_management;
mod application_gateway;
mod data_factory;
mod front_door;
mod identity;
mod key_vault;
mod logic_apps;
mod monitoring;
mod network;
mod private_link;
mod secrets;
mod service_bus;
mod storage;
mod waf;
mod web;

pub use control::{Check, Control};
pub use run::{Selection, check};

/// Every control, in the order in which lists show them: by folder, then as the folder lists them.
pub fn all() -> impl Iterator<Item = &'static Control> {
    let folders = [
        api_management::CONTROLS,
        application_gateway::CONTROLS,
        data_factory::CONTROLS,
        front_door::CONTROLS,
        identity::CONTROLS,
        key_vault::CONTROLS,
        logic_apps::CONTROLS,
        monitoring::CONTROLS,
        network::CONTROLS,
        private_link::CONTROLS,
        secrets::CONTROLS,
        service_bus::CONTROLS,
        storage::CONTROLS,
        waf::CONTROLS,
        web::CONTROLS,
    ];
    folders.into_iter().flatten().copied()
}

#[cfg(test)]
mod tests;
