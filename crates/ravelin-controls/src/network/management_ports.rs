#![doc = include_str!("management_ports.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "nsg-management-ports",
        title: "Network security group opens a management port to the Internet",
        severity: Severity::Critical,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("NET-7"), Maps::Guidance("NET-9"), Maps::Mcsb("NS-1")],
        page: include_str!("management_ports.md"),
        source: file!(),
    },
    check: Check::Each(super::RULE_HOLDERS, check),
};

use super::rules::{SecurityRule, judged, shadowed};

/// SSH, RDP and Windows remote management.
const PORTS: [u16; 4] = [22, 3389, 5985, 5986];

fn check(holder: &Node<'_>) -> Verdict {
    let rules = judged(holder);
    let open = |rule: &SecurityRule, port: u16| {
        rule.admits_everybody().and(rule.has_port(port)).and(shadowed(holder, rule, port).not())
    };
    let named = rules.iter().find_map(|rule| PORTS.into_iter().find(|port| open(rule, *port).holds()));
    let message = named.map_or("opens a management port to the Internet".to_owned(), |port| {
        format!("opens port {port} to the Internet")
    });
    super::rules::some(holder, &rules, |rule| {
        any(PORTS.into_iter().map(|port| open(rule, port)).collect::<Vec<_>>())
    })
    .then_fail(message)
}
