#![doc = include_str!("traffic_manager_target.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "traffic-manager-unprotected-target",
        title: "Traffic Manager sends clients straight to a service",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("NET-1"), Maps::Guidance("NET-4")],
        page: include_str!("traffic_manager_target.md"),
        source: file!(),
    },
    check: Check::Each(
        &[
            "Microsoft.Network/trafficManagerProfiles",
            "Microsoft.Network/trafficManagerProfiles/azureEndpoints",
            "Microsoft.Network/trafficManagerProfiles/externalEndpoints",
        ],
        check,
    ),
};

/// Hosts of services that no firewall stands before when they are called by their own names.
const BARE: [&str; 4] = [".azurewebsites.net", ".azure-api.net", ".cloudapp.azure.com", ".logic.azure.com"];

fn check(profile: &Node<'_>) -> Verdict {
    const MESSAGE: &str = "sends clients to a service with no firewall before it";
    if !profile.resource.is("Microsoft.Network/trafficManagerProfiles") {
        return straight(profile, &profile.prop("properties")).then_fail(MESSAGE);
    }
    let endpoints = profile.prop("properties.endpoints").items();
    endpoints.any(|endpoint| straight(profile, &endpoint.at("properties"))).then_fail(MESSAGE)
}

/// Does an endpoint name a site, or a host of a service itself? An address may be that of a gateway and is left alone.
fn straight(profile: &Node<'_>, endpoint: &Prop) -> Test {
    let site = endpoint.at("targetResourceId").ask_or(false, |id| match id.display() {
        Some(text) if text.to_ascii_lowercase().contains("/providers/microsoft.web/sites/") => Some(true),
        Some(_) if id.as_str().is_some() || profile.find(id).is_some() => Some(false),
        _ => None,
    });
    let host = endpoint.at("target").ask_or(false, |host| {
        host.as_str().map(|host| BARE.iter().any(|suffix| host.to_ascii_lowercase().ends_with(suffix)))
    });
    let off = endpoint.at("endpointStatus").names("Disabled");
    site.or(host).and(off.not())
}
