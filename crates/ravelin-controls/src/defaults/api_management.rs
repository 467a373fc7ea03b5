//! Platform defaults of API Management's types.
use super::{Default, Literal};

const SERVICE: &str =
    "https://learn.microsoft.com/rest/api/apimanagement/api-management-service/create-or-update";
const SUBSCRIPTIONS: &str = "https://learn.microsoft.com/azure/api-management/api-management-subscriptions#enable-or-disable-subscription-requirement-for-api-or-product-access";

const fn row(ty: &'static str, path: &'static str, value: Literal, source: &'static str) -> Default {
    Default { ty, path, versions: ("", ""), value, source, read: "2026-11" }
}

pub(super) const ROWS: &[Default] = &[
    row(
        "Microsoft.ApiManagement/service",
        "properties.publicNetworkAccess",
        Literal::Text("Enabled"),
        SERVICE,
    ),
    row("Microsoft.ApiManagement/service", "properties.virtualNetworkType", Literal::Text("None"), SERVICE),
    row(
        "Microsoft.ApiManagement/service/apis",
        "properties.subscriptionRequired",
        Literal::Bool(true),
        SUBSCRIPTIONS,
    ),
    row(
        "Microsoft.ApiManagement/service/products",
        "properties.subscriptionRequired",
        Literal::Bool(true),
        SUBSCRIPTIONS,
    ),
];
