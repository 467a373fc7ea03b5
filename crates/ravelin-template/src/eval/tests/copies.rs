//! `copy` in all its places.
//! <https://learn.microsoft.com/azure/azure-resource-manager/templates/copy-resources>

use super::{check, check_project, template};
use ravelin_testkit::Project;

#[test]
fn resources_are_copied_with_their_index() {
    check(
        r#""resources": [{"type": "A.B/cs", "apiVersion": "1", "name": "[concat('c', copyIndex(1), '-', copyIndex('loop', 10))]",
            "copy": {"name": "loop", "count": 2, "mode": "serial", "batchSize": 1}, "properties": {"i": "[copyIndex('loop')]"}}]"#,
        r#"~/A.B/cs/c1-10 = {"properties":{"i":0}}
           ~/A.B/cs/c2-11 = {"properties":{"i":1}}"#,
    );
}

#[test]
fn a_count_of_zero_gives_nothing() {
    check(
        r#""resources": [{"type": "A.B/cs", "apiVersion": "1", "name": "x", "copy": {"name": "l", "count": "[length(createArray())]"}}]"#,
        "",
    );
}

#[test]
fn properties_are_copied_several_at_once() {
    check(
        r#""resources": [{"type": "A.B/cs", "apiVersion": "1", "name": "x", "properties": {
            "copy": [
              {"name": "disks", "count": 2, "input": {"lun": "[copyIndex('disks')]", "size": "[copyIndex('disks', 5)]"}},
              {"name": "tags", "count": "[length(createArray('a'))]", "input": "[createArray('a')[copyIndex('tags')]]"}
            ], "more": true}}]"#,
        r#"~/A.B/cs/x = {"properties":{"disks":[{"lun":0,"size":5}, {"lun":1,"size":6}],"tags":["a"],"more":true}}"#,
    );
}

#[test]
fn a_property_loop_sees_the_loop_of_its_resource() {
    // "To get the index of the resource loop, use copyIndex()": inside a property loop, the one without a name is the
    // resource's. https://learn.microsoft.com/azure/azure-resource-manager/templates/copy-properties#copyindex
    check(
        r#""resources": [{"type": "A.B/cs", "apiVersion": "1", "name": "[concat('x', copyIndex())]", "copy": {"name": "outer", "count": 2},
            "properties": {"copy": [{"name": "p", "count": 2, "input": "[concat(copyIndex('outer'), copyIndex(), copyIndex('p'))]"}]}}]"#,
        r#"~/A.B/cs/x0 = {"properties":{"p":["000", "001"]}}
           ~/A.B/cs/x1 = {"properties":{"p":["110", "111"]}}"#,
    );
}

#[test]
fn variables_and_outputs_are_copied() {
    check(
        r#""variables": {
             "copy": [
               {"name": "names", "count": 2, "input": "[concat('n', copyIndex('names', 1))]"},
               {"name": "pairs", "count": 2, "input": {"n": "[variables('names')[copyIndex('pairs')]]"}}
             ],
             "object": {"copy": [{"name": "inner", "count": 2, "input": "[copyIndex('inner')]"}], "other": 1}
           }, "resources": [],
           "outputs": {
             "pairs": {"type": "array", "value": "[variables('pairs')]"},
             "object": {"type": "object", "value": "[variables('object')]"},
             "copied": {"type": "array", "copy": {"count": 2, "input": "[concat(variables('names')[copyIndex()], '!')]"}}
           }"#,
        r#"out pairs = [{"n":"n1"}, {"n":"n2"}]
           out object = {"inner":[0, 1],"other":1}
           out copied = ["n1!", "n2!"]"#,
    );
}

#[test]
fn a_property_may_be_called_copy() {
    check(
        r#""resources": [{"type": "A.B/cs", "apiVersion": "1", "name": "x", "properties": {"copy": {"name": "no loop"}}}]"#,
        r#"~/A.B/cs/x = {"properties":{"copy":{"name":"no loop"}}}"#,
    );
}

#[test]
fn of_a_loop_of_unknown_length_one_stands_for_all() {
    check(
        r#""parameters": {"names": {"type": "array"}, "count": {"type": "int"}},
           "resources": [
             {"type": "A.B/cs", "apiVersion": "1", "name": "[parameters('names')[copyIndex()]]", "copy": {"name": "l", "count": "[length(parameters('names'))]"}},
             {"type": "A.B/ds", "apiVersion": "1", "name": "[concat('d', copyIndex())]", "copy": {"name": "m", "count": "[parameters('count')]"}}
           ],
           "outputs": {"all": {"type": "array", "copy": {"count": "[parameters('count')]", "input": "[copyIndex()]"}}}"#,
        "~/A.B/cs/{parameters('names')[copyIndex()]} if ?length(range(0, length(parameters('names')))) > 0
         ~/A.B/ds/d{copyIndex()} if ?length(range(0, parameters('count'))) > 0
         out all = ?for(range(0, parameters('count')))@",
    );
}

#[test]
fn of_one_of_several_lengths_the_common_turns_are_certain() {
    let text = template(
        r#""parameters": {"count": {"type": "int", "allowedValues": [1, 2]}},
           "resources": [{"type": "A.B/cs", "apiVersion": "1", "name": "[concat('c', copyIndex())]", "copy": {"name": "l", "count": "[parameters('count')]"}}],
           "outputs": {"all": {"type": "array", "copy": {"count": "[parameters('count')]", "input": "[copyIndex()]"}}}"#,
    );
    check_project(
        &Project::new([("main.json", text.as_str())]),
        "~/A.B/cs/c0
         ~/A.B/cs/c1 if ?length(range(0, parameters('count'))) > 1
         out all = ([0] | [0, 1])",
    );
}

#[test]
fn counts_that_are_none_are_refused() {
    let case = |count: &str, message: &str| {
        check(
            &format!(
                r#""resources": [{{"type": "A.B/cs", "apiVersion": "1", "name": "x", "copy": {{"name": "l", "count": {count}}}}}]"#
            ),
            &format!("~/A.B/cs/x if ?length(error@) > 0\n{message}"),
        );
    };
    case("-1", "! the loop has a negative number of turns");
    case("\"three\"", "! the number of turns must be an integer");
    case("\"[createObject()]\"", "! the number of turns must be an integer");
    case("50000000", "! the loop has too many turns");
}
