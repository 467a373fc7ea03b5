#![doc = include_str!("authentication.md")]
use super::shared::{SITES, on_app_service};
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "web-easy-auth",
        title: "Function or logic app accepts callers without an Entra ID token",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("IAM-3"), Maps::Mcsb("IM-1"), Maps::Cwe(306)],
        page: include_str!("authentication.md"),
        source: file!(),
    },
    check: Check::Each(SITES, check),
};

fn check(site: &Node<'_>) -> Verdict {
    let ty = format!("{}/config", site.resource.ty);
    site.some_child(&ty, |config| {
        match config.resource.own_name().unwrap_or_default().to_ascii_lowercase().as_str() {
            "authsettingsv2" => required(config),
            "authsettings" => required_by_the_old_settings(config),
            _ => Test::no(),
        }
    })
    .or_fail("accepts callers that no identity provider has authenticated")
    .when(all([site.is_kind("functionapp"), on_app_service(site)]))
}

fn required(config: &Node<'_>) -> Test {
    all([
        config.prop("properties.platform.enabled").ask_or(false, |value| value.same(&true.into())),
        config.prop("properties.globalValidation.requireAuthentication").is_true(),
        config
            .prop("properties.globalValidation.unauthenticatedClientAction")
            .ask_or(true, |value| value.same_ignoring_case("AllowAnonymous").map(|anonymous| !anonymous)),
    ])
}

fn required_by_the_old_settings(config: &Node<'_>) -> Test {
    all([
        config.prop("properties.enabled").ask_or(false, |value| value.same(&true.into())),
        config.prop("properties.unauthenticatedClientAction").is("RedirectToLoginPage"),
    ])
}
