#![doc = include_str!("vnet_integration.md")]
use super::shared::{SITES, integrated, on_app_service};
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "web-vnet-integration",
        title: "App is not integrated with a virtual network",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("NET-7"), Maps::Mcsb("NS-1")],
        page: include_str!("vnet_integration.md"),
        source: file!(),
    },
    check: Check::Each(SITES, check),
};

fn check(site: &Node<'_>) -> Verdict {
    integrated(site)
        .or_fail("is not integrated with a virtual network")
        .help("set `virtualNetworkSubnetId`, on a Basic or larger, Elastic Premium or Flex plan")
        .when(on_app_service(site))
}
