#![doc = include_str!("certificate_name_check.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "front-door-certificate-name-check",
        title: "Front Door does not check whose certificate the origin shows",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("ENC-3"), Maps::Mcsb("DP-3")],
        page: include_str!("certificate_name_check.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.Cdn/profiles/originGroups/origins"], check),
};

fn check(origin: &Node<'_>) -> Verdict {
    origin
        .prop("properties.enforceCertificateNameCheck")
        .is_true()
        .or_fail("accepts a certificate of another name from its host")
}
