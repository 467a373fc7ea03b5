#![doc = include_str!("log_public_access.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "log-analytics-public-access",
        title: "Log Analytics workspace answers on the public network",
        severity: Severity::Low,
        audience: Audience::Pedantic,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("NET-7"), Maps::Guidance("ENC-2"), Maps::Mcsb("NS-2")],
        page: include_str!("log_public_access.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.OperationalInsights/workspaces"], check),
};

fn check(workspace: &Node<'_>) -> Verdict {
    let ingestion = workspace.prop("properties.publicNetworkAccessForIngestion").is_public_network_off();
    let query = workspace.prop("properties.publicNetworkAccessForQuery").is_public_network_off();
    query.and(ingestion).or_fail("answers on the public network")
}
