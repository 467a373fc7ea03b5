#![doc = include_str!("health_probe.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "front-door-health-probe",
        title: "Front Door does not probe the origins it chooses between",
        severity: Severity::Low,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("NET-3")],
        page: include_str!("health_probe.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.Cdn/profiles/originGroups"], check),
};

const ORIGINS: &str = "Microsoft.Cdn/profiles/originGroups/origins";

fn check(group: &Node<'_>) -> Verdict {
    // One origin alone gets all requests, healthy or not; probes only cost there.
    let certain = group.children(ORIGINS).filter(|origin| origin.exists().holds()).count();
    let several = if certain > 1 {
        Test::yes()
    } else if group.children(ORIGINS).count() > 1 {
        group
            .some(group.children(ORIGINS), |_| Test::unsure("origins", "some of the origins are conditional"))
    } else {
        Test::no()
    };
    group
        .prop("properties.healthProbeSettings")
        .is_set()
        .or_fail("chooses between origins without probing their health")
        .when(several)
}
