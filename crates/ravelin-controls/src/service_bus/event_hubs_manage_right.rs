#![doc = include_str!("event_hubs_manage_right.md")]
use super::shared;
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "event-hubs-manage-right",
        title: "SAS key may manage, not only send and listen",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("IAM-1"), Maps::Mcsb("PA-7")],
        page: include_str!("event_hubs_manage_right.md"),
        source: file!(),
    },
    check: Check::Each(
        &[
            "Microsoft.EventHub/namespaces/authorizationRules",
            "Microsoft.EventHub/namespaces/eventhubs/authorizationRules",
        ],
        check,
    ),
};

fn check(rule: &Node<'_>) -> Verdict {
    shared::manages(rule, &shared::EVENT_HUBS)
}
