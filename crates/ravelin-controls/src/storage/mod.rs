//! Controls on Azure Storage.
use crate::prelude::*;

mod anonymous_access;
mod blob_soft_delete;
mod container_public;
mod container_soft_delete;
mod cross_tenant_replication;
mod customer_managed_key;
mod https_only;
mod infrastructure_encryption;
mod ip_rules_wide;
mod key_expiry;
mod oauth_default;
mod private_only;
mod public_network;
mod sas_policy;
mod sftp_local_users;
mod shared_key;
mod tls_minimum;
mod trusted_bypass;

pub(crate) static CONTROLS: &[&Control] = &[
    &anonymous_access::CONTROL,
    &blob_soft_delete::CONTROL,
    &container_public::CONTROL,
    &container_soft_delete::CONTROL,
    &cross_tenant_replication::CONTROL,
    &customer_managed_key::CONTROL,
    &https_only::CONTROL,
    &infrastructure_encryption::CONTROL,
    &ip_rules_wide::CONTROL,
    &key_expiry::CONTROL,
    &oauth_default::CONTROL,
    &private_only::CONTROL,
    &public_network::CONTROL,
    &sas_policy::CONTROL,
    &sftp_local_users::CONTROL,
    &shared_key::CONTROL,
    &tls_minimum::CONTROL,
    &trusted_bypass::CONTROL,
];

/// The type of an account.
const ACCOUNT: &str = "Microsoft.Storage/storageAccounts";

/// Does the account's firewall turn strangers away, or is there no public endpoint at all? The fact that says most comes
/// first: the firewall's where there is one.
fn closed(account: &Node<'_>) -> Test {
    let public = account.prop("properties.publicNetworkAccess");
    let action = account.prop("properties.networkAcls.defaultAction");
    let (off, denies) = (public.is_public_network_off(), action.is("Deny"));
    if action.is_absent() { off.or(denies) } else { denies.or(off) }
}

/// Fails where this switch of the blob service is off. The service is there even if it is not declared, with the switch off;
/// accounts for file shares have no blobs to lose.
fn keeps_deleted(account: &Node<'_>, switch: &str, message: &str) -> Verdict {
    let kept = account.some_child("Microsoft.Storage/storageAccounts/blobServices", |service| {
        service.prop(switch).is_true()
    });
    kept.or_fail(message).when(account.prop("kind").names("FileStorage").not())
}
