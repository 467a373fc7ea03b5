#![doc = include_str!("data_factory.md")]
use super::settings::Wanted;
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "diagnostics-data-factory",
        title: "Data factory sends its logs nowhere",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("GOV-6"), Maps::Guidance("GOV-3"), Maps::Mcsb("LT-3")],
        page: include_str!("data_factory.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.DataFactory/factories"], check),
};

fn check(node: &Node<'_>) -> Verdict {
    super::settings::sends(node, Wanted::All(&["ActivityRuns", "PipelineRuns", "TriggerRuns"]))
}
