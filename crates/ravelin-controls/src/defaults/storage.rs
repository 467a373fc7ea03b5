//! Platform defaults of Azure Storage. What the service makes of a missing value is said in the descriptions of its
//! resource provider's specification, which the template reference repeats.
use super::{Default, Literal};

const ACCOUNT: &str = "Microsoft.Storage/storageAccounts";
const TEMPLATE: &str = "https://learn.microsoft.com/azure/templates/microsoft.storage/storageaccounts";

const fn account(path: &'static str, value: Literal) -> Default {
    Default { ty: ACCOUNT, path, versions: ("", ""), value, source: TEMPLATE, read: "2026-11" }
}

pub(super) const ROWS: &[Default] = &[
    account("properties.minimumTlsVersion", Literal::Text("TLS1_0")),
    account("properties.allowSharedKeyAccess", Literal::Bool(true)),
    account("properties.defaultToOAuthAuthentication", Literal::Bool(false)),
    account("properties.publicNetworkAccess", Literal::Text("Enabled")),
    account("properties.networkAcls.defaultAction", Literal::Text("Allow")),
    account("properties.networkAcls.bypass", Literal::Text("AzureServices")),
    account("properties.encryption.keySource", Literal::Text("Microsoft.Storage")),
    Default {
        ty: ACCOUNT,
        path: "properties.supportsHttpsTrafficOnly",
        versions: ("", "2019-04-01"),
        value: Literal::Bool(false),
        source: TEMPLATE,
        read: "2026-11",
    },
    Default {
        ty: ACCOUNT,
        path: "properties.supportsHttpsTrafficOnly",
        versions: ("2019-04-01", ""),
        value: Literal::Bool(true),
        source: TEMPLATE,
        read: "2026-11",
    },
    // Before 2023 the description said `true`; the service changed at the end of that year, for which versions is not said.
    Default {
        ty: ACCOUNT,
        path: "properties.allowBlobPublicAccess",
        versions: ("2023-01-01", ""),
        value: Literal::Bool(false),
        source: "https://learn.microsoft.com/azure/storage/blobs/anonymous-read-access-prevent",
        read: "2026-11",
    },
    Default {
        ty: ACCOUNT,
        path: "properties.allowCrossTenantReplication",
        versions: ("2023-01-01", ""),
        value: Literal::Bool(false),
        source: "https://learn.microsoft.com/azure/storage/blobs/object-replication-prevent-cross-tenant-policies",
        read: "2026-11",
    },
    Default {
        ty: "Microsoft.Storage/storageAccounts/blobServices",
        path: "properties.deleteRetentionPolicy.enabled",
        versions: ("", ""),
        value: Literal::Bool(false),
        source: "https://learn.microsoft.com/azure/storage/blobs/soft-delete-blob-enable",
        read: "2026-11",
    },
    Default {
        ty: "Microsoft.Storage/storageAccounts/blobServices",
        path: "properties.containerDeleteRetentionPolicy.enabled",
        versions: ("", ""),
        value: Literal::Bool(false),
        source: "https://learn.microsoft.com/azure/storage/blobs/soft-delete-container-enable",
        read: "2026-11",
    },
    Default {
        ty: "Microsoft.Storage/storageAccounts/blobServices/containers",
        path: "properties.publicAccess",
        versions: ("", ""),
        value: Literal::Text("None"),
        source: "https://learn.microsoft.com/azure/storage/blobs/anonymous-read-access-configure",
        read: "2026-11",
    },
];
