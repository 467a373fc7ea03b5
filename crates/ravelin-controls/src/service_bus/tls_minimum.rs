#![doc = include_str!("tls_minimum.md")]
use crate::prelude::*;
use crate::tls;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "service-bus-tls-minimum",
        title: "Service Bus namespace accepts TLS older than 1.2",
        severity: Severity::High,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("ENC-4"), Maps::Mcsb("DP-3")],
        page: include_str!("tls_minimum.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.ServiceBus/namespaces"], check),
};

fn check(namespace: &Node<'_>) -> Verdict {
    let minimum = namespace.prop("properties.minimumTlsVersion");
    minimum.at_least_version("1.2").or_fail(tls::accepts(&minimum))
}
