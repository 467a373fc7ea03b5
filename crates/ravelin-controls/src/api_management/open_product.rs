#![doc = include_str!("open_product.md")]
use super::policy::has;
use super::shared::is_caller_check;
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "api-management-open-product",
        title: "Product opens its APIs to callers without a key",
        severity: Severity::High,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("DES-3"), Maps::Mcsb("IM-1"), Maps::Cwe(306)],
        page: include_str!("open_product.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.ApiManagement/service/products"], check),
};

fn check(product: &Node<'_>) -> Verdict {
    let policies = product.some_child("Microsoft.ApiManagement/service/products/policies", |policy| {
        has(policy, |element| element.is_inbound() && element.is_unconditional() && is_caller_check(element))
    });
    any([product.prop("properties.subscriptionRequired").is_true(), policies])
        .or_fail("opens its APIs to callers without a key")
}
