#![doc = include_str!("managed_network.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "data-factory-managed-network",
        title: "Integration runtime works outside of any virtual network",
        severity: Severity::Low,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("NET-7"), Maps::Guidance("NET-8"), Maps::Mcsb("NS-1")],
        page: include_str!("managed_network.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.DataFactory/factories/integrationRuntimes"], check),
};

/// Runtimes of Azure that hold a place in a network: the managed one, or one of your own for SSIS.
const NETWORKS: [&str; 3] = [
    "properties.managedVirtualNetwork",
    "properties.typeProperties.computeProperties.vNetProperties",
    "properties.typeProperties.customerVirtualNetwork",
];

fn check(runtime: &Node<'_>) -> Verdict {
    let network = any(NETWORKS.map(|path| runtime.prop(path).is_set()));
    let managed = runtime.prop("properties.type").is("Managed");
    network.or_fail("works outside of any virtual network").when(managed)
}
