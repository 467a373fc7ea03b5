#![doc = include_str!("catch_all_allow.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "waf-catch-all-allow",
        title: "WAF policy lets everybody past its managed rules",
        severity: Severity::High,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("NET-2"), Maps::Mcsb("NS-6")],
        page: include_str!("catch_all_allow.md"),
        source: file!(),
    },
    check: Check::Each(super::POLICIES, check),
};

fn check(policy: &Node<'_>) -> Verdict {
    let path =
        if super::is_of_gateway(policy) { "properties.customRules" } else { "properties.customRules.rules" };
    let rules = policy.prop(path).items();
    rules
        .any(|rule| {
            let conditions = rule.at("matchConditions").items();
            let on = rule.at("state").names("Disabled").or(rule.at("enabledState").names("Disabled")).not();
            let all = conditions.some().and(conditions.all(always));
            rule.at("action").names("Allow").and(on).and(all)
        })
        .then_fail("lets every request past its managed rules")
}

/// A condition that every request meets. The two kinds of policy name things differently (and one misspells them).
fn always(condition: &Prop) -> Test {
    let negated = condition.at("negateCondition").is_on().or(condition.at("negationConditon").is_on());
    let operator = condition.at("operator");
    let among = |wanted: &[&str]| {
        let hit = |value: &Prop| any(wanted.iter().map(|one| value.names(one)).collect::<Vec<_>>());
        condition.at("matchValue").items().any(hit).or(condition.at("matchValues").items().any(hit))
    };
    // With a selector, the question is whether that header or cookie is there.
    let selects = condition
        .at("selector")
        .is_set()
        .or(condition.at("matchVariables").items().any(|variable| variable.at("selector").is_set()));
    let anything = operator.names("Any").and(selects.not());
    let everybody = operator.names("IPMatch").and(among(&["0.0.0.0/0", "*"]));
    let uri = condition.at("matchVariable").names("RequestUri").or(condition
        .at("matchVariables")
        .items()
        .any(|variable| variable.at("variableName").names("RequestUri")));
    let every_path = uri.and(operator.names("BeginsWith").or(operator.names("Contains"))).and(among(&["/"]));
    negated.not().and(any([anything, everybody, every_path]))
}
