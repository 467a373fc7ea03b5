//! Every exit code, in every format: the format never changes it.

use crate::project::{CLOSED, CONTROL, FORMATS, OPEN, Project};

#[track_caller]
fn check(project: &Project, arguments: &[&str], code: i32) {
    for format in FORMATS {
        let mut all = vec!["check", "--format", format, "--only", CONTROL];
        all.extend(arguments);
        let ran = project.run(&all);
        assert_eq!(ran.code, code, "{format}: {ran:?}");
    }
}

#[test]
fn clean_is_0() {
    check(&Project::of([("main.bicep", CLOSED)]), &["."], 0);
}

#[test]
fn findings_are_1_from_the_threshold_on() {
    let project = Project::of([("main.bicep", OPEN)]);
    check(&project, &["."], 1);
    check(&project, &[".", "--fail-on", "high"], 1);
    check(&project, &[".", "--fail-on", "critical"], 0);
    check(&project, &[".", "--fail-on", "never"], 0);
}

#[test]
fn what_is_undecided_is_no_failure() {
    let text = OPEN.replace("'Enabled'", "access");
    let project = Project::of([("main.bicep", format!("param access string\n{text}").as_str())]);
    check(&project, &["."], 0);
    let ran = project.check(&["."]);
    assert_eq!(ran.json()["findings"][0]["verdict"], "unknown");
    assert_eq!(ran.json()["findings"][0]["depends_on"][0], "access");
}

#[test]
fn a_wrong_command_line_is_2() {
    let project = Project::of([("main.bicep", OPEN), ("notes.txt", "x"), ("data.json", "{}")]);
    check(&project, &["nowhere"], 2);
    check(&project, &["notes.txt"], 2);
    check(&project, &["data.json"], 2);
    check(&project, &[".", "--set", "nothing=1"], 2);
    check(&project, &[".", "--set", "x"], 2);
    check(&project, &[".", "--parameters", "nowhere.json"], 2);
    check(&project, &[".", "--config", "nowhere.toml"], 2);
    check(&project, &[".", "--only", "no-such-control"], 2);
    check(&project, &[".", "--fail-on", "severe"], 2);
    check(&project, &[".", "--output", "no/such/folder/out"], 2);
    check(&project, &[".", "--exclude", "["], 2);
    assert_eq!(project.run(&["check"]).code, 2);
    assert_eq!(project.run(&["chekc", "."]).code, 2);
    assert_eq!(project.run(&[]).code, 2);
    assert_eq!(project.run(&["check", ".", "--format", "yaml"]).code, 2);
}

#[test]
fn nothing_to_check_is_3() {
    let project = Project::of([("data.json", "{}"), ("README.md", "x")]);
    check(&project, &["."], 3);
    let ran = project.run(&["check", "."]);
    assert!(ran.stderr.contains("there is nothing to check under `.`"), "{ran:?}");
}

#[test]
fn incomplete_is_4_and_goes_before_findings() {
    let project = Project::of([("open.bicep", OPEN), ("broken.bicep", "resource x = {\n")]);
    check(&project, &["."], 4);
    let ran = project.check(&["."]);
    assert_eq!(ran.findings().len(), 1, "the others' findings stay: {ran:?}");
    assert_eq!(ran.problems()[0].0, "broken.bicep");
}

#[test]
fn resources_has_the_same_codes() {
    let code = |project: &Project, path: &str| {
        let codes = ["text", "json"].map(|format| project.run(&["resources", path, "--format", format]).code);
        assert_eq!(codes[0], codes[1]);
        codes[0]
    };
    let project = Project::of([("main.bicep", OPEN), ("empty/x.md", ""), ("broken/x.bicep", "resource")]);
    assert_eq!(code(&project, "main.bicep"), 0);
    assert_eq!(code(&project, "nowhere"), 2);
    assert_eq!(code(&project, "empty"), 3);
    assert_eq!(code(&project, "broken"), 4);
}

#[test]
fn help_and_version_are_0() {
    let project = Project::of([]);
    for arguments in [&["--help"][..], &["--version"], &["check", "--help"], &["help", "resources"]] {
        assert_eq!(project.run(arguments).code, 0, "{arguments:?}");
    }
}
