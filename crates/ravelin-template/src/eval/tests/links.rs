//! Linked templates.

use super::{check_files, template};

const CHILD: &str = r#""parameters": {"n": {"type": "string"}}, "resources": [{"type": "A.B/cs", "apiVersion": "1", "name": "[parameters('n')]"}],
    "outputs": {"n": {"type": "string", "value": "[parameters('n')]"}}"#;

fn link(name: &str, link: &str) -> String {
    format!(
        r#"{{"type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "{name}",
            "properties": {{"mode": "Incremental", "templateLink": {link}, "parameters": {{"n": {{"value": "{name}"}}}}}}}}"#
    )
}

fn check_link(written: &str, expected: &str) {
    let main = template(&format!(
        r#""parameters": {{"base": {{"type": "string"}}}}, "resources": [{}]"#,
        link("x", written)
    ));
    check_files(&[("main.json", &main), ("kv/child.json", &template(CHILD))], expected);
}

#[test]
fn by_a_path_beside_the_template() {
    check_link(r#"{"relativePath": "kv/child.json"}"#, "~/A.B/cs/x");
    check_link(r#"{"relativePath": "[concat('kv', '/child.json')]"}"#, "~/A.B/cs/x");
}

#[test]
fn by_the_templates_own_uri() {
    check_link(
        r#"{"uri": "[uri(deployment().properties.templateLink.uri, 'kv/child.json')]"}"#,
        "~/A.B/cs/x",
    );
}

#[test]
fn by_a_uri_of_which_the_end_is_known() {
    check_link(r#"{"uri": "[concat(parameters('base'), '/kv/child.json')]"}"#, "~/A.B/cs/x");
    check_link(r#"{"uri": "https://example.org/kv/child.json"}"#, "~/A.B/cs/x");
}

#[test]
fn one_that_is_missing_is_a_problem_and_the_rest_stays() {
    let main = template(&format!(
        r#""resources": [{}, {}], "outputs": {{"n": {{"type": "string", "value": "[reference('gone').outputs.n.value]"}}}}"#,
        link("gone", r#"{"relativePath": "gone.json"}"#),
        link("here", r#"{"relativePath": "child.json"}"#)
    ));
    check_files(
        &[("main.json", &main), ("child.json", &template(CHILD))],
        "~/A.B/cs/here
         out n = ?reference('/subscriptions/sub/resourceGroups/rg/providers/Microsoft.Resources/deployments/gone').outputs.n.value
         ! `gone.json` does not exist
         gap: `gone.json` does not exist",
    );
}

#[test]
fn links_lead_on_from_where_they_are_written() {
    let main = template(&format!(r#""resources": [{}]"#, link("a", r#"{"relativePath": "kv/middle.json"}"#)));
    let middle = template(&format!(
        r#""parameters": {{"n": {{"type": "string"}}}}, "resources": [{}, {}]"#,
        link("b", r#"{"relativePath": "child.json"}"#),
        link("c", r#"{"uri": "[uri(deployment().properties.templateLink.uri, '../other.json')]"}"#),
    ));
    check_files(
        &[
            ("main.json", &main),
            ("kv/middle.json", &middle),
            ("kv/child.json", &template(CHILD)),
            ("other.json", &template(CHILD)),
        ],
        "~/A.B/cs/b
         ~/A.B/cs/c",
    );
}

#[test]
fn what_a_linked_template_has_wrong_is_said_once() {
    let main = template(&format!(
        r#""resources": [{}, {}]"#,
        link("a", r#"{"relativePath": "child.json"}"#),
        link("b", r#"{"relativePath": "child.json"}"#)
    ));
    let child = template(
        r#""parameters": {"n": {"type": "string"}}, "resources": [{"type": "A.B/cs", "apiVersion": "1", "name": "[nosuch(1)]"}]"#,
    );
    check_files(
        &[("main.json", &main), ("child.json", &child)],
        "~/A.B/cs/{error@}
         ~/A.B/cs/{error@}
         ! there is no template function `nosuch`
         gap: there is no template function `nosuch`",
    );
}

#[test]
fn templates_that_deploy_one_another_in_a_circle_end() {
    let a = template(&format!(
        r#""parameters": {{"n": {{"type": "string"}}}}, "resources": [{}]"#,
        link("b", r#"{"relativePath": "b.json"}"#)
    ));
    let b = template(&format!(
        r#""parameters": {{"n": {{"type": "string"}}}}, "resources": [{}, {{"type": "A.B/cs", "apiVersion": "1", "name": "in-b"}}]"#,
        link("a", r#"{"relativePath": "main.json"}"#)
    ));
    check_files(
        &[("main.json", &a), ("b.json", &b)],
        "~/A.B/cs/in-b
         ! the template deploys itself
         gap: the template deploys itself",
    );
}

#[test]
fn a_template_spec_is_not_on_disk() {
    check_link(
        r#"{"id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Resources/templateSpecs/t/versions/1"}"#,
        "! the template is a template spec, which is not on disk
         gap: the template is a template spec, which is not on disk",
    );
}
