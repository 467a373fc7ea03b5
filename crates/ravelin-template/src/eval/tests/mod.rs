//! What templates deploy, with expectations written by hand from the documentation.
//!
//! The notation of what is expected is that of `ravelin_testkit::Project::show`.

mod copies;
mod functions;
mod ids;
mod links;
mod mistakes;
mod nested;
mod origins;
mod parameters;
mod references;
mod resources;
mod scopes;
mod unknowns;

use ravelin_testkit::Project;

/// A template with these members.
fn template(members: &str) -> String {
    at("deploymentTemplate", members)
}

/// A template with these members and this schema.
fn at(schema: &str, members: &str) -> String {
    let schema = format!("https://schema.management.azure.com/schemas/2019-04-01/{schema}.json#");
    format!(r#"{{"$schema": "{schema}", "contentVersion": "1.0.0.0", {members}}}"#)
}

/// Checks what a template with these members deploys.
#[track_caller]
fn check(members: &str, expected: &str) {
    check_files(&[("main.json", &template(members))], expected);
}

/// Checks what a template with these members and no schema of its own deploys at another level.
#[track_caller]
fn check_at(schema: &str, members: &str, expected: &str) {
    check_files(&[("main.json", &at(schema, members))], expected);
}

/// Checks what the first of these files deploys.
#[track_caller]
fn check_files(files: &[(&str, &str)], expected: &str) {
    check_project(&Project::new(files.iter().copied()), expected);
}

#[track_caller]
fn check_project(project: &Project, expected: &str) {
    same(&project.show(), expected);
}

#[track_caller]
fn same(shown: &str, expected: &str) {
    let lines: Vec<&str> = expected.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(shown, lines.join("\n"), "\n--- shown\n{shown}\n--- expected\n{}\n", lines.join("\n"));
}

/// Checks the values of expressions, in a template with these members besides.
#[track_caller]
fn values_in(members: &str, cases: &[(&str, &str)]) {
    let outputs = |(at, (expression, _)): (usize, &(&str, &str))| {
        format!(
            r#""v{at}": {{"type": "object", "value": {}}}"#,
            serde_json::Value::from(format!("[{expression}]"))
        )
    };
    let outputs: Vec<String> = cases.iter().enumerate().map(outputs).collect();
    let comma = if members.is_empty() { "" } else { "," };
    let text = template(&format!(r#"{members}{comma} "outputs": {{{}}}"#, outputs.join(", ")));
    let expected = cases.iter().enumerate().map(|(at, (_, value))| format!("out v{at} = {value}"));
    let shown = Project::new([("main.json", text.as_str())]).show();
    let shown: Vec<&str> = shown.lines().filter(|line| !line.starts_with('~')).collect();
    same(&shown.join("\n"), &expected.collect::<Vec<_>>().join("\n"));
}
