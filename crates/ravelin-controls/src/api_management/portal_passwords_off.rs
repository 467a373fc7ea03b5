#![doc = include_str!("portal_passwords_off.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "api-management-portal-passwords",
        title: "Developer portal lets users sign in with a password",
        severity: Severity::Low,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("DES-2"), Maps::Mcsb("IM-1")],
        page: include_str!("portal_passwords_off.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.ApiManagement/service/portalconfigs"], check),
};

fn check(portal: &Node<'_>) -> Verdict {
    portal.prop("properties.enableBasicAuth").is_false().or_fail("lets users sign in with a password")
}
