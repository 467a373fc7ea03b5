#![doc = include_str!("manage_right.md")]
use super::shared;
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "service-bus-manage-right",
        title: "SAS key may manage, not only send and listen",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("IAM-1"), Maps::Mcsb("PA-7")],
        page: include_str!("manage_right.md"),
        source: file!(),
    },
    check: Check::Each(
        &[
            "Microsoft.ServiceBus/namespaces/authorizationRules",
            "Microsoft.ServiceBus/namespaces/queues/authorizationRules",
            "Microsoft.ServiceBus/namespaces/topics/authorizationRules",
        ],
        check,
    ),
};

fn check(rule: &Node<'_>) -> Verdict {
    shared::manages(rule, &shared::SERVICE_BUS)
}
