#![doc = include_str!("policy_all.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "key-vault-policy-all",
        title: "Access policy grants everything",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("IAM-1"), Maps::Guidance("IAM-5"), Maps::Mcsb("PA-7")],
        page: include_str!("policy_all.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.KeyVault/vaults", "Microsoft.KeyVault/vaults/accessPolicies"], check),
};

/// What a policy speaks of.
const KINDS: [&str; 4] = ["secrets", "keys", "certificates", "storage"];

/// Policies count only in access-policy mode.
fn check(node: &Node<'_>) -> Verdict {
    let vault = if node.resource.is(super::VAULT) { Some(*node) } else { node.ancestor(super::VAULT) };
    let mode =
        vault.map_or_else(Test::no, |vault| vault.prop("properties.enableRbacAuthorization").is_true());
    let policies = node.prop("properties.accessPolicies").items();
    if policies.known.is_empty() && policies.rest.is_none() {
        return Verdict::not_applicable();
    }
    let all_of = |policy: &Prop, kind: &str| {
        policy
            .prop("permissions")
            .prop(kind)
            .items()
            .any(|permission| permission.ask_or(false, |one| one.same_ignoring_case("all")))
    };
    let worst = KINDS.into_iter().find(|kind| policies.any(|policy| all_of(policy, kind)).holds());
    let message =
        worst.map_or("grants all permissions".to_owned(), |kind| format!("grants all permissions on {kind}"));
    policies.any(|policy| any(KINDS.map(|kind| all_of(policy, kind)))).then_fail(message).when(mode.not())
}
