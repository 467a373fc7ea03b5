#![doc = include_str!("network_policies.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "private-endpoint-network-policies",
        title: "Security groups do not apply to private endpoints",
        severity: Severity::Low,
        audience: Audience::Pedantic,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("NET-7"), Maps::Mcsb("NS-1")],
        page: include_str!("network_policies.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.Network/privateEndpoints"], check),
};

fn check(endpoint: &Node<'_>) -> Verdict {
    let place = endpoint.prop("properties.subnet.id");
    let Some(subnet) = place.given().and_then(|id| endpoint.find(id)).filter(|node| !node.resource.existing)
    else {
        return inline(endpoint, &place);
    };
    decide(subnet.prop("properties.privateEndpointNetworkPolicies"), place)
}

/// The subnet as its network lists it.
fn inline(endpoint: &Node<'_>, place: &Prop) -> Verdict {
    let Some(wanted) = place.given() else { return Verdict::not_applicable() };
    let name = crate::ids::last_value(wanted);
    let network = ravelin_model::parent_id(wanted).and_then(|id| endpoint.find(&id));
    let subnets = network.iter().flat_map(|network| network.prop("properties.subnets").items().known);
    for subnet in subnets {
        if subnet.prop("name").given().is_some_and(|own| own.same(&name) == Some(true)) {
            return decide(subnet.at("properties.privateEndpointNetworkPolicies"), place.clone());
        }
    }
    Verdict::not_applicable()
}

fn decide(policies: Prop, place: Prop) -> Verdict {
    // Off unless the subnet says otherwise.
    policies
        .names("Enabled")
        .or(policies.names("NetworkSecurityGroupEnabled"))
        .led_by(place.fact())
        .or_fail("lies in a subnet that applies no security group to it")
}
