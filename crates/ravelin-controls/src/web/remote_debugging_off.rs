#![doc = include_str!("remote_debugging_off.md")]
use super::shared::{SITES, on_app_service, site_config};
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "web-remote-debugging",
        title: "App can be debugged remotely",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("DES-2"), Maps::Mcsb("PV-2"), Maps::Cwe(489)],
        page: include_str!("remote_debugging_off.md"),
        source: file!(),
    },
    check: Check::Each(SITES, check),
};

fn check(site: &Node<'_>) -> Verdict {
    site_config(site, "remoteDebuggingEnabled")
        .ask_or(false, |value| value.same(&true.into()))
        .then_fail("can be debugged remotely")
        .when(on_app_service(site))
}
