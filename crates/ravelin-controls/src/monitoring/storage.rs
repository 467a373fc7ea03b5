#![doc = include_str!("storage.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "diagnostics-storage",
        title: "Storage account sends the logs of its services nowhere",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("GOV-6"), Maps::Guidance("GOV-3"), Maps::Mcsb("LT-3")],
        page: include_str!("storage.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.Storage/storageAccounts"], check),
};

use super::settings;

const BLOBS: &str = "blobServices";

/// The services with the children that show that one is used.
const SERVICES: [(&str, &str, &str); 4] = [
    (BLOBS, "blob", "containers"),
    ("fileServices", "file", "shares"),
    ("queueServices", "queue", "queues"),
    ("tableServices", "table", "tables"),
];

fn check(account: &Node<'_>) -> Verdict {
    let used = |service: &str, child: &str| {
        let ty = format!("Microsoft.Storage/storageAccounts/{service}/{child}");
        !account.descendants(&ty).is_empty()
    };
    // An account of which nothing more is known holds blobs.
    let none = !SERVICES.iter().any(|(service, _, child)| used(service, child));
    let judged =
        SERVICES.iter().filter(|(service, _, child)| used(service, child) || (none && *service == BLOBS));
    let tests: Vec<(&str, Test)> = judged
        .map(|(service, name, _)| (*name, settings::of_part(account, &format!("/{service}/"))))
        .collect();
    let silent = tests.iter().find(|(_, test)| !test.holds()).map_or("blob", |(name, _)| name);
    let message = format!("sends the logs of its {silent} service nowhere");
    all(tests.into_iter().map(|(_, test)| test)).or_fail(message)
}
