#![doc = include_str!("security_contact.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "security-contact",
        title: "Nobody is told of security alerts",
        severity: Severity::Low,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("GOV-2"), Maps::Guidance("GOV-3"), Maps::Mcsb("IR-2")],
        page: include_str!("security_contact.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.Security/securityContacts"], check),
};

fn check(contact: &Node<'_>) -> Verdict {
    let addressed = contact.prop("properties.emails").is_set().or(contact.prop("properties.email").is_set());
    if addressed.fails() {
        return addressed.or_fail("names nobody to tell of alerts");
    }
    // Each API version has its own switch; a switch that is not there is not off.
    let off = ["properties.alertNotifications.state", "properties.alertNotifications"]
        .map(|path| contact.prop(path).names("Off"));
    let disabled = contact.prop("properties.isEnabled").names("false");
    addressed.and(any(off).not()).and(disabled.not()).or_fail("keeps alerts to itself")
}
