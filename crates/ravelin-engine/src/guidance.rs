//! The recommendations of the integration guidance, by id: what the controls make executable.

/// A recommendation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recommendation {
    /// Its id, `NET-7`.
    pub id: &'static str,
    /// What it asks.
    pub asks: &'static str,
}

const fn row(id: &'static str, asks: &'static str) -> Recommendation {
    Recommendation { id, asks }
}

/// All of them, by design area.
pub const RECOMMENDATIONS: &[Recommendation] = &[
    row("DES-1", "the exposure mode is decided; what it costs (tiers) and what it rules out is known"),
    row(
        "DES-2",
        "management operations are authorised by Entra ID and role-based access control, nothing else",
    ),
    row("DES-3", "at run time each endpoint authenticates and authorises its caller"),
    row(
        "NET-1",
        "every public endpoint sits behind Front Door or Application Gateway, and can't be reached around it",
    ),
    row(
        "NET-2",
        "a web application firewall is attached there, enabled, in prevention mode, with a current managed rule set",
    ),
    row("NET-3", "Front Door: TLS offload, path-based routing, health probes and fast failover, caching"),
    row("NET-4", "Traffic Manager: distribution by DNS for availability, its limits known"),
    row("NET-5", "Application Gateway: layer-7 balancing, TLS termination, health"),
    row("NET-6", "Load Balancer: layer-4 balancing, zone-redundant"),
    row("NET-7", "integration services in isolated subnets, reached by private endpoints with private DNS"),
    row("NET-8", "egress only through a firewall"),
    row("NET-9", "endpoints that are in no virtual network admit known addresses only"),
    row("NET-10", "names give nothing away"),
    row("ENC-1", "encryption at rest everywhere data is stored, log data included"),
    row("ENC-2", "access to stored data limited to services and few administrators, log data included"),
    row("ENC-3", "encryption in transit always"),
    row("ENC-4", "TLS 1.2 or later everywhere"),
    row(
        "ENC-5",
        "secrets live in Key Vault and are linked from app settings, named values and configuration entries",
    ),
    row("ENC-6", "every key has a rotation policy"),
    row("ENC-7", "Logic App run history is obfuscated where it carries secrets"),
    row("IAM-1", "least privilege; custom roles where no built-in one is narrow enough"),
    row("IAM-2", "managed identities wherever a resource calls a service"),
    row("IAM-3", "OAuth 2.0 between endpoints: Easy Auth on Logic Apps and Functions"),
    row("IAM-4", "OAuth 2.0 in API Management: tokens are validated in policy"),
    row("IAM-5", "Storage and Key Vault admit named identities only"),
    row("GOV-1", "Azure Policy looks for these flaws continuously"),
    row("GOV-2", "Defender for Cloud is on for the services that have a plan"),
    row("GOV-3", "audit logs are reviewed regularly, by an automated tool"),
    row("GOV-4", "penetration tests find what the design missed"),
    row("GOV-5", "security configuration is deployed by a pipeline from code"),
    row("GOV-6", "all attempts to access resources are logged, and access is auditable"),
];

/// The recommendation with this id, in any letter case.
#[must_use]
pub fn recommendation(id: &str) -> Option<&'static Recommendation> {
    RECOMMENDATIONS.iter().find(|row| row.id.eq_ignore_ascii_case(id))
}
