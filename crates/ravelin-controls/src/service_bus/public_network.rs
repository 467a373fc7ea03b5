#![doc = include_str!("public_network.md")]
use super::shared;
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "service-bus-public-network",
        title: "Service Bus namespace accepts public network traffic",
        severity: Severity::High,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("NET-9"), Maps::Guidance("NET-7"), Maps::Mcsb("NS-2")],
        page: include_str!("public_network.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.ServiceBus/namespaces"], check),
};

fn check(namespace: &Node<'_>) -> Verdict {
    shared::closed(namespace, &shared::SERVICE_BUS).or_fail("admits every network")
}
