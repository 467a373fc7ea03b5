#![doc = include_str!("event_hubs_local_auth.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "event-hubs-local-auth",
        title: "Event Hubs namespace accepts SAS keys",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("IAM-2"), Maps::Guidance("DES-3"), Maps::Mcsb("IM-1")],
        page: include_str!("event_hubs_local_auth.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.EventHub/namespaces"], check),
};

fn check(namespace: &Node<'_>) -> Verdict {
    namespace.prop("properties.disableLocalAuth").is_true().or_fail("accepts SAS keys")
}
