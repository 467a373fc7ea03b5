//! Controls on private endpoints and private DNS.
use crate::Control;

mod approval;
mod dns_zone_group;
mod dns_zone_linked;
mod dns_zone_name;
mod missing;
mod network_policies;

pub(crate) static CONTROLS: &[&Control] = &[
    &approval::CONTROL,
    &dns_zone_group::CONTROL,
    &dns_zone_linked::CONTROL,
    &dns_zone_name::CONTROL,
    &missing::CONTROL,
    &network_policies::CONTROL,
];
