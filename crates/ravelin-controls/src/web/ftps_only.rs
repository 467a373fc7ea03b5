#![doc = include_str!("ftps_only.md")]
use super::shared::{SITES, no_passwords, on_app_service, site_config};
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "web-ftps-only",
        title: "App accepts unencrypted FTP",
        severity: Severity::High,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("ENC-3"), Maps::Mcsb("DP-3"), Maps::Cwe(319)],
        page: include_str!("ftps_only.md"),
        source: file!(),
    },
    check: Check::Each(SITES, check),
};

fn check(site: &Node<'_>) -> Verdict {
    let encrypted = site_config(site, "ftpsState").is_any(&["FtpsOnly", "Disabled"]);
    encrypted.or(no_passwords(site, "ftp")).or_fail("accepts unencrypted FTP").when(on_app_service(site))
}
