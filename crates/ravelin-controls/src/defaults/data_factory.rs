//! Platform defaults of Data Factory.
use super::{Default, Literal};

pub(super) const ROWS: &[Default] = &[Default {
    ty: "Microsoft.DataFactory/factories",
    path: "properties.publicNetworkAccess",
    versions: ("", ""),
    value: Literal::Text("Enabled"),
    source: "https://learn.microsoft.com/azure/data-factory/data-factory-private-link",
    read: "2026-11",
}];
