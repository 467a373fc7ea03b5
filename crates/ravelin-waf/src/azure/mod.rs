//! Web application firewall policies of Application Gateway and Front Door: custom rules decided over a request, managed
//! rule sets as changes to a Core Rule Set.
//!
//! The types are plain data that anything can fill: a template's values, a resource as Azure returns it. Facts come from
//! Microsoft's pages, named where they are used ("ag/…" and "afds/…" stand for articles under
//! learn.microsoft.com/azure/web-application-firewall/). What those pages leave open is listed in [`DIFFERENCES`]. Which
//! country an address is in and how often somebody came is asked of the caller; without an answer a rule that needs
//! one is undecided, never passed.

mod check;
mod custom;
mod exclusion;
mod managed;
mod policy;
#[cfg(test)]
mod tests;
mod view;

pub use custom::{Countries, CustomRules, Decided, Outcome, PolicyFault, RateLimits, Undecided};
pub use exclusion::{Exclusion, ExclusionOperator, ExclusionVariable};
pub use managed::{
    BaseRules, GroupOverride, ManagedRuleSet, RuleOverride, Rules, Tuning, TuningNote, base_rules, tune,
};
pub use policy::{
    Action, Condition, CustomRule, GroupBy, MatchVariable, Mode, Operator, Policy, RuleKind, Service,
    Transform,
};
pub use view::{PostArguments, View};

/// Where this differs from the service or where the service is not documented, for users to read.
pub const DIFFERENCES: &[&str] = &[
    "a condition on something the request lacks matches nothing, and holds when negated",
    "a condition with several variables holds if one of them matches",
    "a size comparison looks at the length in Front Door and at the value as a number in Application Gateway, where a value that is no number leaves the rule undecided",
    "country rules need a data base of the caller's",
    "rules of Microsoft's threat intelligence, known CVEs and bot lists are not public and do not run",
    "a query argument's exclusion also excludes a form field of the same name",
];
