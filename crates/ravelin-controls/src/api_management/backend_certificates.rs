#![doc = include_str!("backend_certificates.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "api-management-backend-certificates",
        title: "Gateway does not check its back end's certificate",
        severity: Severity::High,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("ENC-3"), Maps::Mcsb("IM-4"), Maps::Cwe(295)],
        page: include_str!("backend_certificates.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.ApiManagement/service/backends"], check),
};

fn check(backend: &Node<'_>) -> Verdict {
    let (chain, name) = (
        backend.prop("properties.tls.validateCertificateChain"),
        backend.prop("properties.tls.validateCertificateName"),
    );
    let off = |prop: &Prop| prop.ask_or(false, |value| value.same(&false.into()));
    let message = match (off(&chain).holds(), off(&name).holds()) {
        (true, true) => "does not check its back end's certificate",
        (false, true) => "does not check the name in its back end's certificate",
        _ => "does not check who issued its back end's certificate",
    };
    any([off(&chain), off(&name)]).then_fail(message)
}
