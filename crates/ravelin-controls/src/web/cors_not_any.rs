#![doc = include_str!("cors_not_any.md")]
use super::shared::{SITES, site_config};
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "web-cors-any",
        title: "Any web site's scripts may call the app",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("DES-3"), Maps::Mcsb("PV-2"), Maps::Cwe(942)],
        page: include_str!("cors_not_any.md"),
        source: file!(),
    },
    check: Check::Each(SITES, check),
};

fn check(site: &Node<'_>) -> Verdict {
    site_config(site, "cors")
        .prop("allowedOrigins")
        .items()
        .any(|origin| origin.is("*"))
        .then_fail("lets scripts of any web site call it")
}
