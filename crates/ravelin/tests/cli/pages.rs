//! `explain`, `controls`, `completions`, `man`, and the help.

use crate::project::{CONTROL, Project};

#[test]
fn a_control_is_explained() {
    let project = Project::of([]);
    let ran = project.run(&["explain", CONTROL]);
    assert_eq!(ran.code, 0);
    assert!(ran.stdout.starts_with(&format!("# {CONTROL}\n")), "{ran:?}");
    assert!(ran.stdout.contains("## How to fix"), "{ran:?}");
    let coloured = project.run(&["explain", CONTROL, "--color", "always"]);
    assert!(coloured.stdout.contains("\x1b["));
    let json = project.run(&["explain", CONTROL, "--format", "json"]).json();
    assert_eq!(json["id"], CONTROL);
    assert!(json["page"].as_str().unwrap().contains("## Fails"));
}

#[test]
fn the_rules_on_ignores_are_explained_as_well() {
    let project = Project::of([]);
    for rule in ["ignore-unused", "ignore-unknown", "ignore-expired", "ignore-without-reason"] {
        let ran = project.run(&["explain", rule]);
        assert_eq!(ran.code, 0, "{rule}");
        for heading in ["## Fails", "## Passes", "## How to fix"] {
            assert!(ran.stdout.contains(heading), "{rule} has no {heading}");
        }
    }
}

#[test]
fn a_recommendation_lists_its_controls() {
    let project = Project::of([]);
    let ran = project.run(&["explain", "net-9"]);
    assert!(ran.stdout.starts_with("# NET-9\n"), "{ran:?}");
    let json = project.run(&["explain", "NET-9", "--format", "json"]).json();
    assert!(!json["controls"].as_array().unwrap().is_empty());
    let none = project.run(&["explain", "GOV-4"]);
    assert_eq!(none.code, 0);
}

#[test]
fn a_wrong_name_is_a_mistake_with_advice() {
    let project = Project::of([]);
    let ran = project.run(&["explain", "service-bus-publik-network"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains(&format!("help: did you mean `{CONTROL}`?")), "{ran:?}");
    assert_eq!(project.run(&["explain", "NOTHING-LIKE-IT-AT-ALL"]).code, 2);
}

#[test]
fn the_catalogue_is_the_same_in_every_format() {
    let project = Project::of([]);
    let json = project.run(&["controls", "--format", "json"]).json();
    let ids: Vec<&str> =
        json["controls"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap()).collect();
    assert!(ids.contains(&CONTROL) && ids.contains(&"ignore-unused"));
    for format in ["text", "markdown"] {
        let listed = project.run(&["controls", "--format", format]).stdout;
        let missing: Vec<&&str> = ids.iter().filter(|id| !listed.contains(**id)).collect();
        assert!(missing.is_empty(), "{format}: {missing:?}");
    }
}

#[test]
fn shells_and_manuals_are_served() {
    let project = Project::of([]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = project.run(&["completions", shell]);
        assert!(ran.code == 0 && ran.stdout.contains("resources"), "{shell}");
    }
    assert!(project.run(&["man"]).stdout.contains(".TH"));
    let check = project.run(&["man", "check"]).stdout;
    assert!(check.contains("fail\\-on"), "{check}");
    assert_eq!(project.run(&["man", "chekc"]).code, 2);
}

#[test]
fn the_help_teaches() {
    let project = Project::of([]);
    let ran = project.run(&["--help"]);
    for word in ["Examples:", "Exit codes:", "ravelin check infra"] {
        assert!(ran.stdout.contains(word), "{word}");
    }
    assert!(project.run(&["check", "--help"]).stdout.contains("NAME.prod.bicepparam"));
}
