#![doc = include_str!("load_balancer_zones.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "load-balancer-zones",
        title: "Internal load balancer stands in one zone",
        severity: Severity::Low,
        audience: Audience::Pedantic,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("NET-6")],
        page: include_str!("load_balancer_zones.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.Network/loadBalancers"], check),
};

fn check(balancer: &Node<'_>) -> Verdict {
    let frontends = balancer.prop("properties.frontendIPConfigurations").items();
    // A public frontend has the zones of its address; only internal ones have their own.
    let internal = |frontend: &Prop| frontend.at("properties.subnet.id").is_set();
    let redundant = |frontend: &Prop| {
        let zones = frontend.at("zones");
        let several = zones.items().known.len() > 1;
        let one = Test { truth: Truth::from(Some(several)), facts: vec![zones.fact()], reasons: Vec::new() };
        if zones.items().rest.is_some() {
            zones.is_set().and(Test::unsure("zones", "how many zones is not known"))
        } else {
            one
        }
    };
    frontends
        .all(|frontend| redundant(frontend).or(internal(frontend).not()))
        .or_fail("stands in fewer than two zones")
        .when(balancer.prop("sku.name").is("Standard").and(frontends.any(internal)))
}
