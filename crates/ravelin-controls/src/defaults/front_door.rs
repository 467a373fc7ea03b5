//! Platform defaults of this folder's types.
use super::{Default, Literal};

/// The defaults that the interface specification itself states.
const SPECIFICATION: &str = "https://github.com/Azure/azure-rest-api-specs/blob/main/specification/cdn/resource-manager/Microsoft.Cdn/Cdn/stable/2025-06-01/afdx.json";

const ROUTES: &str = "Microsoft.Cdn/profiles/afdEndpoints/routes";

pub(super) const ROWS: &[Default] = &[
    Default {
        ty: ROUTES,
        path: "properties.httpsRedirect",
        versions: ("", ""),
        value: Literal::Text("Disabled"),
        source: SPECIFICATION,
        read: "2026-11",
    },
    Default {
        ty: ROUTES,
        path: "properties.linkToDefaultDomain",
        versions: ("", ""),
        value: Literal::Text("Disabled"),
        source: SPECIFICATION,
        read: "2026-11",
    },
    Default {
        ty: "Microsoft.Cdn/profiles/originGroups/origins",
        path: "properties.enforceCertificateNameCheck",
        versions: ("", ""),
        value: Literal::Bool(true),
        source: SPECIFICATION,
        read: "2026-11",
    },
    Default {
        ty: "Microsoft.Cdn/profiles/customDomains",
        path: "properties.tlsSettings.minimumTlsVersion",
        versions: ("", ""),
        value: Literal::Text("TLS12"),
        source: "https://learn.microsoft.com/azure/frontdoor/standard-premium/tls-policy",
        read: "2026-11",
    },
];
