//! Platform defaults of this folder's types.
use super::{Default, Literal};

const TLS: &str =
    "https://learn.microsoft.com/azure/application-gateway/application-gateway-ssl-policy-overview";

pub(super) const ROWS: &[Default] = &[
    Default {
        ty: "Microsoft.Network/applicationGateways",
        path: "properties.sslPolicy.policyName",
        versions: ("", "2023-02-01"),
        value: Literal::Text("AppGwSslPolicy20150501"),
        source: TLS,
        read: "2026-11",
    },
    Default {
        ty: "Microsoft.Network/applicationGateways",
        path: "properties.sslPolicy.policyName",
        versions: ("2023-02-01", ""),
        value: Literal::Text("AppGwSslPolicy20220101"),
        source: TLS,
        read: "2026-11",
    },
];
