#![doc = include_str!("premium_tier.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "front-door-premium-tier",
        title: "Front Door tier without managed rules and private origins",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("NET-2"), Maps::Guidance("NET-1"), Maps::Guidance("DES-1")],
        page: include_str!("premium_tier.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.Cdn/profiles", "Microsoft.Network/frontDoors"], check),
};

fn check(profile: &Node<'_>) -> Verdict {
    if profile.resource.is("Microsoft.Network/frontDoors") {
        return Test::no()
            .with(profile.fact("classic tier"))
            .or_fail("is a classic Front Door, which retires in March 2027");
    }
    let sku = profile.prop("sku.name");
    let message = if sku.is("Standard_AzureFrontDoor").holds() {
        "is of the Standard tier: no managed WAF rules, no private origins"
    } else {
        "is not of the Premium tier: no managed WAF rules, no private origins"
    };
    // Profiles of the classic Azure CDN are of the same type and have SKUs of their own.
    let door = sku.ask_or(false, |sku| match sku.as_str() {
        Some(name) => Some(name.to_ascii_lowercase().ends_with("_azurefrontdoor")),
        None => sku.as_unknown().is_none().then_some(false),
    });
    sku.is("Premium_AzureFrontDoor").or_fail(message).when(door)
}
