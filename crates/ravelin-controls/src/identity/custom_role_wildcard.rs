#![doc = include_str!("custom_role_wildcard.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "custom-role-wildcard",
        title: "Custom role allows more than its author can have meant",
        severity: Severity::High,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("IAM-1"), Maps::Mcsb("PA-7")],
        page: include_str!("custom_role_wildcard.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.Authorization/roleDefinitions"], check),
};

use ravelin_model::Value;

fn check(role: &Node<'_>) -> Verdict {
    let lists = |block: &Prop| [block.prop("actions"), block.prop("dataActions")];
    let blocks = role.prop("properties.permissions").items();
    let all = blocks.known.iter().flat_map(lists).flat_map(|list| list.items().known);
    let first = all.into_iter().find(|action| action.ask(is_broad).holds());
    let message = match first.as_ref().and_then(Prop::text) {
        Some(action) => format!("allows `{action}`"),
        None => "allows actions of every kind".to_owned(),
    };
    blocks
        .any(|block| any(lists(block).map(|list| list.items().any(|action| action.ask(is_broad)))))
        .then_fail(message)
}

/// All actions, all of one verb that changes something or gives keys out, or the granting of rights. Registering
/// providers (`*/register/action`) and other single verbs change no resource.
fn is_broad(action: &Value) -> Option<bool> {
    let action = action.as_str()?.to_ascii_lowercase();
    let granting = [
        "microsoft.authorization/*",
        "microsoft.authorization/roleassignments/",
        "microsoft.authorization/roledefinitions/",
    ];
    let reads = action.ends_with("/read");
    let verbs = ["*/*", "*/write", "*/delete", "*/action", "*/listkeys/action", "*/listsecrets/action"];
    Some(
        action == "*"
            || verbs.contains(&action.as_str())
            || (!reads && granting.iter().any(|start| action.starts_with(start))),
    )
}
