#![doc = include_str!("dns_zone_name.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "private-endpoint-dns-zone-name",
        title: "Private endpoint registers in a zone that nobody asks",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("NET-7"), Maps::Mcsb("NS-2")],
        page: include_str!("dns_zone_name.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.Network/privateEndpoints/privateDnsZoneGroups"], check),
};

use ravelin_model::Value;

/// Group ids with how the names of their zones begin; what follows differs between Azure's clouds.
/// <https://learn.microsoft.com/azure/private-link/private-endpoint-dns>
const ZONES: &[(&str, &[&str])] = &[
    (
        "account",
        &[
            "privatelink.cognitiveservices.",
            "privatelink.openai.",
            "privatelink.services.ai.",
            "privatelink.purview.",
        ],
    ),
    ("blob", &["privatelink.blob."]),
    ("blob_secondary", &["privatelink.blob."]),
    ("configurationStores", &["privatelink.azconfig."]),
    ("dataFactory", &["privatelink.datafactory."]),
    ("dfs", &["privatelink.dfs."]),
    ("dfs_secondary", &["privatelink.dfs."]),
    ("domain", &["privatelink.eventgrid."]),
    ("file", &["privatelink.file."]),
    ("Gateway", &["privatelink.azure-api."]),
    ("namespace", &["privatelink.servicebus."]),
    ("portal", &["privatelink.adf.", "privatelink.purviewstudio."]),
    ("queue", &["privatelink.queue."]),
    ("queue_secondary", &["privatelink.queue."]),
    ("sites", &["privatelink.azurewebsites."]),
    ("sqlServer", &["privatelink.database."]),
    ("table", &["privatelink.table."]),
    ("table_secondary", &["privatelink.table."]),
    ("topic", &["privatelink.eventgrid."]),
    ("vault", &["privatelink.vaultcore."]),
    ("web", &["privatelink.web."]),
    ("web_secondary", &["privatelink.web."]),
];

fn check(group: &Node<'_>) -> Verdict {
    let Some(expected) = group.parent().and_then(|endpoint| zones_of(&endpoint)) else {
        return Verdict::not_applicable();
    };
    let configs = group.prop("properties.privateDnsZoneConfigs").items();
    let fits = |id: &Value| {
        let zone = crate::ids::last_part(id)?.to_ascii_lowercase();
        Some(expected.iter().any(|start| zone.starts_with(start)))
    };
    let message = match expected.first() {
        Some(start) => format!("registers the endpoint in a zone other than `{start}…`"),
        None => "registers the endpoint in a zone that nobody asks".to_owned(),
    };
    configs.any(|config| config.at("properties.privateDnsZoneId").ask(fits)).or_fail(message)
}

/// How the name of the right zone begins, where the endpoint's group is known and its zone is one of a few.
fn zones_of(endpoint: &Node<'_>) -> Option<&'static [&'static str]> {
    let connections =
        ["properties.privateLinkServiceConnections", "properties.manualPrivateLinkServiceConnections"];
    let items =
        connections.into_iter().find_map(|path| endpoint.prop(path).items().known.into_iter().next())?;
    let groups = items.at("properties.groupIds").items().known;
    let id = groups.first()?.text()?.to_owned();
    // Site slots have groups such as `sites-staging`.
    let id = id.split_once('-').map_or(id.as_str(), |(id, _)| id);
    ZONES.iter().find(|(group, _)| group.eq_ignore_ascii_case(id)).map(|(_, zones)| *zones)
}
