#![doc = include_str!("log_retention.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "log-analytics-retention",
        title: "Log Analytics workspace keeps logs for less than 90 days",
        severity: Severity::Low,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("GOV-6"), Maps::Guidance("GOV-3"), Maps::Mcsb("LT-6")],
        page: include_str!("log_retention.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.OperationalInsights/workspaces"], check),
};

fn check(workspace: &Node<'_>) -> Verdict {
    let days = workspace.prop("properties.retentionInDays");
    let message = match days.value().and_then(ravelin_model::Value::as_int) {
        Some(days) => format!("keeps logs for {days} days"),
        None => "keeps logs for less than 90 days".to_owned(),
    };
    days.at_least(90).or_fail(message)
}
