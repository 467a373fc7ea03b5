#![doc = include_str!("https_backends.md")]
use crate::prelude::*;
use crate::secrets::detect::starts_with;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "api-management-https-backends",
        title: "Gateway calls a back end over plain HTTP",
        severity: Severity::High,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("ENC-3"), Maps::Mcsb("DP-3"), Maps::Cwe(319)],
        page: include_str!("https_backends.md"),
        source: file!(),
    },
    check: Check::Each(
        &["Microsoft.ApiManagement/service/apis", "Microsoft.ApiManagement/service/backends"],
        check,
    ),
};

fn check(node: &Node<'_>) -> Verdict {
    let path = if node.resource.is("Microsoft.ApiManagement/service/apis") { "serviceUrl" } else { "url" };
    let url = node.prop(&format!("properties.{path}"));
    if url.is_absent() {
        return Verdict::not_applicable();
    }
    let clear =
        |value: &ravelin_model::Value| match (starts_with(value, "http://"), starts_with(value, "ws://")) {
            (Some(false), Some(false)) => Some(false),
            (Some(true), _) | (_, Some(true)) => Some(true),
            _ => None,
        };
    url.ask(clear).then_fail("sends requests to its back end over plain HTTP")
}
