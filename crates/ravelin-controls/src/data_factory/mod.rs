//! Controls on Data Factory.
use crate::prelude::*;

mod customer_managed_key;
mod global_parameter_secret;
mod linked_service_clear;
mod linked_service_secret;
mod managed_identity;
mod managed_network;
mod public_network;

pub(crate) static CONTROLS: &[&Control] = &[
    &customer_managed_key::CONTROL,
    &global_parameter_secret::CONTROL,
    &linked_service_clear::CONTROL,
    &linked_service_secret::CONTROL,
    &managed_identity::CONTROL,
    &managed_network::CONTROL,
    &public_network::CONTROL,
];

/// Not decided where an object has members that are not known; otherwise no.
fn unread(object: &Prop) -> Test {
    match (object.is_absent(), object.value()) {
        (true, _) => Test::no(),
        (false, Some(value)) if value.as_object().is_none_or(|object| object.open().is_none()) => Test::no(),
        (false, _) => object.ask(|_| None),
    }
}
