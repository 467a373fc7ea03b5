//! Custom rules, decided in order of their priority.

use super::check::{Wanted, check};
use super::{
    Action, Condition, CustomRule, GroupBy, MatchVariable, Operator, RuleKind, Service, Transform, View,
};
use crate::transform::{Transformation, UnicodeMap};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;
use std::net::IpAddr;

/// Rules in one policy (ag/custom-waf-rules-overview).
const MOST_RULES: usize = 100;

/// Says in which country an address is.
pub trait Countries {
    /// The two letters of ISO 3166, or none for an address that is nowhere.
    fn country(&self, address: IpAddr) -> Option<String>;
}

/// Counts requests. It has the clock; Application Gateway's windows slide, Front Door's are fixed.
pub trait RateLimits {
    /// How many requests of this rule and group came in the window, this one counted.
    fn count(&mut self, rule: &str, group: &str, minutes: u32) -> u64;
}

/// What is wrong with a rule: the service would refuse it, too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyFault {
    /// The rule.
    pub rule: String,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for PolicyFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "custom rule `{}`: {}", self.rule, self.message)
    }
}

impl std::error::Error for PolicyFault {}

/// What custom rules make of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// Rules that matched and only log.
    pub logged: Vec<String>,
    /// What comes of it.
    pub outcome: Outcome,
}

/// What comes of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// No rule had the last word: managed rules run.
    Continue,
    /// This rule did.
    Ended {
        /// Its name.
        rule: String,
        /// What it does. In detection mode the caller only logs a block.
        action: Action,
    },
    /// This rule might have, but could not be decided.
    Undecided {
        /// Its name.
        rule: String,
        /// What it lacks.
        why: Undecided,
    },
}

/// What a rule lacks to be decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undecided {
    /// The address is not known.
    Address,
    /// Nobody says which country an address is in.
    Country,
    /// A value compared as a number is none.
    NotANumber,
}

impl fmt::Display for Undecided {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Address => "the address of the client is not known",
            Self::Country => "there is no data base of countries",
            Self::NotANumber => "a value that is compared as a number is none",
        })
    }
}

/// Custom rules of a policy, ready to decide.
#[derive(Debug)]
pub struct CustomRules {
    service: Service,
    /// Rules that are on, in order of their priority.
    rules: Vec<Ready>,
}

#[derive(Debug)]
struct Ready {
    rule: CustomRule,
    /// What each condition looks for.
    wanted: Vec<Wanted>,
}

impl CustomRules {
    /// Checks rules and puts them in order.
    pub fn new(service: Service, rules: &[CustomRule]) -> Result<Self, Vec<PolicyFault>> {
        let mut faults = Vec::new();
        let mut priorities = BTreeSet::new();
        let mut ready = Vec::new();
        let mut fault = |rule: &CustomRule, message: String| {
            faults.push(PolicyFault { rule: rule.name.clone(), message })
        };
        for (number, rule) in rules.iter().enumerate() {
            if number == MOST_RULES {
                fault(rule, format!("a policy has at most {MOST_RULES} custom rules"));
            }
            if !priorities.insert(rule.priority) {
                fault(rule, format!("priority {} is taken", rule.priority));
            }
            let wanted = check(rule, service, |message| fault(rule, message));
            if rule.enabled {
                ready.push(Ready { rule: rule.clone(), wanted });
            }
        }
        ready.sort_by_key(|ready| ready.rule.priority);
        if faults.is_empty() { Ok(Self { service, rules: ready }) } else { Err(faults) }
    }

    /// Decides a request: the lowest priority first, up to a rule that does more than log.
    pub fn decide(
        &self,
        view: &View<'_>,
        countries: Option<&dyn Countries>,
        limits: &mut dyn RateLimits,
    ) -> Decided {
        let mut logged = Vec::new();
        for ready in &self.rules {
            let rule = ready.rule.name.clone();
            let holds = ready.holds(view, self.service, countries).and_then(|holds| match &ready.rule.kind {
                RuleKind::RateLimit { threshold, minutes, group_by } if holds => {
                    let group = group(*group_by, view, self.service, countries)?;
                    Ok(limits.count(&rule, &group, *minutes) > u64::from(*threshold))
                }
                _ => Ok(holds),
            });
            match holds {
                Ok(false) => {}
                Ok(true) if ready.rule.action == Action::Log => logged.push(rule),
                Ok(true) => {
                    return Decided { logged, outcome: Outcome::Ended { rule, action: ready.rule.action } };
                }
                Err(why) => return Decided { logged, outcome: Outcome::Undecided { rule, why } },
            }
        }
        Decided { logged, outcome: Outcome::Continue }
    }
}

impl Ready {
    /// Whether all conditions hold. One that surely does not settles it, whatever others lack.
    fn holds(
        &self,
        view: &View<'_>,
        service: Service,
        countries: Option<&dyn Countries>,
    ) -> Result<bool, Undecided> {
        let mut lacking = None;
        for (condition, wanted) in self.rule.conditions.iter().zip(&self.wanted) {
            match holds(condition, wanted, view, service, countries) {
                Ok(true) => {}
                Ok(false) => return Ok(false),
                Err(why) => lacking = lacking.or(Some(why)),
            }
        }
        lacking.map_or(Ok(true), Err)
    }
}

fn holds(
    condition: &Condition,
    wanted: &Wanted,
    view: &View<'_>,
    service: Service,
    countries: Option<&dyn Countries>,
) -> Result<bool, Undecided> {
    let mut lacking = None;
    for (variable, selector) in &condition.variables {
        let found = match condition.operator {
            Operator::IpMatch | Operator::GeoMatch => {
                let address = match variable {
                    MatchVariable::SocketAddr => view.socket,
                    _ => view.client,
                };
                address.ok_or(Undecided::Address).and_then(|address| match wanted {
                    Wanted::Networks(networks) => {
                        Ok(networks.iter().any(|network| network.contains(&address)))
                    }
                    _ => {
                        let country = countries.ok_or(Undecided::Country)?.country(address);
                        let is_in = |country: String| {
                            condition.values.iter().any(|v| v.eq_ignore_ascii_case(&country))
                        };
                        Ok(country.is_some_and(is_in))
                    }
                })
            }
            // "Any is a match all operator" (afds/waf-front-door-custom-rules).
            Operator::Any if service == Service::FrontDoor => Ok(true),
            _ => text_matches(
                condition,
                wanted,
                &view.values(*variable, selector.as_deref(), service),
                service,
            ),
        };
        match found {
            Ok(true) => return Ok(!condition.negate),
            Ok(false) => {}
            Err(why) => lacking = Some(why),
        }
    }
    lacking.map_or(Ok(condition.negate), Err)
}

/// Whether one of these values is what is looked for.
fn text_matches(
    condition: &Condition,
    wanted: &Wanted,
    values: &[Cow<'_, [u8]>],
    service: Service,
) -> Result<bool, Undecided> {
    let mut lacking = None;
    for value in values {
        let value = transformed(value, &condition.transforms);
        let is_one =
            |compare: &dyn Fn(&[u8]) -> bool| condition.values.iter().any(|text| compare(text.as_bytes()));
        let found = match wanted {
            Wanted::Patterns(patterns) => patterns.iter().any(|pattern| pattern.is_match(&value)),
            Wanted::Numbers(numbers) => match size(&value, service) {
                Some(size) => numbers.iter().any(|number| compares(condition.operator, size, *number)),
                None => {
                    lacking = Some(Undecided::NotANumber);
                    false
                }
            },
            Wanted::Texts | Wanted::Networks(_) => match condition.operator {
                Operator::Equal => is_one(&|text| *value == *text),
                Operator::Contains => is_one(&|text| memchr::memmem::find(&value, text).is_some()),
                Operator::BeginsWith => is_one(&|text| value.starts_with(text)),
                Operator::EndsWith => is_one(&|text| value.ends_with(text)),
                _ => true,
            },
        };
        if found {
            return Ok(true);
        }
    }
    lacking.map_or(Ok(false), Err)
}

/// "This size constraint is measured in bytes" (afds/waf-front-door-custom-rules); in Application Gateway it is the number
/// a value says.
fn size(value: &[u8], service: Service) -> Option<u64> {
    match service {
        Service::FrontDoor => u64::try_from(value.len()).ok(),
        Service::ApplicationGateway => std::str::from_utf8(value).ok()?.trim().parse().ok(),
    }
}

const fn compares(operator: Operator, left: u64, right: u64) -> bool {
    match operator {
        Operator::LessThan => left < right,
        Operator::LessThanOrEqual => left <= right,
        Operator::GreaterThan => left > right,
        Operator::GreaterThanOrEqual => left >= right,
        _ => false,
    }
}

fn transformed<'v>(value: &'v [u8], transforms: &[Transform]) -> Cow<'v, [u8]> {
    transforms.iter().fold(Cow::Borrowed(value), |value, transform| {
        let transformation = match transform {
            Transform::Lowercase => Transformation::Lowercase,
            Transform::Uppercase => Transformation::Uppercase,
            Transform::Trim => Transformation::Trim,
            Transform::UrlDecode => Transformation::UrlDecode,
            Transform::UrlEncode => Transformation::UrlEncode,
            Transform::RemoveNulls => Transformation::RemoveNulls,
            Transform::HtmlEntityDecode => Transformation::HtmlEntityDecode,
        };
        transformation.apply(value, &UnicodeMap::default())
    })
}

/// The group a request is counted in.
fn group(
    by: GroupBy,
    view: &View<'_>,
    service: Service,
    countries: Option<&dyn Countries>,
) -> Result<String, Undecided> {
    // Front Door counts by the connection's address, Application Gateway by the client's.
    let own = if service == Service::FrontDoor { view.socket } else { view.client };
    let (address, by_country) = match by {
        GroupBy::Everyone => return Ok(String::new()),
        GroupBy::Address => (own, false),
        GroupBy::ForwardedAddress => (view.forwarded_for().or(own), false),
        GroupBy::Country => (own, true),
        GroupBy::ForwardedCountry => (view.forwarded_for().or(own), true),
    };
    let address = address.ok_or(Undecided::Address)?;
    if by_country {
        return Ok(countries.ok_or(Undecided::Country)?.country(address).unwrap_or_default());
    }
    Ok(address.to_string())
}
