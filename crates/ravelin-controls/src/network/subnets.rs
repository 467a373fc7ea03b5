//! Subnets, wherever they are written: in their network, or as resources of their own.

use crate::ids;
use crate::prelude::{Node, Prop, Test, any};
use crate::prop::Got;

const SUBNETS: &str = "Microsoft.Network/virtualNetworks/subnets";

/// One subnet: its name and its `properties`.
pub(super) struct Subnet {
    name: Prop,
    properties: Prop,
}

/// The subnets that a verdict on this resource is about, and why there may be others.
pub(super) struct Judged {
    known: Vec<Subnet>,
    rest: Option<Test>,
}

pub(super) fn judged(holder: &Node<'_>) -> Judged {
    if holder.resource.is(SUBNETS) {
        let properties = holder.prop("properties");
        let got = Got::Set(ids::last_value(&holder.resource.name));
        let name = Prop { path: "name".to_owned(), place: properties.place, got, note: None };
        return Judged { known: vec![Subnet { name, properties }], rest: None };
    }
    let list = holder.prop("properties.subnets");
    let items = list.items();
    let subnet = |item: &Prop| Subnet { name: item.prop("name"), properties: item.prop("properties") };
    let rest = items.rest.clone().map(|reasons| Test::unknown(reasons).with(list.fact()));
    Judged { known: items.known.iter().map(subnet).collect(), rest }
}

/// Is there one for which the test holds?
pub(super) fn some(subnets: &Judged, test: impl Fn(&Subnet) -> Test) -> Test {
    let tests = subnets.known.iter().map(test).chain(subnets.rest.clone());
    any(tests.collect::<Vec<_>>())
}

impl Subnet {
    /// Is it called one of these?
    pub(super) fn is_named(&self, names: &[&str]) -> Test {
        self.name.is_any(names)
    }

    /// One of its properties.
    pub(super) fn at(&self, path: &str) -> Prop {
        self.properties.at(path)
    }
}
