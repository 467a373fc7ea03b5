//! Platform defaults of Microsoft.Web's types. Slots have the same defaults as apps.
use super::{Default, Literal};

const TLS: &str = "https://learn.microsoft.com/azure/app-service/overview-tls#minimum-tls-version-and-scm-minimum-tls-version";
const HTTPS: &str = "https://learn.microsoft.com/azure/app-service/configure-ssl-bindings#enforce-https";
const PUBLISHING: &str = "https://learn.microsoft.com/azure/app-service/configure-basic-auth-disable";

const fn row(ty: &'static str, path: &'static str, value: Literal, source: &'static str) -> Default {
    Default { ty, path, versions: ("", ""), value, source, read: "2026-11" }
}

pub(super) const ROWS: &[Default] = &[
    row("Microsoft.Web/sites", "properties.httpsOnly", Literal::Bool(false), HTTPS),
    row("Microsoft.Web/sites", "properties.siteConfig.minTlsVersion", Literal::Text("1.2"), TLS),
    row("Microsoft.Web/sites", "properties.siteConfig.scmMinTlsVersion", Literal::Text("1.2"), TLS),
    row(
        "Microsoft.Web/sites/basicPublishingCredentialsPolicies",
        "properties.allow",
        Literal::Bool(true),
        PUBLISHING,
    ),
    row("Microsoft.Web/sites/slots", "properties.httpsOnly", Literal::Bool(false), HTTPS),
    row("Microsoft.Web/sites/slots", "properties.siteConfig.minTlsVersion", Literal::Text("1.2"), TLS),
    row("Microsoft.Web/sites/slots", "properties.siteConfig.scmMinTlsVersion", Literal::Text("1.2"), TLS),
    row(
        "Microsoft.Web/sites/slots/basicPublishingCredentialsPolicies",
        "properties.allow",
        Literal::Bool(true),
        PUBLISHING,
    ),
];
