#![doc = include_str!("private_only.md")]
use super::shared;
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "service-bus-private-only",
        title: "Service Bus namespace has a public endpoint",
        severity: Severity::Low,
        audience: Audience::Pedantic,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("NET-7"), Maps::Mcsb("NS-2")],
        page: include_str!("private_only.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.ServiceBus/namespaces"], check),
};

fn check(namespace: &Node<'_>) -> Verdict {
    let off = shared::private(namespace, &shared::SERVICE_BUS);
    off.or_fail("has a public endpoint").when(shared::premium(namespace))
}
