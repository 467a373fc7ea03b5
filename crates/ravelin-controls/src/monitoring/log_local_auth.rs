#![doc = include_str!("log_local_auth.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "log-analytics-local-auth",
        title: "Log Analytics workspace takes logs from whoever has its key",
        severity: Severity::Low,
        audience: Audience::Pedantic,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("GOV-6"), Maps::Guidance("IAM-2"), Maps::Mcsb("IM-1")],
        page: include_str!("log_local_auth.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.OperationalInsights/workspaces"], check),
};

fn check(workspace: &Node<'_>) -> Verdict {
    workspace
        .prop("properties.features.disableLocalAuth")
        .is_on()
        .or_fail("takes logs from whoever has its key")
}
