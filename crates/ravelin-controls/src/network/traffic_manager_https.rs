#![doc = include_str!("traffic_manager_https.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "traffic-manager-https-probe",
        title: "Traffic Manager probes its endpoints over plain HTTP",
        severity: Severity::Low,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("NET-4"), Maps::Guidance("ENC-3")],
        page: include_str!("traffic_manager_https.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.Network/trafficManagerProfiles"], check),
};

fn check(profile: &Node<'_>) -> Verdict {
    profile
        .prop("properties.monitorConfig.protocol")
        .is("HTTP")
        .then_fail("probes its endpoints over plain HTTP")
}
