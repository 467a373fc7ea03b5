#![doc = include_str!("https_only.md")]
use super::shared::{SITES, on_app_service};
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "web-https-only",
        title: "App answers plain HTTP",
        severity: Severity::High,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("ENC-3"), Maps::Mcsb("DP-3"), Maps::Cwe(319)],
        page: include_str!("https_only.md"),
        source: file!(),
    },
    check: Check::Each(SITES, check),
};

fn check(site: &Node<'_>) -> Verdict {
    site.prop("properties.httpsOnly").is_true().or_fail("answers plain HTTP").when(on_app_service(site))
}
