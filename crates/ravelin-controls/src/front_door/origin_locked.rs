#![doc = include_str!("origin_locked.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "front-door-origin-locked",
        title: "Origin can be reached around Front Door",
        severity: Severity::High,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("NET-1"), Maps::Guidance("NET-2"), Maps::Mcsb("NS-2")],
        page: include_str!("origin_locked.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.Cdn/profiles/originGroups/origins"], check),
};

const SITES: &str = "Microsoft.Web/sites";

fn check(origin: &Node<'_>) -> Verdict {
    let private = origin.prop("properties.sharedPrivateLinkResource").is_set();
    let verdict = private.clone().or(target(origin)).or_fail("has a host that answers around Front Door too");
    verdict.when(origin.prop("properties.enabledState").names("Disabled").not())
}

/// What is known of the host: a declared site whose access rules can be read, or nothing.
fn target(origin: &Node<'_>) -> Test {
    let host = origin.prop("properties.hostName");
    let azure = origin.prop("properties.azureOrigin.id");
    let site = match (azure.given(), host.text()) {
        (Some(id), _) => origin.find(id).filter(|node| node.resource.is(SITES)),
        (None, Some(name)) => site_of(origin, name),
        (None, None) => None,
    };
    match site {
        Some(site) => locked(&site),
        None => Test::unsure("origin host", "what answers at the origin's host is not declared here")
            .with(host.fact()),
    }
}

/// The declared site that answers at `NAME.azurewebsites.net`.
fn site_of<'g>(origin: &Node<'g>, host: &str) -> Option<Node<'g>> {
    let name = host.to_ascii_lowercase().strip_suffix(".azurewebsites.net")?.to_owned();
    origin.all(SITES).find(|site| {
        crate::ids::last_part(&site.resource.name).is_some_and(|own| own.eq_ignore_ascii_case(&name))
    })
}

/// The site's public door is shut, or each rule that lets somebody in asks for the id of one Front Door: the service tag
/// alone admits the Front Doors of all tenants.
fn locked(site: &Node<'_>) -> Test {
    let shut = crate::web::closed(site);
    let rules = crate::web::site_config(site, "ipSecurityRestrictions");
    let others = crate::web::site_config(site, "ipSecurityRestrictionsDefaultAction").names("Allow");
    let asks = rules.items().all(|rule| {
        let denies = rule.at("action").names("Deny");
        denies.or(rule.at("headers.x-azure-fdid").is_set())
    });
    shut.or(rules.is_set().and(asks).and(others.not())).with(site.fact("the origin"))
}
