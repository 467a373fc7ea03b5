#![doc = include_str!("sas_policy.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "storage-sas-policy",
        title: "Storage account does not limit how long SAS tokens live",
        severity: Severity::Info,
        audience: Audience::Pedantic,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("IAM-5"), Maps::Mcsb("IM-8")],
        page: include_str!("sas_policy.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.Storage/storageAccounts"], check),
};

fn check(account: &Node<'_>) -> Verdict {
    let keys = account.prop("properties.allowSharedKeyAccess").is_false().not();
    let limited = account.prop("properties.sasPolicy.sasExpirationPeriod").is_set();
    limited.or_fail("does not limit how long SAS tokens live").when(keys)
}
