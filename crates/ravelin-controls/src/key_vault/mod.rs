//! Controls on Key Vault.
use crate::prelude::*;
use crate::prop::Got;

mod ip_rules_wide;
mod key_expiry;
mod key_rotation;
mod policy_all;
mod private_only;
mod public_network;
mod purge_protection;
mod role_based;
mod secret_expiry;
mod soft_delete;
mod template_deployment;
mod trusted_bypass;

pub(crate) static CONTROLS: &[&Control] = &[
    &ip_rules_wide::CONTROL,
    &key_expiry::CONTROL,
    &key_rotation::CONTROL,
    &policy_all::CONTROL,
    &private_only::CONTROL,
    &public_network::CONTROL,
    &purge_protection::CONTROL,
    &role_based::CONTROL,
    &secret_expiry::CONTROL,
    &soft_delete::CONTROL,
    &template_deployment::CONTROL,
    &trusted_bypass::CONTROL,
];

/// The type of a vault.
const VAULT: &str = "Microsoft.KeyVault/vaults";

/// Does the vault's firewall turn strangers away, or is there no public endpoint at all? Without network rules everybody is
/// admitted; what rules without a default action do is not documented. The fact that says most comes first.
fn closed(vault: &Node<'_>) -> Test {
    let off = vault.prop("properties.publicNetworkAccess").is_public_network_off();
    let rules = vault.prop("properties.networkAcls");
    if rules.is_absent() {
        return off.or(Test::no().with(rules.fact()));
    }
    rules.prop("defaultAction").is("Deny").or(off)
}

/// Does this date end something? One that is computed from the time of the deployment is a date all the same.
fn expires(date: &Prop) -> Test {
    match &date.got {
        Got::Set(value)
            if value.as_unknown().is_some_and(|date| date.residual.starts_with("dateTimeToEpoch(")) =>
        {
            Test::yes().with(date.fact())
        }
        _ => date.is_set(),
    }
}
