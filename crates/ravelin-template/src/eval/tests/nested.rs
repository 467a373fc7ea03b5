//! Templates inside templates: in their own scope, in that of their parent, and kept in variables.
//! <https://learn.microsoft.com/azure/azure-resource-manager/templates/linked-templates>

use super::{check, template};

/// A nested deployment with these properties and template members.
fn nested(name: &str, properties: &str, members: &str) -> String {
    let comma = if properties.is_empty() { "" } else { "," };
    format!(
        r#"{{"type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "{name}",
            "properties": {{"mode": "Incremental" {comma} {properties}, "template": {}}}}}"#,
        template(members)
    )
}

const INNER: &str = r#""expressionEvaluationOptions": {"scope": "inner"}"#;

#[test]
fn the_scope_of_evaluation_decides_whose_parameters_and_variables_are_meant() {
    // The example of the documentation: the same expressions evaluate to different values in the two scopes.
    let inner = r#""parameters": {"p": {"type": "string", "defaultValue": "inner"}}, "variables": {"v": "inner"},
        "resources": [{"type": "A.B/cs", "apiVersion": "1", "name": "[concat(parameters('p'), '-', variables('v'))]"}],
        "outputs": {"o": {"type": "string", "value": "[variables('v')]"}}"#;
    for (options, name) in
        [(INNER, "inner"), (r#""expressionEvaluationOptions": {"scope": "outer"}"#, "outer")]
    {
        let resources = nested("n", options, inner);
        check(
            &format!(
                r#""parameters": {{"p": {{"type": "string", "defaultValue": "outer"}}}}, "variables": {{"v": "outer"}},
                   "resources": [{resources}],
                   "outputs": {{"o": {{"type": "string", "value": "[reference('n').outputs.o.value]"}}}}"#
            ),
            &format!("~/A.B/cs/{name}-{name}\nout o = \"{name}\""),
        );
    }
}

#[test]
fn inner_templates_are_given_parameters() {
    let inner = r#""parameters": {"a": {"type": "string"}, "b": {"type": "string", "defaultValue": "d"}, "c": {"type": "object"}, "e": {"type": "string"}},
        "resources": [{"type": "A.B/cs", "apiVersion": "1", "name": "[parameters('a')]",
          "properties": {"b": "[parameters('b')]", "c": "[parameters('c')]", "e": "[parameters('e')]"}}]"#;
    let given = format!(
        r#"{INNER}, "parameters": {{"A": {{"value": "[parameters('x')]"}}, "b": {{"value": null}}, "c": {{"value": {{"k": "[parameters('x')]"}}}}}}"#
    );
    check(
        &format!(
            r#""parameters": {{"x": {{"type": "string", "defaultValue": "X"}}}}, "resources": [{}]"#,
            nested("n", &given, inner)
        ),
        r#"~/A.B/cs/X = {"properties":{"b":"d","c":{"k":"X"},"e":?parameters('e')@/subscriptions/sub/resourceGroups/rg/providers/Microsoft.Resources/deployments/n}}"#,
    );
}

#[test]
fn parameters_may_be_given_as_a_whole_and_by_reference() {
    let inner = r#""parameters": {"a": {"type": "string"}, "s": {"type": "securestring"}},
        "resources": [{"type": "A.B/cs", "apiVersion": "1", "name": "[parameters('a')]", "properties": {"s": "[parameters('s')]"}}]"#;
    let whole = format!(r#"{INNER}, "parameters": "[variables('given')]""#);
    check(
        &format!(
            r#""variables": {{"given": {{"a": {{"value": "x"}}, "s": {{"reference": {{"keyVault": {{"id": "/kv"}}, "secretName": "pw"}}}}}}}},
               "resources": [{}]"#,
            nested("n", &whole, inner)
        ),
        r#"~/A.B/cs/x = {"properties":{"s":#?getSecret('/kv', 'pw')}}"#,
    );
    let each = format!(
        r#"{INNER}, "parameters": {{"a": {{"value": "x"}}, "s": {{"reference": {{"keyVault": {{"id": "[variables('kv')]"}}, "secretName": "pw"}}}}}}"#
    );
    check(
        &format!(r#""variables": {{"kv": "/kv"}}, "resources": [{}]"#, nested("n", &each, inner)),
        r#"~/A.B/cs/x = {"properties":{"s":#?getSecret('/kv', 'pw')}}"#,
    );
}

#[test]
fn an_outer_template_sees_the_loop_it_stands_in() {
    let body = r#""resources": [{"type": "A.B/cs", "apiVersion": "1", "name": "[concat(parameters('x'), copyIndex('each'))]", "copy": {"name": "own", "count": 2},
        "properties": {"i": "[copyIndex()]"}}]"#;
    let nested =
        nested("n", r#""x": 1"#, body).replacen('{', r#"{"copy": {"name": "each", "count": 2}, "#, 1);
    check(
        &format!(
            r#""parameters": {{"x": {{"type": "string", "defaultValue": "X"}}}}, "resources": [{nested}]"#
        ),
        r#"~/A.B/cs/X0 = {"properties":{"i":0}}
           ~/A.B/cs/X0 = {"properties":{"i":1}}
           ~/A.B/cs/X1 = {"properties":{"i":0}}
           ~/A.B/cs/X1 = {"properties":{"i":1}}"#,
    );
}

#[test]
fn an_inner_template_does_not_see_the_loop_around_it() {
    let body = r#""resources": [{"type": "A.B/cs", "apiVersion": "1", "name": "x", "properties": {"i": "[copyIndex()]"}}]"#;
    let nested = nested("n", INNER, body).replacen('{', r#"{"copy": {"name": "each", "count": 1}, "#, 1);
    check(
        &format!(r#""resources": [{nested}]"#),
        "~/A.B/cs/x = {\"properties\":{\"i\":?error@}}
         ! there is no loop around this `copyIndex`
         gap: there is no loop around this `copyIndex`",
    );
}

#[test]
fn a_nested_template_inherits_the_condition_of_its_deployment() {
    let body = r#""resources": [{"type": "A.B/cs", "apiVersion": "1", "name": "x"}]"#;
    let with = |condition: &str| {
        nested("n", INNER, body).replacen('{', &format!(r#"{{"condition": {condition}, "#), 1)
    };
    check(&format!(r#""resources": [{}]"#, with("false")), "");
    check(
        &format!(
            r#""parameters": {{"p": {{"type": "string"}}}}, "resources": [{}]"#,
            with(r#""[equals(parameters('p'), 'x')]""#)
        ),
        "~/A.B/cs/x if ?equals(parameters('p'), 'x')",
    );
}

#[test]
fn templates_are_kept_in_variables() {
    // Expressions of a template in a variable are escaped, as the variable would evaluate them otherwise.
    let kept = template(
        r#""parameters": {"a": {"type": "string"}}, "resources": [{"type": "A.B/cs", "apiVersion": "1", "name": "[[parameters('a')]"}]"#,
    );
    let resource = |template: &str| {
        format!(
            r#"{{"type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "n",
                "properties": {{"mode": "Incremental", {INNER}, "parameters": {{"a": {{"value": "x"}}}}, "template": "{template}"}}}}"#
        )
    };
    for used in ["[variables('kept')]", "[variables('more').kept]"] {
        check(
            &format!(
                r#""variables": {{"kept": {kept}, "more": {{"kept": {kept}}}}}, "resources": [{}]"#,
                resource(used)
            ),
            "~/A.B/cs/x",
        );
    }
}

#[test]
fn outputs_come_up_through_several_levels() {
    let lowest = nested(
        "lowest",
        INNER,
        r#""resources": [{"type": "A.B/cs", "apiVersion": "1", "name": "x"}], "outputs": {
            "id": {"type": "string", "value": "[resourceId('A.B/cs', 'x')]"},
            "key": {"type": "string", "value": "[listKeys(resourceId('A.B/cs', 'x'), '1').key1]"},
            "pw": {"type": "securestring", "value": "pw"}}"#,
    );
    let middle = nested(
        "middle",
        INNER,
        &format!(
            r#""resources": [{lowest}], "outputs": {{
                "id": {{"type": "string", "value": "[reference('lowest').outputs.id.value]"}},
                "key": {{"type": "string", "value": "[reference(resourceId('Microsoft.Resources/deployments', 'lowest'), '2022-09-01').outputs.key.value]"}},
                "pw": {{"type": "string", "value": "[reference('lowest', '2022-09-01', 'Full').properties.outputs.pw.value]"}}}}"#
        ),
    );
    check(
        &format!(
            r#""resources": [{middle}], "outputs": {{
                "id": {{"type": "string", "value": "[reference('middle').outputs.id.value]"}},
                "key": {{"type": "string", "value": "[reference('middle').outputs.key.value]"}},
                "pw": {{"type": "string", "value": "[reference('middle').outputs.pw.value]"}},
                "gone": {{"type": "string", "value": "[reference('middle').outputs.gone.value]"}}}}"#
        ),
        r#"~/A.B/cs/x
           out id = "/subscriptions/sub/resourceGroups/rg/providers/A.B/cs/x"
           out key = #?listKeys('/subscriptions/sub/resourceGroups/rg/providers/A.B/cs/x', '1').key1
           out pw = #"pw"
           out gone = ?reference('/subscriptions/sub/resourceGroups/rg/providers/Microsoft.Resources/deployments/middle').outputs.gone.value"#,
    );
}
