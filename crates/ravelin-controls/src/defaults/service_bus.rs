//! Platform defaults of Service Bus and Event Hubs, whose namespaces are alike.
use super::{Default, Literal};

const BUS: &str = "Microsoft.ServiceBus/namespaces";
const HUBS: &str = "Microsoft.EventHub/namespaces";
const BUS_RULES: &str = "Microsoft.ServiceBus/namespaces/networkRuleSets";
const HUBS_RULES: &str = "Microsoft.EventHub/namespaces/networkRuleSets";

/// "By default, namespaces are accessible from the internet"; the default action was `Deny` up to 2021-01-01-preview, and
/// not enforced without rules.
const BUS_FILTERING: &str =
    "https://learn.microsoft.com/azure/service-bus-messaging/service-bus-ip-filtering";
const HUBS_FILTERING: &str = "https://learn.microsoft.com/azure/event-hubs/event-hubs-ip-filtering";
/// "Set to 1.2 by default"; "namespaces created using an api-version prior to 2022-01-01-preview will have 1.0".
const BUS_TLS: &str = "https://learn.microsoft.com/azure/service-bus-messaging/transport-layer-security-configure-minimum-version";
const HUBS_TLS: &str =
    "https://learn.microsoft.com/azure/event-hubs/transport-layer-security-configure-minimum-version";
const BUS_TEMPLATE: &str = "https://learn.microsoft.com/azure/templates/microsoft.servicebus/namespaces";
const HUBS_TEMPLATE: &str = "https://learn.microsoft.com/azure/templates/microsoft.eventhub/namespaces";

const fn row(ty: &'static str, path: &'static str, value: Literal, source: &'static str) -> Default {
    Default { ty, path, versions: ("", ""), value, source, read: "2026-11" }
}

const fn from(version: &'static str, row: Default) -> Default {
    Default { versions: (version, ""), ..row }
}

const fn until(version: &'static str, row: Default) -> Default {
    Default { versions: ("", version), ..row }
}

const TLS: &str = "properties.minimumTlsVersion";
const PUBLIC: &str = "properties.publicNetworkAccess";
const LOCAL: &str = "properties.disableLocalAuth";
const ACTION: &str = "properties.defaultAction";

pub(super) const ROWS: &[Default] = &[
    until("2022-01-01", row(BUS, TLS, Literal::Text("1.0"), BUS_TLS)),
    from("2022-01-01", row(BUS, TLS, Literal::Text("1.2"), BUS_TLS)),
    row(BUS, LOCAL, Literal::Bool(false), BUS_TEMPLATE),
    row(BUS, PUBLIC, Literal::Text("Enabled"), BUS_FILTERING),
    row(BUS_RULES, PUBLIC, Literal::Text("Enabled"), BUS_FILTERING),
    until("2021-06-01", row(BUS_RULES, ACTION, Literal::Text("Deny"), BUS_FILTERING)),
    from("2021-06-01", row(BUS_RULES, ACTION, Literal::Text("Allow"), BUS_FILTERING)),
    until("2022-01-01", row(HUBS, TLS, Literal::Text("1.0"), HUBS_TLS)),
    from("2022-01-01", row(HUBS, TLS, Literal::Text("1.2"), HUBS_TLS)),
    row(HUBS, LOCAL, Literal::Bool(false), HUBS_TEMPLATE),
    row(HUBS, PUBLIC, Literal::Text("Enabled"), HUBS_FILTERING),
    row(HUBS_RULES, PUBLIC, Literal::Text("Enabled"), HUBS_FILTERING),
    until("2021-06-01", row(HUBS_RULES, ACTION, Literal::Text("Deny"), HUBS_FILTERING)),
    from("2021-06-01", row(HUBS_RULES, ACTION, Literal::Text("Allow"), HUBS_FILTERING)),
];
