#![doc = include_str!("managed_rules.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "waf-managed-rules",
        title: "WAF policy without a current managed rule set",
        severity: Severity::High,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("NET-2"), Maps::Mcsb("NS-6")],
        page: include_str!("managed_rules.md"),
        source: file!(),
    },
    check: Check::Each(super::CURRENT, check),
};

fn check(policy: &Node<'_>) -> Verdict {
    let sets = super::rule_sets(policy);
    let set = |set: &Prop, ty: &str, version: &str| {
        set.at("ruleSetType").names(ty).and(set.at("ruleSetVersion").at_least_version(version))
    };
    // The support policy covers the newest three: DRS 2.2, DRS 2.1 and then CRS 3.2 or DRS 2.0.
    let current = if super::is_of_gateway(policy) {
        sets.any(|one| set(one, "Microsoft_DefaultRuleSet", "2.1").or(set(one, "OWASP", "3.2")))
    } else {
        sets.any(|one| set(one, "Microsoft_DefaultRuleSet", "2.0"))
    };
    let old = sets.known.iter().find_map(|one| {
        let ty = one.at("ruleSetType");
        let ty = ty.text().filter(|ty| super::BASE_SETS.iter().any(|base| base.eq_ignore_ascii_case(ty)))?;
        Some(format!("relies on {ty} {}, which is no longer supported", one.at("ruleSetVersion").text()?))
    });
    current
        .or_fail(old.unwrap_or_else(|| {
            let others =
                if sets.known.is_empty() { "no managed rule set" } else { "no rule set against injections" };
            format!("has {others}")
        }))
        // Front Door Standard knows custom rules only.
        .when(policy.prop("sku.name").names("Standard_AzureFrontDoor").not())
}
