//! Platform defaults of this folder's types.
use super::{Default, Literal};

const WORKSPACE: &str = "Microsoft.OperationalInsights/workspaces";
const SPECIFICATION: &str = "https://github.com/Azure/azure-rest-api-specs/tree/main/specification/operationalinsights/resource-manager";

pub(super) const ROWS: &[Default] = &[
    Default {
        ty: WORKSPACE,
        path: "properties.retentionInDays",
        versions: ("", ""),
        value: Literal::Int(30),
        source: "https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure",
        read: "2026-11",
    },
    Default {
        ty: WORKSPACE,
        path: "properties.publicNetworkAccessForIngestion",
        versions: ("", ""),
        value: Literal::Text("Enabled"),
        source: SPECIFICATION,
        read: "2026-11",
    },
    Default {
        ty: WORKSPACE,
        path: "properties.publicNetworkAccessForQuery",
        versions: ("", ""),
        value: Literal::Text("Enabled"),
        source: SPECIFICATION,
        read: "2026-11",
    },
];
