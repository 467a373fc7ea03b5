#![doc = include_str!("linked_service_clear.md")]
use crate::prelude::*;
use crate::secrets::detect;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "data-factory-linked-service-clear",
        title: "Linked service talks over a clear channel",
        severity: Severity::High,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("ENC-3"), Maps::Mcsb("DP-3")],
        page: include_str!("linked_service_clear.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.DataFactory/factories/linkedServices"], check),
};

/// Settings that, set to false, give up encryption or the check of who answers.
const SAFEGUARDS: [&str; 3] = ["enableServerCertificateValidation", "useEncryptedEndpoints", "enableSsl"];

fn check(service: &Node<'_>) -> Verdict {
    let settings = service.prop("properties.typeProperties");
    let plain =
        |name, prefix| detect::secret_test(&settings.prop(name), |value| detect::starts_with(value, prefix));
    let clear = any([
        plain("url", "http://"),
        plain("baseUrl", "http://"),
        plain("connectionString", "DefaultEndpointsProtocol=http;"),
    ]);
    let unchecked = any(SAFEGUARDS.map(|name| {
        let switch = settings.prop(name);
        if switch.is_absent() { Test::no() } else { switch.is_false() }
    }));
    let message = match (clear.holds(), unchecked.holds()) {
        (true, _) => "talks over plain HTTP",
        (false, true) => "talks without encrypting or without checking who answers",
        (false, false) => "talks over a clear channel",
    };
    clear.or(unchecked).then_fail(message)
}
