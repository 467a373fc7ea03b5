#![doc = include_str!("front_door.md")]
use super::settings::Wanted;
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "diagnostics-front-door",
        title: "Front Door sends its logs nowhere",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("GOV-6"), Maps::Guidance("GOV-3"), Maps::Mcsb("LT-3")],
        page: include_str!("front_door.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.Cdn/profiles"], check),
};

fn check(profile: &Node<'_>) -> Verdict {
    let door = profile.prop("sku.name");
    let door = door.names("Standard_AzureFrontDoor").or(door.names("Premium_AzureFrontDoor"));
    let logs = Wanted::All(&["FrontDoorAccessLog", "FrontDoorWebApplicationFirewallLog"]);
    super::settings::sends(profile, logs).when(door)
}
