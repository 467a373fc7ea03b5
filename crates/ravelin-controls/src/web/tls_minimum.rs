#![doc = include_str!("tls_minimum.md")]
use super::shared::{SITES, on_app_service, site_config};
use crate::prelude::*;
use crate::tls::accepts;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "web-tls-minimum",
        title: "App accepts TLS older than 1.2",
        severity: Severity::High,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("ENC-4"), Maps::Mcsb("DP-3"), Maps::Cwe(326)],
        page: include_str!("tls_minimum.md"),
        source: file!(),
    },
    check: Check::Each(SITES, check),
};

fn check(site: &Node<'_>) -> Verdict {
    let minimum = site_config(site, "minTlsVersion");
    let message = accepts(&minimum);
    minimum.at_least_version("1.2").or_fail(message).when(on_app_service(site))
}
