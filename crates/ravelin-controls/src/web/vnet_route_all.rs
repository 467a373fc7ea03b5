#![doc = include_str!("vnet_route_all.md")]
use super::shared::{SITES, app_setting, in_environment, integrated, on_app_service, site_config};
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "web-vnet-route-all",
        title: "App's traffic to the Internet bypasses its virtual network",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("NET-8"), Maps::Mcsb("NS-2")],
        page: include_str!("vnet_route_all.md"),
        source: file!(),
    },
    check: Check::Each(SITES, check),
};

fn check(site: &Node<'_>) -> Verdict {
    let on = |prop: Prop| {
        prop.ask_or(false, |value| match value.as_text() {
            Some(text) => Some(text == "1" || text.eq_ignore_ascii_case("true")),
            None if value.as_unknown().is_some() => None,
            None => Some(false),
        })
    };
    // Flex Consumption routes by other means, which this control doesn't judge.
    let by_switch = site.prop("properties.functionAppConfig").is_set().not();
    any([
        on(site.prop("properties.vnetRouteAllEnabled")),
        on(site.prop("properties.outboundVnetRouting.allTraffic")),
        on(site.prop("properties.outboundVnetRouting.applicationTraffic")),
        on(site_config(site, "vnetRouteAllEnabled")),
        on(app_setting(site, "WEBSITE_VNET_ROUTE_ALL")),
        in_environment(site),
    ])
    .or_fail("sends its traffic to public addresses around its virtual network")
    .when(all([integrated(site), by_switch, on_app_service(site)]))
}
