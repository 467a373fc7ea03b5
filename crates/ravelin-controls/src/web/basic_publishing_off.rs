#![doc = include_str!("basic_publishing_off.md")]
use super::shared::{SITES, no_passwords, on_app_service};
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "web-basic-publishing",
        title: "App can be published to with a password",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("DES-2"), Maps::Mcsb("IM-1"), Maps::Cwe(308)],
        page: include_str!("basic_publishing_off.md"),
        source: file!(),
    },
    check: Check::Each(SITES, check),
};

fn check(site: &Node<'_>) -> Verdict {
    let ways = [("ftp", "FTP"), ("scm", "the deployment site")]
        .map(|(name, shown)| (shown, no_passwords(site, name)));
    let open: Vec<&str> = ways.iter().filter(|(_, off)| !off.holds()).map(|(shown, _)| *shown).collect();
    let message = format!("can be published to with a password over {}", open.join(" and "));
    all(ways.map(|(_, off)| off)).or_fail(message).when(on_app_service(site))
}
