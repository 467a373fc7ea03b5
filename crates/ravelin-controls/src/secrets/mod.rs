//! Controls on secrets in settings, parameters and outputs.
use crate::Control;

pub(crate) mod detect;
mod output_secret;
mod parameter_not_secure;
mod secret_to_plain;
mod secure_default;
mod told;

pub(crate) static CONTROLS: &[&Control] = &[
    &output_secret::CONTROL,
    &parameter_not_secure::CONTROL,
    &secret_to_plain::CONTROL,
    &secure_default::CONTROL,
];
