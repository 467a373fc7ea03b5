//! Parameters and variables.

use super::{check, check_files, check_project, template};
use ravelin_testkit::Project;

#[test]
fn a_parameter_without_a_value_is_unknown_and_says_so() {
    check(
        r#""parameters": {"a": {"type": "string"}}, "resources": [],
           "outputs": {"a": {"type": "string", "value": "[parameters('A')]"}}"#,
        "out a = ?parameters('a')",
    );
    let project = Project::new([(
        "main.json",
        template(r#""parameters": {"a": {"type": "string"}}, "resources": []"#).as_str(),
    )]);
    let value = project.evaluate().deployed[0].parameters[0].value.clone();
    assert_eq!(value.as_unknown().unwrap().why(), "parameter `a` has no value");
}

#[test]
fn what_is_allowed_is_what_it_may_be() {
    check(
        r#""parameters": {
             "sku": {"type": "string", "allowedValues": ["Basic", "Premium"]},
             "on": {"type": "bool"},
             "off": {"type": "Bool", "nullable": true},
             "one": {"type": "int", "allowedValues": [7]}
           }, "resources": [],
           "outputs": {
             "sku": {"type": "string", "value": "[toLower(parameters('sku'))]"},
             "on": {"type": "bool", "value": "[not(parameters('on'))]"},
             "off": {"type": "bool", "value": "[parameters('off')]"},
             "one": {"type": "int", "value": "[parameters('one')]"}
           }"#,
        r#"out sku = ("basic" | "premium")
           out on = (false | true)
           out off = null
           out one = 7"#,
    );
}

#[test]
fn defaults_may_be_expressions_over_other_parameters() {
    check(
        r#""parameters": {
             "b": {"type": "string", "defaultValue": "[concat(parameters('a'), '-', resourceGroup().location)]"},
             "a": {"type": "string", "defaultValue": "x"}
           }, "resources": [],
           "outputs": {"b": {"type": "string", "value": "[parameters('b')]"}}"#,
        r#"out b = "x-here""#,
    );
}

#[test]
fn null_means_the_default_and_nullable_means_null() {
    // "If a null value is passed to a parameter with a default, the default is used": nullable parameters without one
    // are null. https://learn.microsoft.com/azure/azure-resource-manager/templates/definitions
    let text = template(
        r#""parameters": {
             "a": {"type": "string", "defaultValue": "d"},
             "n": {"type": "string", "nullable": true},
             "m": {"type": "string", "nullable": true, "defaultValue": "d"}
           }, "resources": [],
           "outputs": {
             "a": {"type": "string", "value": "[parameters('a')]"},
             "n": {"type": "string", "value": "[coalesce(parameters('n'), 'none')]"},
             "m": {"type": "string", "value": "[parameters('m')]"}
           }"#,
    );
    let project = Project::new([("main.json", text.as_str())]).given("a", "null").given("m", "null");
    check_project(&project, "out a = \"d\"\nout n = \"none\"\nout m = \"d\"");
    let project = Project::new([("main.json", text.as_str())]).given("A", "\"given\"").given("n", "\"n\"");
    check_project(&project, "out a = \"given\"\nout n = \"n\"\nout m = \"d\"");
}

#[test]
fn definitions_say_what_parameters_are() {
    check(
        r##""languageVersion": "2.0",
           "definitions": {
             "tier": {"type": "string", "allowedValues": ["Hot", "Cool"]},
             "_1.key": {"type": "securestring", "nullable": true},
             "alias": {"$ref": "#/definitions/tier"}
           },
           "parameters": {
             "t": {"$ref": "#/definitions/alias"},
             "k": {"$ref": "#/definitions/_1.key"},
             "u": {"$ref": "#/definitions/tier", "nullable": true}
           }, "resources": {},
           "outputs": {
             "t": {"type": "string", "value": "[parameters('t')]"},
             "k": {"type": "securestring", "value": "[parameters('k')]"},
             "u": {"type": "string", "value": "[coalesce(parameters('u'), 'x')]"}
           }"##,
        "out t = (\"Hot\" | \"Cool\")\nout k = #null\nout u = \"x\"",
    );
}

#[test]
fn what_is_made_of_a_secret_is_secret() {
    check(
        r#""parameters": {
             "p": {"type": "secureString", "defaultValue": "pw"},
             "o": {"type": "secureObject", "defaultValue": {"user": "me", "more": ["x"]}}
           }, "resources": [],
           "outputs": {
             "a": {"type": "string", "value": "[concat('x', parameters('p'))]"},
             "b": {"type": "string", "value": "[parameters('o').user]"},
             "c": {"type": "string", "value": "[parameters('o').more[0]]"},
             "d": {"type": "bool", "value": "[empty(parameters('p'))]"},
             "e": {"type": "int", "value": "[length(parameters('o').more)]"}
           }"#,
        r#"out a = #"xpw"
           out b = #"me"
           out c = #"x"
           out d = false
           out e = 1"#,
    );
}

#[test]
fn parameter_files_give_values_and_vault_references() {
    let main = template(
        r#""parameters": {"a": {"type": "string"}, "s": {"type": "securestring"}, "e": {"type": "string"}}, "resources": [],
           "outputs": {
             "a": {"type": "string", "value": "[parameters('a')]"},
             "s": {"type": "string", "value": "[parameters('s')]"},
             "e": {"type": "string", "value": "[parameters('e')]"}
           }"#,
    );
    let parameters = r#"{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#",
        "contentVersion": "1.0.0.0", "parameters": {
          "a": {"value": "A"},
          "e": {"value": "[concat('not', 'evaluated')]"},
          "s": {"reference": {"keyVault": {"id": "/kv"}, "secretName": "pw"}}
        }}"#;
    check_files(
        &[("main.parameters.json", parameters), ("main.json", &main)],
        r#"out a = "A"
           out s = #?getSecret('/kv', 'pw')
           out e = "[concat('not', 'evaluated')]""#,
    );
}

#[test]
fn variables_are_worked_out_when_they_are_needed() {
    check(
        r#""variables": {
             "b": "[concat(variables('a').x, '!')]", "a": {"x": "[variables('c')[1]]"}, "c": ["p", "q"],
             "unused": "[int('no number')]"
           }, "resources": [],
           "outputs": {"b": {"type": "string", "value": "[variables('b')]"}, "n": {"type": "string", "value": "[variables(concat('b'))]"}}"#,
        "out b = \"q!\"\nout n = \"q!\"",
    );
}

#[test]
fn two_brackets_are_one() {
    // "To have a literal string start with a left bracket [ and end with a right bracket ], but not have it interpreted
    // as an expression, add an extra bracket": [[test value] is "[test value]".
    // https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions#escape-characters
    check(
        r#""variables": {"a": "[[test value]", "b": "[test] value", "c": "['it''s']", "d": {"[[k]": 1}}, "resources": [],
           "outputs": {"a": {"type": "array", "value": "[createArray(variables('a'), variables('b'), variables('c'), variables('d'))]"}}"#,
        r#"out a = ["[test value]", "[test] value", "it's", {"[k]":1}]"#,
    );
}
