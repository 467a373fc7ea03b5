//! Levels and scopes: where a template and each of its resources is deployed.

use super::{at, check, check_at, template};

const INNER: &str = r#""mode": "Incremental", "expressionEvaluationOptions": {"scope": "inner"}"#;

fn nested(scope: &str, template: &str) -> String {
    format!(
        r#"{{"type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "n", "location": "west", {scope}
            "properties": {{{INNER}, "template": {template}}}}}"#
    )
}

const ONE: &str = r#""resources": [{"type": "A.B/cs", "apiVersion": "1", "name": "x", "properties": {
    "location": "[resourceGroup().location]", "id": "[resourceId('A.B/cs', 'y')]"}}]"#;

#[test]
fn a_subscription_deploys_to_it_and_into_its_groups() {
    check_at(
        "subscriptionDeploymentTemplate",
        &format!(
            r#""resources": [
                 {{"type": "Microsoft.Resources/resourceGroups", "apiVersion": "1", "name": "g1", "location": "north"}},
                 {{"type": "Microsoft.Authorization/policyAssignments", "apiVersion": "1", "name": "p"}},
                 {}, {}
               ], "outputs": {{"s": {{"type": "string", "value": "[subscription().subscriptionId]"}},
                 "l": {{"type": "string", "value": "[deployment().location]"}}}}"#,
            nested(r#""resourceGroup": "g1","#, &template(ONE)),
            nested(r#""resourceGroup": "g2", "subscriptionId": "other","#, &template(ONE)),
        ),
        r#"/subscriptions/sub/resourceGroups/g1 in "north"
           /subscriptions/sub/providers/Microsoft.Authorization/policyAssignments/p
           /subscriptions/sub/resourceGroups/g1/providers/A.B/cs/x = {"properties":{"location":"north","id":"/subscriptions/sub/resourceGroups/g1/providers/A.B/cs/y"}}
           /subscriptions/other/resourceGroups/g2/providers/A.B/cs/x = {"properties":{"location":?resourceGroup('g2').location,"id":"/subscriptions/other/resourceGroups/g2/providers/A.B/cs/y"}}
           out s = "sub"
           out l = "here""#,
    );
}

#[test]
fn a_group_deploys_into_others() {
    check(
        &format!(
            r#""resources": [{}, {}, {}]"#,
            nested(r#""resourceGroup": "g2","#, &template(ONE)),
            nested(r#""subscriptionId": "other", "resourceGroup": "g2","#, &template(ONE)),
            nested(
                r#""scope": "/","#,
                &at(
                    "tenantDeploymentTemplate",
                    r#""resources": [{"type": "A.B/ts", "apiVersion": "1", "name": "t"}]"#
                )
            ),
        ),
        r#"/subscriptions/sub/resourceGroups/g2/providers/A.B/cs/x = {"properties":{"location":?resourceGroup('g2').location,"id":"/subscriptions/sub/resourceGroups/g2/providers/A.B/cs/y"}}
           /subscriptions/other/resourceGroups/g2/providers/A.B/cs/x = {"properties":{"location":?resourceGroup('g2').location,"id":"/subscriptions/other/resourceGroups/g2/providers/A.B/cs/y"}}
           /providers/A.B/ts/t"#,
    );
}

#[test]
fn management_groups_and_the_tenant_have_scopes_of_their_own() {
    let assignment = r#""resources": [{"type": "Microsoft.Authorization/roleAssignments", "apiVersion": "1", "name": "r"}]"#;
    check_at(
        "managementGroupDeploymentTemplate",
        &format!(
            r#""resources": [
                 {{"type": "Microsoft.Authorization/policyDefinitions", "apiVersion": "1", "name": "d"}}, {}, {}, {}
               ], "outputs": {{"m": {{"type": "string", "value": "[managementGroup().name]"}}}}"#,
            nested(
                r#""scope": "Microsoft.Management/managementGroups/mg2","#,
                &at("managementGroupDeploymentTemplate", assignment)
            ),
            nested(r#""subscriptionId": "other","#, &at("subscriptionDeploymentTemplate", assignment)),
            nested(r#""scope": "/","#, &at("tenantDeploymentTemplate", assignment)),
        ),
        r#"/providers/Microsoft.Management/managementGroups/mg/providers/Microsoft.Authorization/policyDefinitions/d
           /providers/Microsoft.Management/managementGroups/mg2/providers/Microsoft.Authorization/roleAssignments/r
           /subscriptions/other/providers/Microsoft.Authorization/roleAssignments/r
           /providers/Microsoft.Authorization/roleAssignments/r
           out m = "mg""#,
    );
    check_at(
        "tenantDeploymentTemplate",
        &format!(
            r#""resources": [{{"type": "Microsoft.Management/managementGroups", "apiVersion": "1", "name": "m2"}}, {}]"#,
            nested(
                r#""scope": "[tenantResourceId('Microsoft.Management/managementGroups', 'm2')]","#,
                &at("managementGroupDeploymentTemplate", assignment)
            )
        ),
        "/providers/Microsoft.Management/managementGroups/m2
         /providers/Microsoft.Management/managementGroups/m2/providers/Microsoft.Authorization/roleAssignments/r",
    );
}

#[test]
fn a_resource_may_name_the_scope_it_lies_in() {
    check_at(
        "managementGroupDeploymentTemplate",
        r#""resources": [
             {"type": "A.B/cs", "apiVersion": "1", "name": "t", "scope": "/"},
             {"type": "A.B/cs", "apiVersion": "1", "name": "s", "scope": "/subscriptions/s1"},
             {"type": "Microsoft.Authorization/locks", "apiVersion": "1", "name": "l", "scope": "Microsoft.Management/managementGroups/m2"}
           ]"#,
        "/providers/A.B/cs/t
         /subscriptions/s1/providers/A.B/cs/s
         /providers/Microsoft.Management/managementGroups/m2/providers/Microsoft.Authorization/locks/l",
    );
}
