#![doc = include_str!("scm_restricted.md")]
use super::shared::{SITES, has_private_endpoint, in_environment, on_app_service, restricted, site_config};
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "web-scm-restricted",
        title: "App's deployment site answers the Internet from any address",
        severity: Severity::Low,
        audience: Audience::Pedantic,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("DES-2"), Maps::Guidance("NET-9"), Maps::Mcsb("NS-2")],
        page: include_str!("scm_restricted.md"),
        source: file!(),
    },
    check: Check::Each(SITES, check),
};

fn check(site: &Node<'_>) -> Verdict {
    let same =
        site_config(site, "scmIpSecurityRestrictionsUseMain").ask_or(false, |value| value.same(&true.into()));
    let said = |prop: Prop| prop.ask_or(false, |value| value.same_ignoring_case("Disabled"));
    any([
        said(site.prop("properties.publicNetworkAccess")),
        said(site_config(site, "publicNetworkAccess")),
        all([same, restricted(site, "")]),
        restricted(site, "scm"),
        all([site.prop("properties.publicNetworkAccess").is_set().not(), has_private_endpoint(site)]),
    ])
    .or_fail("has a deployment site that answers the Internet from any address")
    .when(all([on_app_service(site), in_environment(site).not()]))
}
