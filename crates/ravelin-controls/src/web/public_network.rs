#![doc = include_str!("public_network.md")]
use super::shared::{SITES, has_private_endpoint, in_environment, on_app_service, restricted, site_config};
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "web-public-network",
        title: "App answers the Internet from any address",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("NET-9"), Maps::Guidance("NET-7"), Maps::Mcsb("NS-2")],
        page: include_str!("public_network.md"),
        source: file!(),
    },
    check: Check::Each(SITES, check),
};

fn check(site: &Node<'_>) -> Verdict {
    any([closed(site), restricted(site, "")])
        .or_fail("answers the Internet from any address")
        .when(all([on_app_service(site), in_environment(site).not()]))
}

/// Is its public channel shut? Said so, or by the platform when nothing is said and there is a private endpoint.
pub(crate) fn closed(site: &Node<'_>) -> Test {
    let own = site.prop("properties.publicNetworkAccess");
    let inherited = site_config(site, "publicNetworkAccess");
    let said = |prop: &Prop| prop.ask_or(false, |value| value.same_ignoring_case("Disabled"));
    let nothing_said = own.is_absent() && inherited.is_absent();
    let by_endpoint = if nothing_said { has_private_endpoint(site) } else { Test::no() };
    any([said(&own), said(&inherited), by_endpoint])
}
