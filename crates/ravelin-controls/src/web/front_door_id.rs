#![doc = include_str!("front_door_id.md")]
use super::shared::{SITES, site_config};
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "web-front-door-id",
        title: "App admits every tenant's Front Door",
        severity: Severity::High,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("NET-1"), Maps::Mcsb("NS-2"), Maps::Cwe(290)],
        page: include_str!("front_door_id.md"),
        source: file!(),
    },
    check: Check::Each(SITES, check),
};

fn check(site: &Node<'_>) -> Verdict {
    let rules = site_config(site, "ipSecurityRestrictions").items();
    let admitted = |rule: &Prop| {
        let tag =
            rule.prop("ipAddress").ask_or(false, |value| value.same_ignoring_case("AzureFrontDoor.Backend"));
        let allow = rule.prop("action").ask_or(true, |value| value.same_ignoring_case("Allow"));
        tag.and(allow)
    };
    let unnamed = |rule: &Prop| {
        let named = rule.prop("headers").prop("x-azure-fdid");
        let unnamed = named.items().some().not();
        all([unnamed, admitted(rule)])
    };
    rules.any(unnamed).then_fail("admits the Front Door of every tenant").when(if rules.known.is_empty() {
        Test::no()
    } else {
        rules.any(admitted)
    })
}
