//! What the service would refuse in a custom rule, and what a condition looks for, read once.

use super::{Action, Condition, CustomRule, MatchVariable, Operator, RuleKind, Service, Transform};
use crate::regex::Pattern;
use ipnet::IpNet;
use std::net::IpAddr;

/// What a condition looks for.
#[derive(Debug)]
pub(super) enum Wanted {
    Texts,
    Networks(Vec<IpNet>),
    Numbers(Vec<u64>),
    Patterns(Vec<Pattern>),
}

/// Checks one rule; what each of its conditions looks for.
pub(super) fn check(rule: &CustomRule, service: Service, mut fault: impl FnMut(String)) -> Vec<Wanted> {
    let front_door_only = [Action::Redirect, Action::Captcha];
    if service == Service::ApplicationGateway && front_door_only.contains(&rule.action) {
        fault(format!("`{}` is an action of Front Door", rule.action.name()));
    }
    if let RuleKind::RateLimit { minutes, .. } = rule.kind
        && !matches!(minutes, 1 | 5)
    {
        fault(format!("a window of {minutes} minutes, it is 1 or 5"));
    }
    if rule.conditions.is_empty() {
        fault("no condition".to_owned());
    }
    rule.conditions.iter().map(|condition| check_condition(condition, service, &mut fault)).collect()
}

fn check_condition(condition: &Condition, service: Service, fault: &mut dyn FnMut(String)) -> Wanted {
    let operator = condition.operator;
    let is_address =
        |variable: &MatchVariable| matches!(variable, MatchVariable::RemoteAddr | MatchVariable::SocketAddr);
    for (variable, _) in &condition.variables {
        if *variable == MatchVariable::SocketAddr && service == Service::ApplicationGateway {
            fault("`SocketAddr` is a variable of Front Door".to_owned());
        }
        let is_fit = match operator {
            Operator::IpMatch | Operator::GeoMatch => is_address(variable),
            _ => true,
        };
        if !is_fit {
            fault(format!("`{}` looks at addresses, not at `{}`", operator.name(), variable.name()));
        }
    }
    if condition.variables.is_empty() {
        fault("a condition without a variable".to_owned());
    }
    if condition.transforms.contains(&Transform::HtmlEntityDecode) && service == Service::FrontDoor {
        fault("`HtmlEntityDecode` is a transform of Application Gateway".to_owned());
    }
    if condition.values.is_empty() && operator != Operator::Any {
        fault(format!("`{}` without a value", operator.name()));
    }
    match operator {
        Operator::IpMatch => Wanted::Networks(each(&condition.values, fault, "no network", network)),
        Operator::LessThan
        | Operator::LessThanOrEqual
        | Operator::GreaterThan
        | Operator::GreaterThanOrEqual => {
            Wanted::Numbers(each(&condition.values, fault, "no number", |value| value.trim().parse().ok()))
        }
        Operator::Regex => Wanted::Patterns(each(
            &condition.values,
            fault,
            "no pattern that can be matched in linear time",
            |value| Pattern::parse(value).ok(),
        )),
        Operator::Equal
        | Operator::Contains
        | Operator::BeginsWith
        | Operator::EndsWith
        | Operator::GeoMatch
        | Operator::Any => Wanted::Texts,
    }
}

fn each<T>(
    values: &[String],
    fault: &mut dyn FnMut(String),
    what: &str,
    read: impl Fn(&str) -> Option<T>,
) -> Vec<T> {
    let mut all = Vec::new();
    for value in values {
        match read(value) {
            Some(value) => all.push(value),
            None => fault(format!("`{value}` is {what}")),
        }
    }
    all
}

/// A network, or the network of one address.
fn network(value: &str) -> Option<IpNet> {
    let value = value.trim();
    value.parse().ok().or_else(|| value.parse::<IpAddr>().ok().map(IpNet::from))
}
