//! Mistakes: said once, where they are; never where nothing is deployed.

use super::{check, check_project, template};
use ravelin_testkit::Project;

#[test]
fn a_mistake_is_a_problem_and_its_value_unknown() {
    check(
        r#""variables": {"v": "[int('x')]"}, "resources": [
             {"type": "A.B/cs", "apiVersion": "1", "name": "a", "properties": {"v": "[variables('v')]", "ok": 1}},
             {"type": "A.B/cs", "apiVersion": "1", "name": "b", "properties": {"v": "[variables('v')]"}}
           ]"#,
        r#"~/A.B/cs/a = {"properties":{"v":?error@,"ok":1}}
           ~/A.B/cs/b = {"properties":{"v":?error@}}
           ! `int()` can't convert `x`"#,
    );
}

#[test]
fn mistakes_in_branches_that_are_never_taken_are_none() {
    check(
        r#""parameters": {"p": {"type": "bool"}}, "variables": {"v": "[int('x')]", "l": []},
           "resources": [
             {"type": "A.B/cs", "apiVersion": "1", "name": "no", "condition": false, "properties": {"v": "[variables('v')]"}},
             {"type": "A.B/cs", "apiVersion": "1", "name": "maybe", "condition": "[parameters('p')]", "properties": {"v": "[variables('v')]"}},
             {"type": "A.B/cs", "apiVersion": "1", "name": "yes", "properties": {"v": "[if(empty(variables('l')), 'none', variables('l')[0])]"}}
           ]"#,
        r#"~/A.B/cs/maybe if (true | false) = {"properties":{"v":?error@}}
           ~/A.B/cs/yes = {"properties":{"v":"none"}}"#,
    );
}

#[test]
fn a_mistake_that_was_passed_over_is_found_where_it_counts() {
    check(
        r#""parameters": {"p": {"type": "bool", "defaultValue": true}}, "variables": {"v": "[createArray(1)[3]]"},
           "resources": [
             {"type": "A.B/cs", "apiVersion": "1", "name": "maybe", "condition": "[equals(resourceGroup().tags.x, 'y')]", "properties": {"v": "[variables('v')]"}},
             {"type": "A.B/cs", "apiVersion": "1", "name": "yes", "properties": {"v": "[variables('v')]"}}
           ]"#,
        r#"~/A.B/cs/maybe if ?equals(resourceGroup().tags.x, 'y') = {"properties":{"v":?error@}}
           ~/A.B/cs/yes = {"properties":{"v":?error@}}
           ! there is no item 3 in an array of 1"#,
    );
}

#[test]
fn with_parameters_missing_mistakes_are_notes() {
    let text = template(
        r#""parameters": {"p": {"type": "string"}}, "resources": [], "outputs": {"v": {"type": "int", "value": "[int('x')]"}}"#,
    );
    check_project(
        &Project::new([("main.json", text.as_str())]),
        "out v = ?error@\nnote: `int()` can't convert `x`",
    );
    check_project(
        &Project::new([("main.json", text.as_str())]).given("p", "\"x\""),
        "out v = ?error@\n! `int()` can't convert `x`",
    );
}

#[test]
fn circles_are_said() {
    check(
        r#""variables": {"a": "[variables('b')]", "b": "[concat(variables('a'), 'x')]"}, "resources": [],
           "outputs": {"a": {"type": "string", "value": "[variables('a')]"}}"#,
        "out a = \"{error@}x\"\n! this variable depends on itself",
    );
    check(
        r#""parameters": {"a": {"type": "string", "defaultValue": "[parameters('a')]"}}, "resources": []"#,
        "! this parameter depends on itself",
    );
}

#[test]
fn what_a_template_names_must_be_there() {
    check(
        r#""resources": [], "outputs": {
             "a": {"type": "string", "value": "[parameters('nope')]"},
             "b": {"type": "string", "value": "[variables(concat('no', 'pe'))]"},
             "c": {"type": "string", "value": "[createObject('x', 1).y]"}}"#,
        "out a = ?error@
         out b = ?error@
         out c = ?error@
         ! there is no parameter `nope`
         ! there is no variable `nope`
         ! there is no property `y`; there is `x`
         gap: there is no parameter `nope`",
    );
}

#[test]
fn a_template_may_refuse() {
    check(
        r#""resources": [], "outputs": {"a": {"type": "string", "value": "[if(true(), fail('no such region'), 'x')]"}}"#,
        "out a = ?error@\n! the template refuses to be deployed: no such region",
    );
}

#[test]
fn output_conditions_count() {
    check(
        r#""parameters": {"p": {"type": "string"}}, "resources": [], "outputs": {
             "no": {"condition": false, "type": "string", "value": "[int('x')]"},
             "maybe": {"condition": "[equals(parameters('p'), 'x')]", "type": "string", "value": "v"},
             "yes": {"condition": true, "type": "string", "value": "v"}}"#,
        "out maybe = \"v\"\nout yes = \"v\"",
    );
}
