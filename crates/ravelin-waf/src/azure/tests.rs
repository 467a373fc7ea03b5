//! Policies, by what Microsoft's pages say.

use super::*;
use crate::body::Limits;
use crate::http::Request;
use std::collections::BTreeMap;
use std::net::IpAddr;

struct Table;

impl Countries for Table {
    fn country(&self, address: IpAddr) -> Option<String> {
        (address.to_string() == "192.0.2.1").then(|| "DE".to_owned())
    }
}

#[derive(Default)]
struct Counts(BTreeMap<(String, String), u64>);

impl RateLimits for Counts {
    fn count(&mut self, rule: &str, group: &str, _: u32) -> u64 {
        let count = self.0.entry((rule.to_owned(), group.to_owned())).or_default();
        *count += 1;
        *count
    }
}

const WIRE: &[u8] = b"POST /login?user=a%20b&n=7 HTTP/1.1\r\nHost: example.org\r\nUser-Agent: EvilBot\r\nContent-Length: 12\r\n\
    Content-Type: application/x-www-form-urlencoded\r\nCookie: s=1; t=2\r\n\r\nname=x&age=30";

fn condition(variable: &str, operator: &str, values: &[&str]) -> Condition {
    let (variable, selector) = match variable.split_once(':') {
        Some((variable, selector)) => (variable, Some(selector.to_owned())),
        None => (variable, None),
    };
    Condition {
        variables: vec![(MatchVariable::from_name(variable).expect("a variable"), selector)],
        operator: Operator::from_name(operator).expect("an operator"),
        values: values.iter().map(|value| (*value).to_owned()).collect(),
        negate: false,
        transforms: Vec::new(),
    }
}

fn rule(name: &str, priority: u32, conditions: Vec<Condition>, action: Action) -> CustomRule {
    CustomRule { name: name.to_owned(), priority, enabled: true, kind: RuleKind::Match, conditions, action }
}

fn decide(service: Service, rules: &[CustomRule]) -> Decided {
    decide_from(service, rules, Some("192.0.2.1"), Some(&Table))
}

fn decide_from(
    service: Service,
    rules: &[CustomRule],
    from: Option<&str>,
    countries: Option<&dyn Countries>,
) -> Decided {
    let request = Request::split(WIRE);
    let address = from.map(|address| address.parse().expect("an address"));
    let view = View::new(&request, address, address, &Limits::default());
    let rules = CustomRules::new(service, rules).expect("valid rules");
    rules.decide(&view, countries, &mut Counts::default())
}

/// Whether one condition holds.
fn check(service: Service, condition: Condition, expected: bool) {
    let shown = format!("{condition:?}");
    let found = decide(service, &[rule("r", 1, vec![condition], Action::Block)]).outcome;
    let expected = if expected {
        Outcome::Ended { rule: "r".to_owned(), action: Action::Block }
    } else {
        Outcome::Continue
    };
    assert_eq!(found, expected, "{shown}");
}

const BOTH: [Service; 2] = [Service::ApplicationGateway, Service::FrontDoor];

#[test]
fn variables_and_selectors() {
    for service in BOTH {
        for (variable, value, expected) in [
            ("RequestMethod", "POST", true),
            ("RequestUri", "/login?user=a%20b&n=7", true),
            ("QueryString", "user=a%20b&n=7", true),
            ("QueryString:user", "a b", true),
            ("QueryString:User", "a b", false),
            ("PostArgs:name", "x", true),
            ("PostArgs", "30", false),
            ("RequestHeaders:user-agent", "EvilBot", true),
            ("RequestHeaders:missing", "EvilBot", false),
            ("RequestBody", "name=x&age=3", true),
            ("RequestCookies:t", "2", true),
            ("RequestCookies:t", "1", false),
            ("RemoteAddr", "192.0.2.1", true),
        ] {
            check(service, condition(variable, "Equal", &[value]), expected);
        }
    }
}

#[test]
fn operators() {
    for service in BOTH {
        for (operator, values, expected) in [
            ("Contains", ["ilB"].as_slice(), true),
            ("Contains", &["ilb"], false),
            ("Contains", &["none", "Evil"], true),
            ("BeginsWith", &["Evil"], true),
            ("BeginsWith", &["Bot"], false),
            ("EndsWith", &["Bot"], true),
            ("Regex", &["^[A-Z][a-z]+Bot$"], true),
            ("Regex", &["^bot"], false),
            ("Any", &[], true),
        ] {
            check(service, condition("RequestHeaders:User-Agent", operator, values), expected);
        }
        check(service, condition("RemoteAddr", "IPMatch", &["192.0.2.0/24"]), true);
        check(service, condition("RemoteAddr", "IPMatch", &["198.51.100.7", "2001:db8::/32"]), false);
        check(service, condition("RemoteAddr", "GeoMatch", &["FR", "de"]), true);
        check(service, condition("RemoteAddr", "GeoMatch", &["FR"]), false);
    }
    check(Service::ApplicationGateway, condition("RequestHeaders:missing", "Any", &[]), false);
    check(Service::FrontDoor, condition("RequestHeaders:missing", "Any", &[]), true);
}

#[test]
fn sizes_and_numbers() {
    // "/login?user=a%20b&n=7" has 21 bytes.
    check(Service::FrontDoor, condition("RequestUri", "GreaterThanOrEqual", &["21"]), true);
    check(Service::FrontDoor, condition("RequestUri", "GreaterThan", &["21"]), false);
    check(Service::FrontDoor, condition("RequestUri", "LessThan", &["22"]), true);
    check(
        Service::ApplicationGateway,
        condition("RequestHeaders:Content-Length", "GreaterThan", &["11"]),
        true,
    );
    check(
        Service::ApplicationGateway,
        condition("RequestHeaders:Content-Length", "LessThanOrEqual", &["11"]),
        false,
    );
    let rules = [rule("r", 1, vec![condition("RequestUri", "GreaterThan", &["1"])], Action::Block)];
    let undecided = Outcome::Undecided { rule: "r".to_owned(), why: Undecided::NotANumber };
    assert_eq!(decide(Service::ApplicationGateway, &rules).outcome, undecided);
}

#[test]
fn negation_and_transforms() {
    for service in BOTH {
        let mut negated = condition("QueryString", "Contains", &["password"]);
        negated.negate = true;
        check(service, negated, true);
        let mut negated = condition("RequestMethod", "Equal", &["POST"]);
        negated.negate = true;
        check(service, negated, false);
        let mut lowered = condition("RequestHeaders:User-Agent", "Contains", &["evilbot"]);
        lowered.transforms = vec![Transform::Lowercase, Transform::Trim];
        check(service, lowered, true);
        let mut decoded = condition("QueryString", "Contains", &["A B"]);
        decoded.transforms = vec![Transform::UrlDecode, Transform::Uppercase];
        check(service, decoded, true);
    }
}

#[test]
fn conditions_are_all_needed() {
    let good = || condition("RequestMethod", "Equal", &["POST"]);
    let bad = || condition("RequestMethod", "Equal", &["GET"]);
    for (conditions, expected) in
        [(vec![good(), good()], true), (vec![good(), bad()], false), (vec![bad(), good()], false)]
    {
        let found = decide(Service::FrontDoor, &[rule("r", 1, conditions, Action::Block)]).outcome;
        assert_eq!(found != Outcome::Continue, expected);
    }
}

#[test]
fn the_lowest_priority_comes_first_and_logging_goes_on() {
    let always = || vec![condition("RequestMethod", "Equal", &["POST"])];
    let rules = [
        rule("block", 30, always(), Action::Block),
        rule("log", 10, always(), Action::Log),
        rule("allow", 20, always(), Action::Allow),
    ];
    let decided = decide(Service::FrontDoor, &rules);
    assert_eq!(decided.logged, ["log"]);
    assert_eq!(decided.outcome, Outcome::Ended { rule: "allow".to_owned(), action: Action::Allow });
    let mut off = rules.to_vec();
    off[2].enabled = false;
    let decided = decide(Service::FrontDoor, &off);
    assert_eq!(decided.outcome, Outcome::Ended { rule: "block".to_owned(), action: Action::Block });
}

#[test]
fn what_is_not_known_is_not_passed() {
    let geo = [rule("geo", 1, vec![condition("RemoteAddr", "GeoMatch", &["FR"])], Action::Block)];
    let undecided = |why| Outcome::Undecided { rule: "geo".to_owned(), why };
    let found = decide_from(Service::FrontDoor, &geo, Some("192.0.2.1"), None).outcome;
    assert_eq!(found, undecided(Undecided::Country));
    let found = decide_from(Service::FrontDoor, &geo, None, Some(&Table)).outcome;
    assert_eq!(found, undecided(Undecided::Address));
    // Another condition that fails settles it.
    let mut settled = geo.to_vec();
    settled[0].conditions.push(condition("RequestMethod", "Equal", &["GET"]));
    assert_eq!(decide_from(Service::FrontDoor, &settled, None, None).outcome, Outcome::Continue);
}

#[test]
fn rate_limits_count_what_matches() {
    let mut limited =
        rule("limit", 1, vec![condition("RequestUri", "BeginsWith", &["/login"])], Action::Block);
    limited.kind = RuleKind::RateLimit { threshold: 2, minutes: 1, group_by: GroupBy::Address };
    let rules = CustomRules::new(Service::ApplicationGateway, &[limited]).expect("valid rules");
    let mut counts = Counts::default();
    let mut blocked = |from: &str| {
        let request = Request::split(WIRE);
        let view = View::new(&request, from.parse().ok(), None, &Limits::default());
        rules.decide(&view, None, &mut counts).outcome != Outcome::Continue
    };
    assert_eq!([blocked("192.0.2.1"), blocked("192.0.2.1"), blocked("192.0.2.1")], [false, false, true]);
    assert!(!blocked("192.0.2.2"));
}

#[test]
fn rules_the_service_would_refuse() {
    let refused = |service: Service, rules: &[CustomRule], message: &str| {
        let faults = CustomRules::new(service, rules).expect_err(message);
        assert!(faults.iter().any(|fault| fault.message.contains(message)), "{faults:?}");
    };
    let one = |condition: Condition, action: Action| [rule("r", 1, vec![condition], action)];
    let good = || condition("RequestMethod", "Equal", &["POST"]);
    let gateway = Service::ApplicationGateway;
    refused(gateway, &one(condition("SocketAddr", "IPMatch", &["192.0.2.1"]), Action::Block), "SocketAddr");
    refused(gateway, &one(good(), Action::Redirect), "Redirect");
    refused(gateway, &one(condition("RequestUri", "IPMatch", &["192.0.2.1"]), Action::Block), "addresses");
    refused(gateway, &one(condition("RemoteAddr", "IPMatch", &["192.0.2"]), Action::Block), "no network");
    refused(gateway, &one(condition("RequestUri", "LessThan", &["ten"]), Action::Block), "no number");
    refused(gateway, &one(condition("RequestUri", "Regex", &["(?=a)"]), Action::Block), "no pattern");
    refused(gateway, &one(condition("RequestUri", "Equal", &[]), Action::Block), "without a value");
    let mut entities = good();
    entities.transforms.push(Transform::HtmlEntityDecode);
    refused(Service::FrontDoor, &one(entities, Action::Block), "HtmlEntityDecode");
    refused(gateway, &[rule("r", 1, Vec::new(), Action::Block)], "no condition");
    let twins = [rule("a", 1, vec![good()], Action::Log), rule("b", 1, vec![good()], Action::Log)];
    refused(gateway, &twins, "priority 1 is taken");
    let many: Vec<_> = (0..101).map(|priority| rule("r", priority, vec![good()], Action::Log)).collect();
    refused(gateway, &many, "at most 100");
}

fn set(kind: &str, version: &str, overrides: Vec<GroupOverride>) -> ManagedRuleSet {
    ManagedRuleSet { kind: kind.to_owned(), version: version.to_owned(), overrides, exclusions: Vec::new() }
}

fn group(name: &str, rules: Vec<RuleOverride>) -> GroupOverride {
    GroupOverride { group: name.to_owned(), rules, exclusions: Vec::new() }
}

fn exclusion(variable: &str, operator: &str, selector: &str) -> Exclusion {
    Exclusion {
        variable: ExclusionVariable::from_name(variable).expect("a variable"),
        operator: ExclusionOperator::from_name(operator).expect("an operator"),
        selector: selector.to_owned(),
        applies_to: Vec::new(),
    }
}

fn directives(service: Service, sets: &[ManagedRuleSet], exclusions: &[Exclusion]) -> Vec<String> {
    tune(service, sets, exclusions).0.iter().filter_map(Tuning::directive).collect()
}

#[test]
fn groups_and_rules_are_turned_off() {
    let off = |id| RuleOverride { id, enabled: false, action: None, exclusions: Vec::new() };
    let sets = [set(
        "OWASP",
        "3.2",
        vec![
            group("REQUEST-942-APPLICATION-ATTACK-SQLI", vec![off(942_100)]),
            group("REQUEST-941-APPLICATION-ATTACK-XSS", Vec::new()),
            group("General", vec![off(200_003)]),
        ],
    )];
    assert_eq!(
        directives(Service::ApplicationGateway, &sets, &[]),
        ["SecRuleRemoveById 942100", "SecRuleRemoveById 941000-941999", "SecRuleRemoveById 200003"]
    );
}

#[test]
fn rules_that_are_off_until_turned_on() {
    let on = RuleOverride { id: 942_430, enabled: true, action: Some(Action::Log), exclusions: Vec::new() };
    let sets = [set("Microsoft_DefaultRuleSet", "2.1", vec![group("SQLI", vec![on])])];
    let (tunings, notes) = tune(Service::FrontDoor, &sets, &[]);
    let removed: Vec<_> = tunings.iter().filter_map(Tuning::directive).collect();
    assert_eq!(
        removed,
        [
            "SecRuleRemoveById 942110",
            "SecRuleRemoveById 942150",
            "SecRuleRemoveById 942260",
            "SecRuleRemoveById 942440"
        ]
    );
    let rules = Rules { first: 942_430, last: 942_430 };
    assert!(tunings.contains(&Tuning::SetAction { rules, action: Action::Log }));
    assert!(tunings.contains(&Tuning::Threshold(5)));
    assert_eq!(notes, []);
    assert_eq!(
        directives(Service::ApplicationGateway, &[set("Microsoft_DefaultRuleSet", "2.1", vec![])], &[]),
        [""; 0]
    );
}

#[test]
fn exclusions() {
    let target = |service, variable: &str, operator: &str, selector: &str| {
        let all = directives(service, &[], &[exclusion(variable, operator, selector)]);
        all.first().cloned().unwrap_or_default().replace("SecRuleUpdateTargetById 911000-948999 ", "")
    };
    let gateway = |variable: &str, operator: &str, selector: &str| {
        target(Service::ApplicationGateway, variable, operator, selector)
    };
    assert_eq!(gateway("RequestHeaderValues", "Equals", "User-Agent"), "\"!REQUEST_HEADERS:User-Agent\"");
    assert_eq!(gateway("RequestHeaderNames", "StartsWith", "X-"), "\"!REQUEST_HEADERS:/(?i)^X-/\"");
    assert_eq!(gateway("RequestHeaderKeys", "Equals", "X-Scanner"), "\"!REQUEST_HEADERS_NAMES:X-Scanner\"");
    assert_eq!(gateway("RequestCookieNames", "EndsWith", "id"), "\"!REQUEST_COOKIES:/(?-i)id$/\"");
    assert_eq!(gateway("RequestArgNames", "Equals", "text"), "\"!ARGS:/(?-i)^(?:json\\.)?text$/\"");
    assert_eq!(gateway("RequestArgKeys", "Contains", "sleep"), "\"!ARGS_NAMES:/(?-i)sleep/\"");
    assert_eq!(gateway("RequestArgValues", "EqualsAny", "*"), "\"!ARGS\"");
    assert_eq!(
        gateway("RequestCookieKeys", "Contains", "/etc/\""),
        "\"!REQUEST_COOKIES_NAMES:/(?-i)\\x2fetc\\x2f\\x22/\""
    );
    assert_eq!(target(Service::FrontDoor, "RequestCookieNames", "Equals", "s"), "\"!REQUEST_COOKIES:s\"");
    assert_eq!(target(Service::FrontDoor, "QueryStringArgNames", "Equals", "q"), "\"!ARGS:/(?-i)^q$/\"");
}

#[test]
fn exclusions_of_some_rules() {
    let mut some = exclusion("RequestHeaderValues", "Equals", "User-Agent");
    some.applies_to = vec![
        ("REQUEST-942-APPLICATION-ATTACK-SQLI".to_owned(), vec![942_150, 942_410]),
        ("REQUEST-941-APPLICATION-ATTACK-XSS".to_owned(), Vec::new()),
    ];
    assert_eq!(
        directives(Service::ApplicationGateway, &[], &[some]),
        [
            "SecRuleUpdateTargetById 942150 \"!REQUEST_HEADERS:User-Agent\"",
            "SecRuleUpdateTargetById 942410 \"!REQUEST_HEADERS:User-Agent\"",
            "SecRuleUpdateTargetById 941000-941999 \"!REQUEST_HEADERS:User-Agent\"",
        ]
    );
    let mut set = set("Microsoft_DefaultRuleSet", "2.1", vec![group("XSS", vec![])]);
    set.overrides[0].exclusions.push(exclusion("QueryStringArgNames", "EqualsAny", "*"));
    let found = directives(Service::FrontDoor, &[set], &[]);
    assert_eq!(found.last().map(String::as_str), Some("SecRuleUpdateTargetById 941000-941999 \"!ARGS\""));
}

#[test]
fn what_rule_sets_are_made_from() {
    let base = |kind: &str, version: &str| {
        base_rules(Service::FrontDoor, kind, version).map(|base| base.core_rule_set)
    };
    assert_eq!(base("OWASP", "3.2"), Some("3.2.0"));
    assert_eq!(base("Microsoft_DefaultRuleSet", "2.1"), Some("3.3.2"));
    assert_eq!(base("Microsoft_DefaultRuleSet", "2.2"), Some("3.3.4"));
    assert_eq!(base("BotProtection", "preview-0.1"), None);
    let (_, notes) = tune(Service::FrontDoor, &[set("Microsoft_DefaultRuleSet", "2.2", vec![])], &[]);
    assert_eq!(notes, [TuningNote::OffUnknown("Microsoft_DefaultRuleSet 2.2".to_owned())]);
}

#[test]
fn what_has_no_effect_is_said() {
    let rule = RuleOverride { id: 99_005_006, enabled: true, action: None, exclusions: Vec::new() };
    let sets = [
        set("Microsoft_BotManagerRuleSet", "1.0", Vec::new()),
        set(
            "Microsoft_DefaultRuleSet",
            "2.1",
            vec![
                group("MS-ThreatIntel-SQLI", Vec::new()),
                group("nothing", Vec::new()),
                group("General", vec![rule]),
            ],
        ),
    ];
    let (_, notes) = tune(Service::ApplicationGateway, &sets, &[]);
    assert_eq!(
        notes,
        [
            TuningNote::RuleSet("Microsoft_BotManagerRuleSet 1.0".to_owned()),
            TuningNote::Group("MS-ThreatIntel-SQLI".to_owned()),
            TuningNote::UnknownGroup("nothing".to_owned()),
            TuningNote::Rule(99_005_006),
        ]
    );
}

#[test]
fn tunings_load_as_directives() {
    let mut rules = "SecRule ARGS \"@rx x\" \"id:942100,phase:2,pass\"\n".to_owned();
    let off = RuleOverride { id: 942_100, enabled: false, action: None, exclusions: Vec::new() };
    let sets = [set("OWASP", "3.2", vec![group("SQLI", vec![off])])];
    let all = [
        exclusion("RequestHeaderNames", "StartsWith", "X-\"/|,"),
        exclusion("RequestArgNames", "Equals", "a b"),
        exclusion("RequestCookieNames", "EqualsAny", "*"),
    ];
    for directive in directives(Service::ApplicationGateway, &sets, &all) {
        rules.push_str(&directive);
        rules.push('\n');
    }
    assert!(crate::RuleSet::parse(&rules).is_ok(), "{rules}\n{:?}", crate::RuleSet::parse(&rules).err());
}
