#![doc = include_str!("cross_tenant_replication.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "storage-cross-tenant-replication",
        title: "Storage account can be replicated to another tenant",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("ENC-2"), Maps::Mcsb("DP-2")],
        page: include_str!("cross_tenant_replication.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.Storage/storageAccounts"], check),
};

fn check(account: &Node<'_>) -> Verdict {
    let allowed = account.prop("properties.allowCrossTenantReplication");
    allowed.is_false().or_fail("lets its objects be replicated to another tenant")
}
