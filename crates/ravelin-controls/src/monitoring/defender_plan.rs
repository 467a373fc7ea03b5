#![doc = include_str!("defender_plan.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "defender-plan",
        title: "Defender for Cloud plan is off",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("GOV-2"), Maps::Mcsb("LT-1")],
        page: include_str!("defender_plan.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.Security/pricings"], check),
};

/// Plans that others have replaced; they can't be switched on any more.
const REPLACED: [&str; 3] = ["Dns", "KubernetesService", "ContainerRegistry"];

fn check(plan: &Node<'_>) -> Verdict {
    let name = crate::ids::last_part(&plan.resource.name);
    if name.as_deref().is_some_and(|name| REPLACED.iter().any(|old| old.eq_ignore_ascii_case(name))) {
        return Verdict::not_applicable();
    }
    let message = name
        .map_or("leaves a Defender plan off".to_owned(), |name| format!("leaves Defender for {name} off"));
    plan.prop("properties.pricingTier").is("Standard").or_fail(message)
}
