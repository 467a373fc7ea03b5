//! What Bicep files deploy, with expectations written by hand from the documentation.
//!
//! The notation of what is expected is that of `ravelin_testkit::Project::show`.

mod access;
mod declarations;
mod expressions;
mod files;
mod imports;
mod mistakes;
mod modules;
mod parameter_files;
mod resources;
mod scopes;
mod types;

use ravelin_testkit::Project;

/// Checks what a file deploys.
#[track_caller]
fn check(source: &str, expected: &str) {
    check_files(&[("main.bicep", source)], expected);
}

/// Checks what the first of these files deploys.
#[track_caller]
fn check_files(files: &[(&str, &str)], expected: &str) {
    check_project(&Project::new(files.iter().copied()), expected);
}

#[track_caller]
fn check_project(project: &Project, expected: &str) {
    let shown = project.show();
    let lines: Vec<&str> = expected.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(shown, lines.join("\n"), "\n--- shown\n{shown}\n--- expected\n{}\n", lines.join("\n"));
}

/// Checks the values of expressions after these declarations.
#[track_caller]
fn values_in(declarations: &str, cases: &[(&str, &str)]) {
    let outputs =
        cases.iter().enumerate().map(|(at, (source, _))| format!("output v{at} object = {source}\n"));
    let text = format!("{declarations}\n{}", outputs.collect::<String>());
    let expected: Vec<String> =
        cases.iter().enumerate().map(|(at, (_, value))| format!("out v{at} = {value}")).collect();
    let shown = Project::new([("main.bicep", text.as_str())]).show();
    let shown: Vec<&str> =
        shown.lines().filter(|line| !line.starts_with('~') && !line.starts_with('/')).collect();
    assert_eq!(
        shown.join("\n"),
        expected.join("\n"),
        "\n--- shown\n{}\n--- expected\n{}\n",
        shown.join("\n"),
        expected.join("\n")
    );
}
