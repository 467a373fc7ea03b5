#![doc = include_str!("insights_local_auth.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "application-insights-local-auth",
        title: "Application Insights takes telemetry from whoever knows its key",
        severity: Severity::Low,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("IAM-2"), Maps::Guidance("GOV-6"), Maps::Mcsb("IM-1")],
        page: include_str!("insights_local_auth.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.Insights/components"], check),
};

fn check(component: &Node<'_>) -> Verdict {
    component
        .prop("properties.DisableLocalAuth")
        .is_on()
        .or_fail("takes telemetry from whoever knows its instrumentation key")
}
