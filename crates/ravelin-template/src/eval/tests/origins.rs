//! Where values come from: the way that a finding shows.

use super::template;
use ravelin_model::{Lookup, Value};
use ravelin_testkit::Project;

/// The text where a value was made, and the way it came, nearest step first.
fn way(project: &Project, path: &str) -> (String, Vec<String>) {
    let evaluation = project.evaluate();
    let resource = evaluation.resources.iter().find(|one| one.is("A.B/cs")).unwrap();
    let Lookup::Found(value) = resource.body.at(path) else { panic!("{path} is not known") };
    shown(project, &value)
}

fn shown(project: &Project, value: &Value) -> (String, Vec<String>) {
    let origin = value.origin.as_ref().unwrap();
    let made = origin.made().place;
    let source = project.sources().get(made.file).unwrap();
    let links = origin.chain().into_iter().map(|link| link.says);
    (made.span.of(source.text()).to_owned(), links.collect())
}

#[track_caller]
fn check(members: &str, path: &str, made: &str, chain: &[&str]) {
    let project = Project::new([("main.json", template(members).as_str())]);
    assert_eq!(way(&project, path), (made.to_owned(), chain.iter().map(|link| (*link).to_owned()).collect()));
}

#[test]
fn a_literal_was_made_where_it_stands() {
    check(
        r#""resources": [{"type": "A.B/cs", "apiVersion": "1", "name": "x", "properties": {"tls": "TLS1_0"}}]"#,
        "properties.tls",
        "\"TLS1_0\"",
        &[],
    );
}

#[test]
fn values_are_followed_through_variables_and_defaults() {
    check(
        r#""parameters": {"tls": {"type": "string", "defaultValue": "TLS1_0"}}, "variables": {"v": "[parameters('tls')]", "o": {"t": "[variables('v')]"}},
           "resources": [{"type": "A.B/cs", "apiVersion": "1", "name": "x", "properties": {"tls": "[variables('o').t]"}}]"#,
        "properties.tls",
        "\"TLS1_0\"",
        &["variable `v`", "the default of `tls`"],
    );
}

#[test]
fn what_is_computed_was_made_there() {
    check(
        r#""variables": {"v": "1_0"}, "resources": [{"type": "A.B/cs", "apiVersion": "1", "name": "x", "properties": {"tls": "[concat('TLS', variables('v'))]"}}]"#,
        "properties.tls",
        "concat('TLS', variables('v'))",
        &[],
    );
}

#[test]
fn modules_are_named_with_what_they_were_given() {
    let child = template(
        r#""parameters": {"tls": {"type": "string", "defaultValue": "x"}},
           "resources": [{"type": "A.B/cs", "apiVersion": "1", "name": "x", "properties": {"tls": "[parameters('tls')]"}}],
           "outputs": {"o": {"type": "string", "value": "[parameters('tls')]"}}"#,
    );
    let main = template(
        r#""variables": {"v": "TLS1_0"}, "resources": [{"type": "Microsoft.Resources/deployments", "apiVersion": "1", "name": "m",
             "properties": {"templateLink": {"relativePath": "child.json"}, "parameters": {"tls": {"value": "[variables('v')]"}}}}],
           "outputs": {"o": {"type": "string", "value": "[reference('m').outputs.o.value]"}}"#,
    );
    let project = Project::new([("main.json", main.as_str()), ("child.json", child.as_str())]);
    let steps = |links: &[&str]| links.iter().map(|link| (*link).to_owned()).collect::<Vec<_>>();
    assert_eq!(
        way(&project, "properties.tls"),
        ("\"TLS1_0\"".to_owned(), steps(&["given as `tls`", "variable `v`"]))
    );
    let evaluation = project.evaluate();
    let output = &evaluation.deployed[0].outputs[0].value;
    assert_eq!(shown(&project, output).1, ["output `o`", "output `o`", "given as `tls`", "variable `v`"]);
    let resource = evaluation.resources.iter().find(|one| one.is("A.B/cs")).unwrap();
    let chain: Vec<&str> = resource.chain.iter().map(|link| link.says.as_str()).collect();
    assert_eq!(chain, ["deployed by `a nested deployment`"]);
}

#[test]
fn values_of_parameter_files_and_the_command_line_say_so() {
    let main = template(
        r#""parameters": {"tls": {"type": "string"}},
           "resources": [{"type": "A.B/cs", "apiVersion": "1", "name": "x", "properties": {"tls": "[parameters('tls')]"}}]"#,
    );
    let parameters = r#"{"parameters": {"tls": {"value": "TLS1_0"}}}"#;
    let project = Project::new([("main.parameters.json", parameters), ("main.json", main.as_str())]);
    assert_eq!(way(&project, "properties.tls"), ("\"TLS1_0\"".to_owned(), vec!["given as `tls`".to_owned()]));
    let project = Project::new([("main.json", main.as_str())]).given("tls", "\"TLS1_0\"");
    assert_eq!(way(&project, "properties.tls").1, ["set on the command line as `tls`"]);
}
