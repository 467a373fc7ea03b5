//! What the controls of this folder share: who checks a caller before an API's operations run.

use super::policy::{Element, has, of};
use crate::prelude::*;
use ravelin_model::{Data, Value};

/// The service, with all that belongs to it.
pub(super) const SERVICE: &[&str] = &["Microsoft.ApiManagement/service"];
/// APIs of a service.
pub(super) const APIS: &[&str] = &["Microsoft.ApiManagement/service/apis"];

/// Is every request to the API checked by an element that `checks` accepts: in the API's own policy, in the service's
/// where the API's keeps `<base />`, or in the policies of all its operations?
pub(super) fn checked(api: &Node<'_>, checks: fn(&Element) -> bool) -> Test {
    let own = "Microsoft.ApiManagement/service/apis/policies";
    let by_api = api.some_child(own, |policy| applies(policy, checks));
    let drops_base = api.some_child(own, |policy| {
        has(policy, |element| element.name == "base" && element.is_inbound()).not()
    });
    any([
        by_api,
        by_service(api, checks).and(drops_base.not()),
        by_operations(api, checks),
        by_product(api, checks),
    ])
}

fn by_service(api: &Node<'_>, checks: fn(&Element) -> bool) -> Test {
    let Some(service) = api.parent().filter(|service| !service.resource.existing) else {
        return Test::unsure(
            "policies of the service",
            "the API Management service is not declared here, nor are its policies",
        );
    };
    service.some_child("Microsoft.ApiManagement/service/policies", |policy| applies(policy, checks))
}

fn by_operations(api: &Node<'_>, checks: fn(&Element) -> bool) -> Test {
    let mut operations = api.children("Microsoft.ApiManagement/service/apis/operations").peekable();
    if operations.peek().is_none() {
        return Test::no();
    }
    all(operations.map(|operation| {
        operation.some_child("Microsoft.ApiManagement/service/apis/operations/policies", |policy| {
            applies(policy, checks)
        })
    }))
}

/// A product's policy runs only for callers with that product's key, so it may or may not cover an API.
fn by_product(api: &Node<'_>, checks: fn(&Element) -> bool) -> Test {
    let service = api.parent();
    let policies =
        service.iter().flat_map(|one| one.descendants("Microsoft.ApiManagement/service/products/policies"));
    if policies.into_iter().any(|policy| !applies(&policy, checks).fails()) {
        return Test::unsure(
            "products",
            "a product's policy checks callers, and which callers come by that product is not known",
        );
    }
    Test::no()
}

/// Does the policy run such an element for every request, itself or by a fragment?
fn applies(policy: &Node<'_>, checks: fn(&Element) -> bool) -> Test {
    let runs = move |element: &Element| element.is_unconditional() && checks(element);
    let direct = has(policy, |element| element.is_inbound() && runs(element));
    let Ok(document) = of(policy) else { return direct };
    let included = document.elements.iter().filter(|element| {
        element.name == "include-fragment" && element.is_inbound() && element.is_unconditional()
    });
    let fragments = included.filter_map(|element| element.attribute("fragment-id"));
    let by_fragment: Vec<Test> = fragments.map(|id| fragment(policy, id, runs)).collect();
    any([direct].into_iter().chain(by_fragment))
}

fn fragment(policy: &Node<'_>, id: &str, runs: impl Fn(&Element) -> bool + Copy) -> Test {
    let named = |node: &Node<'_>| node.resource.own_name().is_some_and(|own| own.eq_ignore_ascii_case(id));
    let mut found = policy.all("Microsoft.ApiManagement/service/policyFragments").filter(named).peekable();
    if found.peek().is_none() {
        return Test::unsure("policy fragment", "a policy fragment that it includes is not declared here");
    }
    any(found.map(|node| has(&node, runs)))
}

/// Does the element check an OAuth token?
pub(super) fn is_token_check(element: &Element) -> bool {
    matches!(element.name.as_str(), "validate-jwt" | "validate-azure-ad-token")
}

/// Does the element check who calls, by whatever means?
pub(super) fn is_caller_check(element: &Element) -> bool {
    is_token_check(element) || element.name == "validate-client-certificate"
}

/// Named values of a service.
pub(super) const NAMED_VALUES: &[&str] = &["Microsoft.ApiManagement/service/namedValues"];
/// What a service or one of its APIs logs.
pub(super) const DIAGNOSTICS: &[&str] =
    &["Microsoft.ApiManagement/service/diagnostics", "Microsoft.ApiManagement/service/apis/diagnostics"];

/// Is a switch of `customProperties` on? They are strings.
pub(super) fn is_on(value: &Value) -> Option<bool> {
    match &value.data {
        Data::Unknown(_) => value.same_ignoring_case("true").filter(|on| !on),
        _ => Some(value.as_text().is_some_and(|text| text.eq_ignore_ascii_case("true"))),
    }
}
