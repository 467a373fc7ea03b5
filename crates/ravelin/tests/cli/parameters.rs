//! Parameter files beside entry points, named ones, and `--set`.

use crate::project::{Project, account};

const MAIN: &str = "param name string = 'default'\nparam other string = 'none'\n";

fn main_with_account() -> String {
    format!("{MAIN}{}", account("'st-${name}-${other}'"))
}

fn json(parameters: &str) -> String {
    format!(
        r#"{{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#",
            "contentVersion": "1.0.0.0", "parameters": {{{parameters}}}}}"#
    )
}

#[track_caller]
fn check(files: &[(&str, &str)], arguments: &[&str], expected: &[&str]) {
    let main = main_with_account();
    let project = Project::of(files.iter().copied().chain([("main.bicep", main.as_str())]));
    let ran = project.resources(arguments);
    assert_eq!(ran.names(), expected, "{ran:?}");
    assert_eq!(ran.code, 0, "{ran:?}");
}

#[test]
fn defaults_hold_until_something_is_given() {
    check(&[], &["."], &["st-default-none"]);
    check(&[], &[".", "--set", "name=set"], &["st-set-none"]);
    check(&[], &[".", "--set", "NAME=set"], &["st-set-none"]);
    check(&[], &[".", "--set", "name=a", "--set", "name=b"], &["st-b-none"]);
}

#[test]
fn files_beside_the_entry_point_are_used() {
    let parameters = json(r#""name": {"value": "json"}"#);
    check(&[("main.parameters.json", &parameters)], &["."], &["st-json-none"]);
    check(&[("main.parameters.json", &parameters)], &["main.bicep"], &["st-json-none"]);
    let bicep = "using './main.bicep'\nparam name = 'bicepparam'\n";
    check(&[("main.bicepparam", bicep)], &["."], &["st-bicepparam-none"]);
    check(&[("main.bicepparam", bicep)], &["main.bicep"], &["st-bicepparam-none"]);
    check(&[("main.bicepparam", bicep)], &["main.bicepparam"], &["st-bicepparam-none"]);
    check(&[("unrelated.parameters.json", &parameters)], &["."], &["st-default-none"]);
}

#[test]
fn both_notations_are_used_together_and_bicepparam_wins() {
    let parameters = json(r#""name": {"value": "json"}, "other": {"value": "json"}"#);
    let bicep = "using './main.bicep'\nparam name = 'bicepparam'\n";
    check(
        &[("main.parameters.json", &parameters), ("main.bicepparam", bicep)],
        &["."],
        &["st-bicepparam-json"],
    );
}

#[test]
fn what_is_given_later_wins() {
    let beside = json(r#""name": {"value": "beside"}, "other": {"value": "beside"}"#);
    let named = json(r#""name": {"value": "named"}"#);
    let files = [("main.parameters.json", beside.as_str()), ("env/x.json", named.as_str())];
    check(&files, &[".", "--parameters", "env/x.json"], &["st-named-beside"]);
    check(&files, &[".", "--parameters", "env/x.json", "--set", "name=set"], &["st-set-beside"]);
}

#[test]
fn each_further_name_is_a_deployment_of_its_own() {
    let prod = "using './main.bicep'\nparam name = 'prod'\n";
    let dev = json(r#""name": {"value": "dev"}"#);
    let files = [("main.prod.bicepparam", prod), ("main.dev.parameters.json", dev.as_str())];
    check(&files, &["."], &["st-dev-none", "st-prod-none"]);
    check(&files, &["main.prod.bicepparam"], &["st-prod-none"]);
    check(&files, &[".", "--parameters", "main.prod.bicepparam"], &["st-prod-none"]);
    check(&files, &[".", "--set", "other=set"], &["st-dev-set", "st-prod-set"]);
    // What is the same in all is there once.
    let same = json(r#""name": {"value": "prod"}"#);
    let files = [("main.prod.bicepparam", prod), ("main.dev.parameters.json", same.as_str())];
    check(&files, &["."], &["st-prod-none"]);
}

#[test]
fn a_bicepparam_file_elsewhere_finds_its_template() {
    let prod = "using '../main.bicep'\nparam name = 'prod'\n";
    check(&[("env/prod.bicepparam", prod)], &["."], &["st-prod-none"]);
    check(&[("env/prod.bicepparam", prod)], &["env/prod.bicepparam"], &["st-prod-none"]);
    check(&[("env/prod.bicepparam", prod)], &["main.bicep"], &["st-default-none"]);
}

#[test]
fn a_bicepparam_file_for_something_else_is_a_mistake() {
    let project = Project::of([
        ("main.bicep", main_with_account().as_str()),
        ("other.bicep", MAIN),
        ("x.bicepparam", "using 'other.bicep'\n"),
    ]);
    let ran = project.resources(&["main.bicep", "--parameters", "x.bicepparam"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("`x.bicepparam` is for `other.bicep`"), "{ran:?}");
}

#[test]
fn a_parameter_that_nobody_has_is_a_mistake_with_advice() {
    let project = Project::of([("main.bicep", main_with_account().as_str())]);
    let ran = project.resources(&[".", "--set", "nmae=x"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("no entry point has a parameter `nmae`"), "{ran:?}");
    assert!(ran.stderr.contains("help: did you mean `name`?"), "{ran:?}");
}

#[test]
fn a_surplus_parameter_of_a_file_is_noted() {
    let project = Project::of([
        ("main.bicep", main_with_account().as_str()),
        ("main.parameters.json", json(r#""nmae": {"value": "x"}"#).as_str()),
    ]);
    let ran = project.resources(&["."]);
    assert_eq!(ran.code, 0);
    assert_eq!(ran.json()["notes"][0]["message"], "`main.bicep` has no parameter `nmae`");
}

#[test]
fn a_broken_parameter_file_makes_the_answer_incomplete() {
    let project = Project::of([("main.bicep", main_with_account().as_str()), ("main.parameters.json", "{")]);
    let ran = project.resources(&["."]);
    assert_eq!(ran.code, 4);
    assert_eq!(ran.problems()[0].0, "main.parameters.json");
    assert_eq!(ran.names(), ["st-default-none"]);
}

#[test]
fn findings_of_several_deployments_are_said_once() {
    let open = crate::project::OPEN.replace("'ns1'", "name");
    let project = Project::of([
        ("main.bicep", format!("param name string\n{open}").as_str()),
        ("main.a.bicepparam", "using 'main.bicep'\nparam name = 'ns1'\n"),
        ("main.b.bicepparam", "using 'main.bicep'\nparam name = 'ns1'\n"),
        ("main.c.bicepparam", "using 'main.bicep'\nparam name = 'ns2'\n"),
    ]);
    let ran = project.check(&["."]);
    assert_eq!(ran.findings().len(), 2, "{ran:?}");
}
