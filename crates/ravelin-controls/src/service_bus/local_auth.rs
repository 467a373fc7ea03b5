#![doc = include_str!("local_auth.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "service-bus-local-auth",
        title: "Service Bus namespace accepts SAS keys",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("IAM-2"), Maps::Guidance("DES-3"), Maps::Mcsb("IM-1")],
        page: include_str!("local_auth.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.ServiceBus/namespaces"], check),
};

fn check(namespace: &Node<'_>) -> Verdict {
    namespace.prop("properties.disableLocalAuth").is_true().or_fail("accepts SAS keys")
}
