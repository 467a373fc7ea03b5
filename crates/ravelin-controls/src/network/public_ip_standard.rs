#![doc = include_str!("public_ip_standard.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "public-ip-standard",
        title: "Public IP address of the Basic SKU",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("NET-6"), Maps::Guidance("NET-9"), Maps::Mcsb("NS-1")],
        page: include_str!("public_ip_standard.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.Network/publicIPAddresses"], check),
};

fn check(address: &Node<'_>) -> Verdict {
    let sku = address.prop("sku.name");
    sku.is_any(&["Standard", "StandardV2"])
        .or_fail("is open until a network security group closes it (Basic SKU)")
}
