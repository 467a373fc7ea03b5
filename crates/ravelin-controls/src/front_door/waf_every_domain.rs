#![doc = include_str!("waf_every_domain.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "front-door-waf-every-domain",
        title: "Front Door serves a host name without a WAF policy",
        severity: Severity::High,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("NET-2"), Maps::Guidance("NET-1"), Maps::Mcsb("NS-6")],
        page: include_str!("waf_every_domain.md"),
        source: file!(),
    },
    check: Check::Each(
        &[
            "Microsoft.Cdn/profiles/afdEndpoints",
            "Microsoft.Cdn/profiles/customDomains",
            "Microsoft.Network/frontDoors",
        ],
        check,
    ),
};

fn check(host: &Node<'_>) -> Verdict {
    if host.resource.is("Microsoft.Network/frontDoors") {
        return classic(host);
    }
    let verdict = attached(host).or_fail("is served without a WAF policy");
    if host.resource.is("Microsoft.Cdn/profiles/afdEndpoints") {
        verdict.when(serves_default_host(host))
    } else {
        verdict
    }
}

/// A security policy of the profile lists the host. The most common hole is the endpoint's own `azurefd.net` name, which
/// leads to the same origins as the custom domains.
fn attached(host: &Node<'_>) -> Test {
    let listed = host.some(host.all("Microsoft.Cdn/profiles/securityPolicies"), |policy| {
        policy.prop("properties.parameters.associations").items().any(|association| {
            association.at("domains").items().any(|domain| host.is_target_of(&domain.at("id")))
        })
    });
    let elsewhere = if host.ancestor("Microsoft.Cdn/profiles").is_some() {
        Test::no()
    } else {
        let why = "the profile is not declared here, nor need its security policies be";
        Test::unsure("security policies of the profile", why)
    };
    listed.or(elsewhere).led_by(host.fact("served by Front Door"))
}

/// No route linked to it: the endpoint's own name answers nobody. A route links only when it says so.
fn serves_default_host(endpoint: &Node<'_>) -> Test {
    endpoint.some_child("Microsoft.Cdn/profiles/afdEndpoints/routes", |route| {
        route.prop("properties.linkToDefaultDomain").is("Enabled")
    })
}

fn classic(door: &Node<'_>) -> Verdict {
    let frontends = door.prop("properties.frontendEndpoints").items();
    frontends
        .all(|frontend| frontend.at("properties.webApplicationFirewallPolicyLink.id").is_set())
        .or_fail("serves a host name without a WAF policy")
}
