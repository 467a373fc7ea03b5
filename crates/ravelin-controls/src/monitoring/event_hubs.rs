#![doc = include_str!("event_hubs.md")]
use super::settings::Wanted;
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "diagnostics-event-hubs",
        title: "Event Hubs sends its logs nowhere",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("GOV-6"), Maps::Guidance("GOV-3"), Maps::Mcsb("LT-3")],
        page: include_str!("event_hubs.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.EventHub/namespaces"], check),
};

fn check(node: &Node<'_>) -> Verdict {
    super::settings::sends(node, Wanted::All(&["OperationalLogs"]))
}
