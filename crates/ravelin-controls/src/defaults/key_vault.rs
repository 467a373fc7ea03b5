//! Platform defaults of Key Vault. The resource provider's specification says them in its descriptions.
use super::{Default, Literal};

const VAULT: &str = "Microsoft.KeyVault/vaults";
const TEMPLATE: &str = "https://learn.microsoft.com/azure/templates/microsoft.keyvault/vaults";
/// "The API version 2026-02-01 and later changes the default access control model for new vaults."
const ACCESS: &str = "https://learn.microsoft.com/azure/key-vault/general/access-control-default";

const fn vault(path: &'static str, value: Literal) -> Default {
    Default { ty: VAULT, path, versions: ("", ""), value, source: TEMPLATE, read: "2026-11" }
}

const fn role_based(versions: (&'static str, &'static str), value: bool) -> Default {
    Default {
        ty: VAULT,
        path: "properties.enableRbacAuthorization",
        versions,
        value: Literal::Bool(value),
        source: ACCESS,
        read: "2026-11",
    }
}

pub(super) const ROWS: &[Default] = &[
    vault("properties.enablePurgeProtection", Literal::Bool(false)),
    vault("properties.enableSoftDelete", Literal::Bool(true)),
    vault("properties.publicNetworkAccess", Literal::Text("Enabled")),
    vault("properties.networkAcls.bypass", Literal::Text("AzureServices")),
    role_based(("", "2026-02-01"), false),
    role_based(("2026-02-01", ""), true),
];
