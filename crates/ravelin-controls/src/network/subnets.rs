//! Subnets, wherever they are written: in their network, or as resources of their own.

use crate::prelude::{Node, Prop, Test, any};

const SUBNETS: &str = "Microsoft.Network/virtualNetworks/subnets";

/// One subnet: its name, as far as it is known, and its `properties`.
pub(super) struct Subnet {
    name: Result<Prop, String>,
    unnamed: Test,
    properties: Prop,
}

/// The subnets that a verdict on this resource is about, and those that can't be told.
pub(super) struct Judged {
    known: Vec<Subnet>,
    rest: Option<Test>,
}

pub(super) fn judged(holder: &Node<'_>) -> Judged {
    if holder.resource.is(SUBNETS) {
        let properties = holder.prop("properties");
        let unnamed = Test::unknown(holder.resource.name.reasons()).with(properties.fact());
        let name = Err(holder.resource.own_name().unwrap_or_default());
        return Judged { known: vec![Subnet { name, unnamed, properties }], rest: None };
    }
    let list = holder.prop("properties.subnets");
    let items = list.items();
    let subnet = |item: &Prop| Subnet {
        name: Ok(item.prop("name")),
        unnamed: Test::no(),
        properties: item.prop("properties"),
    };
    let rest = items.rest.clone().map(|reasons| Test::unknown(reasons).with(list.fact()));
    Judged { known: items.known.iter().map(subnet).collect(), rest }
}

/// Is there one for which the test holds?
pub(super) fn some(subnets: &Judged, test: impl Fn(&Subnet) -> Test) -> Test {
    let tests = subnets.known.iter().map(test).chain(subnets.rest.clone());
    any(tests.collect::<Vec<_>>())
}

/// Is it called one of these?
pub(super) fn named(subnet: &Subnet, names: &[&str]) -> Test {
    match &subnet.name {
        Ok(name) => name.is_any(names),
        Err(name) if name.is_empty() => subnet.unnamed.clone(),
        Err(name) if names.iter().any(|one| one.eq_ignore_ascii_case(name)) => Test::yes(),
        Err(_) => Test::no(),
    }
}

impl Subnet {
    pub(super) fn at(&self, path: &str) -> Prop {
        self.properties.at(path)
    }
}
