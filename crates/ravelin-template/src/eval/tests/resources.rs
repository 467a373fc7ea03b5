//! Conditions, children, bodies.

use super::{check, check_files, template};

#[test]
fn conditions_are_true_false_or_unknown() {
    check(
        r#""parameters": {"p": {"type": "bool"}},
           "resources": [
             {"type": "A.B/cs", "apiVersion": "1", "name": "yes", "condition": true},
             {"type": "A.B/cs", "apiVersion": "1", "name": "no", "condition": "[equals(1, 2)]"},
             {"type": "A.B/cs", "apiVersion": "1", "name": "maybe", "condition": "[and(parameters('p'), true())]"},
             {"type": "A.B/cs", "apiVersion": "1", "name": "never", "condition": "[and(parameters('p'), false())]"}
           ]"#,
        "~/A.B/cs/yes
         ~/A.B/cs/maybe if (true | false)",
    );
}

#[test]
fn an_inline_child_has_its_parents_type_and_name_but_not_its_condition() {
    // "If you define a condition on a parent, child resources are not automatically conditional".
    // https://learn.microsoft.com/azure/azure-resource-manager/templates/conditional-resource-deployment
    check(
        r#""resources": [{"type": "A.B/cs", "apiVersion": "1", "name": "p", "condition": false, "resources": [
             {"type": "ds", "apiVersion": "1", "name": "rel", "resources": [
               {"type": "es", "apiVersion": "1", "name": "deep", "properties": {"x": 1}}
             ]},
             {"type": "A.B/cs/ds", "apiVersion": "1", "name": "p/whole"}
           ]}]"#,
        r#"~/A.B/cs/p/ds/rel
           ~/A.B/cs/p/ds/rel/es/deep = {"properties":{"x":1}}
           ~/A.B/cs/p/ds/whole"#,
    );
}

#[test]
fn an_inline_child_is_copied_with_its_parent() {
    check(
        r#""resources": [{"type": "A.B/cs", "apiVersion": "1", "name": "[concat('p', copyIndex())]", "copy": {"name": "l", "count": 2}, "resources": [
             {"type": "ds", "apiVersion": "1", "name": "c"}
           ]}]"#,
        "~/A.B/cs/p0
         ~/A.B/cs/p1
         ~/A.B/cs/p0/ds/c
         ~/A.B/cs/p1/ds/c",
    );
}

#[test]
fn the_body_is_all_that_is_no_deployment_matter() {
    check(
        r#""resources": [{"type": "A.B/cs", "apiVersion": "2020-01-01", "name": "x", "location": "[resourceGroup().location]", "comments": "c",
             "dependsOn": ["[resourceId('A.B/cs', 'y')]"], "tags": {"[concat('a', 'b')]": "1"}, "sku": {"name": "S1"}, "kind": "k",
             "zones": ["1"], "identity": {"type": "SystemAssigned"}, "plan": null, "properties": {}}]"#,
        r#"~/A.B/cs/x in "here" = {"tags":{"ab":"1"},"sku":{"name":"S1"},"kind":"k","zones":["1"],"identity":{"type":"SystemAssigned"},"plan":null,"properties":{}}"#,
    );
}

#[test]
fn resources_by_symbol_may_exist_already() {
    check(
        r#""languageVersion": "2.0", "resources": {
             "vault": {"existing": true, "type": "A.B/vaults", "apiVersion": "1", "name": "kv", "resourceGroup": "other"},
             "here": {"existing": true, "type": "A.B/vaults", "apiVersion": "1", "name": "kv2"},
             "user": {"type": "A.B/cs", "apiVersion": "1", "name": "c", "properties": {"uri": "[reference('vault').uri]"}, "dependsOn": ["here"]}
           }"#,
        r#"/subscriptions/sub/resourceGroups/other/providers/A.B/vaults/kv existing
           ~/A.B/vaults/kv2 existing
           ~/A.B/cs/c = {"properties":{"uri":?reference('/subscriptions/sub/resourceGroups/other/providers/A.B/vaults/kv').uri}}"#,
    );
}

#[test]
fn extension_resources_lie_below_what_they_extend() {
    check(
        r#""resources": [
             {"type": "Microsoft.Authorization/locks", "apiVersion": "1", "name": "l1", "scope": "A.B/cs/x"},
             {"type": "Microsoft.Authorization/locks", "apiVersion": "1", "name": "l2", "scope": "[resourceId('A.B/cs/ds', 'x', 'y')]"},
             {"type": "A.B/cs/providers/locks", "apiVersion": "1", "name": "[concat('x', '/Microsoft.Authorization/', 'l3')]"},
             {"type": "A.B/cs/ds/providers/diagnosticSettings", "apiVersion": "1", "name": "x/y/Microsoft.Insights/d1"},
             {"type": "A.B/cs", "apiVersion": "1", "name": "x", "resources": [
               {"type": "providers/locks", "apiVersion": "1", "name": "Microsoft.Authorization/l4"}
             ]}
           ]"#,
        "~/A.B/cs/x/providers/Microsoft.Authorization/locks/l1
         ~/A.B/cs/x/ds/y/providers/Microsoft.Authorization/locks/l2
         ~/A.B/cs/x/providers/Microsoft.Authorization/locks/l3
         ~/A.B/cs/x/ds/y/providers/Microsoft.Insights/diagnosticSettings/d1
         ~/A.B/cs/x
         ~/A.B/cs/x/providers/Microsoft.Authorization/locks/l4",
    );
}

#[test]
fn what_is_not_known_of_a_name_stays_in_its_place() {
    check(
        r#""parameters": {"n": {"type": "string"}, "e": {"type": "string", "allowedValues": ["dev", "prod"]}},
           "resources": [
             {"type": "A.B/cs", "apiVersion": "1", "name": "[concat('c-', parameters('n'), '-x')]"},
             {"type": "A.B/cs/ds", "apiVersion": "1", "name": "[concat(parameters('n'), '/d')]"},
             {"type": "A.B/es", "apiVersion": "1", "name": "[concat('e', parameters('e'))]"}
           ]"#,
        "~/A.B/cs/c-{parameters('n')}-x
         ~/A.B/cs/{parameters('n')}/ds/d
         {resourceId(A.B/es, concat('e', parameters('e')))}",
    );
}

#[test]
fn several_mistakes_in_one_file_leave_the_rest() {
    check_files(
        &[(
            "main.json",
            &template(
                r#""resources": [
             {"type": "A.B/cs", "apiVersion": "1", "name": "[nosuch()]"},
             {"type": "A.B/cs", "apiVersion": "1", "name": "[concat('a',)]"},
             {"apiVersion": "1", "name": "typeless"},
             {"type": "A.B/cs", "apiVersion": "1", "name": "good"}
           ]"#,
            ),
        )],
        "~/A.B/cs/{error@}
         ~/A.B/cs/{error@}
         ~/A.B/cs/good
         ! there is no template function `nosuch`
         ! in this expression, expected a value, found `)`
         ! this resource has no `type`
         gap: there is no template function `nosuch`
         gap: in this expression, expected a value, found `)`
         gap: this resource has no `type`",
    );
}
