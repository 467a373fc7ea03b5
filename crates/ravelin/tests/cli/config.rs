//! `ravelin.toml` as the program heeds it.

use crate::project::{CLOSED, CONTROL, OPEN, Project, account};

#[test]
fn the_nearest_file_upwards_holds() {
    let project = Project::of([("infra/main.bicep", OPEN), ("ravelin.toml", "fail-on = 'critical'\n")]);
    assert_eq!(project.check(&["infra/main.bicep"]).code, 0);
    assert_eq!(project.check(&["infra"]).code, 0);
    assert_eq!(project.check(&["infra", "--fail-on", "high"]).code, 1, "the command line goes first");
    project.put("infra/ravelin.toml", "fail-on = 'low'\n");
    assert_eq!(project.check(&["infra"]).code, 1);
    assert_eq!(project.check(&["infra", "--config", "ravelin.toml"]).code, 0);
}

#[test]
fn mistakes_are_shown_with_line_column_and_advice() {
    let project =
        Project::of([("main.bicep", CLOSED), ("ravelin.toml", "pedantic = true\nfail_on = 'high'\n")]);
    let ran = project.check(&["."]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("ravelin.toml:2:1: there is no key `fail_on`"), "{ran:?}");
    assert!(ran.stderr.contains("help: did you mean `fail-on`?"), "{ran:?}");
    project.put("ravelin.toml", "a = = b");
    let ran = project.check(&["."]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("ravelin.toml:1:"), "{ran:?}");
}

#[test]
fn a_control_is_switched_off_with_a_reason_until_a_day() {
    let project = Project::of([("main.bicep", OPEN)]);
    project.put("ravelin.toml", format!("[disabled]\n{CONTROL} = 'all our partners are on the Internet'\n"));
    let ran = project.check_ignores(&["."]);
    assert_eq!((ran.code, ran.findings().len()), (0, 0), "{ran:?}");
    project.put(
        "ravelin.toml",
        format!("[disabled]\n{CONTROL} = {{ reason = 'moving', until = '2026-01-31' }}\n"),
    );
    let ran = project.check_ignores(&[".", "--today", "2026-01-31"]);
    assert!(ran.findings().is_empty(), "{ran:?}");
    let ran = project.check_ignores(&[".", "--today", "2026-02-01"]);
    let found: Vec<String> = ran.findings().into_iter().map(|(control, _)| control).collect();
    assert_eq!(found, [CONTROL, "ignore-expired"]);
    project.put("ravelin.toml", format!("[disabled]\n{CONTROL} = ''\n"));
    assert_eq!(project.check_ignores(&["."]).code, 2);
}

#[test]
fn the_place_of_deployment_is_known_when_it_is_said() {
    let text = account("'st'").replace("'westeurope'", "resourceGroup().location");
    let project = Project::of([("main.bicep", text.as_str())]);
    let location =
        |arguments: &[&str]| project.resources(arguments).json()["resources"][0]["location"].clone();
    assert!(location(&["."]).get("$unknown").is_some());
    project.put("ravelin.toml", "[deployment]\nlocation = 'westeurope'\n");
    assert_eq!(location(&["."]), "westeurope");
    assert_eq!(location(&[".", "--location", "northeurope"]), "northeurope");
}

#[test]
fn environment_variables_are_seen_only_when_allowed() {
    let project = Project::of([
        ("main.bicep", format!("param name string\n{}", account("name")).as_str()),
        ("main.bicepparam", "using 'main.bicep'\nparam name = readEnvironmentVariable('ST_NAME')\n"),
    ]);
    let name = |arguments: &[&str]| {
        let mut all = vec!["resources", "--format", "json", "."];
        all.extend(arguments);
        let output = project.command(&all).env("ST_NAME", "stenv").output().unwrap();
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        json["resources"][0]["name"].clone()
    };
    assert!(name(&[]).get("$unknown").is_some());
    assert_eq!(name(&["--env", "ST_NAME"]), "stenv");
}
