//! What Service Bus and Event Hubs have in common: namespaces with rule sets and keys.

use crate::prelude::*;
use ravelin_model::Value;

/// One of the two services.
pub(super) struct Service {
    namespace: &'static str,
    rule_sets: &'static str,
    tiers: Tiers,
}

/// Which tiers enforce network rules.
enum Tiers {
    /// Premium; of the others the documentation says both.
    Premium,
    /// All but Basic.
    NotBasic,
}

pub(super) static SERVICE_BUS: Service = Service {
    namespace: "Microsoft.ServiceBus/namespaces",
    rule_sets: "Microsoft.ServiceBus/namespaces/networkRuleSets",
    // <https://learn.microsoft.com/azure/service-bus-messaging/service-bus-ip-filtering>: "supported only in the premium
    // tier" until 2023, "the Standard SKU supports IP filtering" in later editions.
    tiers: Tiers::Premium,
};

pub(super) static EVENT_HUBS: Service = Service {
    namespace: "Microsoft.EventHub/namespaces",
    rule_sets: "Microsoft.EventHub/namespaces/networkRuleSets",
    // <https://learn.microsoft.com/azure/event-hubs/event-hubs-ip-filtering>: "This feature isn't supported in the basic
    // tier."
    tiers: Tiers::NotBasic,
};

/// Is the namespace of the Premium tier? It has to be chosen: left out, the tier is a lower one.
pub(super) fn premium(namespace: &Node<'_>) -> Test {
    namespace.prop("sku.name").ask_or(false, |tier| tier.same_ignoring_case("Premium"))
}

/// Is there no public endpoint, or does the rule set turn strangers away? Denying by default without any rule does not:
/// the service then admits everybody (documented under the same addresses as above).
pub(super) fn closed(namespace: &Node<'_>, service: &Service) -> Test {
    let filtered = namespace.some_child(service.rule_sets, |set| {
        let rules = ["properties.ipRules", "properties.virtualNetworkRules"]
            .map(|list| set.prop(list).items().some());
        set.prop("properties.defaultAction").is("Deny").and(any(rules))
    });
    let filtered = service.enforced(namespace, filtered).or(service.older_rules(namespace));
    let private = private(namespace, service);
    if private.facts.iter().any(|fact| fact.note.is_none()) {
        private.or(filtered)
    } else {
        filtered.or(private)
    }
}

/// Is public access off, at the namespace or in its rule set? The two are one setting; where they disagree, the last one
/// deployed wins.
pub(super) fn private(namespace: &Node<'_>, service: &Service) -> Test {
    let own = namespace.prop("properties.publicNetworkAccess");
    let off = if own.is_absent() {
        own.is_public_network_off()
    } else {
        known_there(namespace, own.is_public_network_off())
    };
    let in_set = namespace.some_child(service.rule_sets, |set| {
        set.prop("properties.publicNetworkAccess").is_public_network_off()
    });
    let reopened = namespace.some_child(service.rule_sets, |set| {
        let theirs = set.prop("properties.publicNetworkAccess");
        if theirs.is_absent() { Test::no() } else { theirs.is("Enabled") }
    });
    if off.holds() && reopened.holds() {
        let why = "the namespace disables public access and its rule set enables it again: the last one deployed wins";
        return Test::unsure("publicNetworkAccess of the rule set", why).with(own.fact());
    }
    off.or(in_set)
}

/// Namespaces have the property from API version 2022-01-01-preview on; before, it is not known to take effect.
fn known_there(namespace: &Node<'_>, test: Test) -> Test {
    let version = namespace.resource.api_version.as_ref().and_then(Value::as_str).unwrap_or("2022");
    if version >= "2022" || test.fails() {
        return test;
    }
    let name = format!("publicNetworkAccess at API version {version}");
    let why = format!("API version {version} does not know `publicNetworkAccess` on a namespace");
    Test { facts: test.facts, ..Test::unsure(&name, &why) }
}

impl Service {
    /// API version 2018-01-01-preview has each rule as a resource of its own; what they add up to is not recorded.
    fn older_rules(&self, namespace: &Node<'_>) -> Test {
        let found = ["ipFilterRules", "virtualNetworkRules"]
            .iter()
            .any(|rules| namespace.children(&format!("{}/{rules}", self.namespace)).next().is_some());
        if found {
            Test::unsure(
                "older network rules",
                "what rules of API version 2018-01-01-preview do is not recorded",
            )
        } else {
            Test::no()
        }
    }

    /// The test of a rule set, as far as the namespace's tier enforces it.
    fn enforced(&self, namespace: &Node<'_>, filtered: Test) -> Test {
        if filtered.fails() {
            return filtered;
        }
        let tier = namespace.prop("sku.name");
        match self.tiers {
            Tiers::NotBasic => {
                filtered.and(tier.ask_or(false, |tier| tier.same_ignoring_case("Basic")).not())
            }
            Tiers::Premium if premium(namespace).holds() => filtered,
            Tiers::Premium => filtered.and(Test::unsure(
                "network rules below the Premium tier",
                "whether network rules are enforced below the Premium tier is documented in two ways",
            )),
        }
    }
}

/// Says of an authorization rule whether its key may manage. The rule that every namespace is born with is left to the
/// control of local authentication.
pub(super) fn manages(rule: &Node<'_>, service: &Service) -> Verdict {
    if rule.resource.own_name().is_some_and(|name| name.eq_ignore_ascii_case("RootManageSharedAccessKey")) {
        return Verdict::not_applicable();
    }
    let rights = rule.prop("properties.rights").items();
    let manage = rights.any(|right| right.ask_or(false, |right| right.same_ignoring_case("Manage")));
    let refused = match rule.ancestor(service.namespace) {
        Some(namespace) => namespace.prop("properties.disableLocalAuth").is_true(),
        None => Test::no(),
    };
    manage.and(refused.not()).then_fail("has a key with the right to manage")
}
