//! Controls on the WAF policies of Application Gateway, Front Door and Azure CDN.
use crate::Control;
use crate::prelude::{Node, Prop};
use crate::prop::Items;
mod bot_rules;
mod catch_all_allow;
mod disabled_groups;
mod enabled;
mod managed_rules;
mod prevention_mode;
mod request_body;

pub(crate) static CONTROLS: &[&Control] = &[
    &bot_rules::CONTROL,
    &catch_all_allow::CONTROL,
    &disabled_groups::CONTROL,
    &enabled::CONTROL,
    &managed_rules::CONTROL,
    &prevention_mode::CONTROL,
    &request_body::CONTROL,
];

const GATEWAY: &str = "Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies";
const FRONT_DOOR: &str = "Microsoft.Network/FrontDoorWebApplicationFirewallPolicies";

/// Every kind of WAF policy.
const POLICIES: &[&str] = &[GATEWAY, FRONT_DOOR, "Microsoft.Cdn/cdnWebApplicationFirewallPolicies"];

/// The kinds whose rule sets are maintained; Azure CDN's own WAF is at its end.
const CURRENT: &[&str] = &[GATEWAY, FRONT_DOOR];

/// The rule sets that look at what is sent, by their names then and now.
const BASE_SETS: [&str; 3] = ["Microsoft_DefaultRuleSet", "DefaultRuleSet", "OWASP"];

fn is_of_gateway(policy: &Node<'_>) -> bool {
    policy.resource.is(GATEWAY)
}

/// A policy setting, by its name in policies of Application Gateway and in the others.
fn setting(policy: &Node<'_>, gateway: &str, others: &str) -> Prop {
    let name = if is_of_gateway(policy) { gateway } else { others };
    policy.prop(&format!("properties.policySettings.{name}"))
}

fn rule_sets(policy: &Node<'_>) -> Items {
    policy.prop("properties.managedRules.managedRuleSets").items()
}
