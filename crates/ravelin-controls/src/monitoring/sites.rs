#![doc = include_str!("sites.md")]
use super::settings::Wanted;
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "diagnostics-sites",
        title: "App Service, Functions or Logic Apps Standard sends its logs nowhere",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("GOV-6"), Maps::Guidance("GOV-3"), Maps::Mcsb("LT-3")],
        page: include_str!("sites.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.Web/sites"], check),
};

fn check(node: &Node<'_>) -> Verdict {
    super::settings::sends(node, Wanted::Any(&["FunctionAppLogs", "WorkflowRuntime", "AppServiceHTTPLogs"]))
}
