//! The `resourceId` family in all arities, at all levels.
//! <https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-resource#resourceid>

use super::{check_at, values_in};

const HERE: &str = "/subscriptions/sub/resourceGroups/rg/providers";

#[test]
fn in_a_resource_group() {
    let case =
        |expression: &str, id: &str| values_in(r#""resources": []"#, &[(expression, &format!("{id:?}"))]);
    case("resourceId('A.B/cs', 'x')", &format!("{HERE}/A.B/cs/x"));
    case("resourceId('A.B/cs/ds', 'x', 'y')", &format!("{HERE}/A.B/cs/x/ds/y"));
    case("resourceId('g2', 'A.B/cs', 'x')", "/subscriptions/sub/resourceGroups/g2/providers/A.B/cs/x");
    case("resourceId('s2', 'g2', 'A.B/cs', 'x')", "/subscriptions/s2/resourceGroups/g2/providers/A.B/cs/x");
    case("subscriptionResourceId('A.B/cs', 'x')", "/subscriptions/sub/providers/A.B/cs/x");
    case("subscriptionResourceId('s2', 'A.B/cs', 'x')", "/subscriptions/s2/providers/A.B/cs/x");
    case(
        "subscriptionResourceId('Microsoft.Resources/resourceGroups', 'g')",
        "/subscriptions/sub/resourceGroups/g",
    );
    case("tenantResourceId('A.B/cs/ds', 'x', 'y')", "/providers/A.B/cs/x/ds/y");
    case(
        "managementGroupResourceId('A.B/cs', 'x')",
        "/providers/Microsoft.Management/managementGroups/mg/providers/A.B/cs/x",
    );
    case(
        "managementGroupResourceId('m2', 'A.B/cs', 'x')",
        "/providers/Microsoft.Management/managementGroups/m2/providers/A.B/cs/x",
    );
    case(
        "extensionResourceId(resourceId('A.B/cs', 'x'), 'C.D/es', 'e')",
        &format!("{HERE}/A.B/cs/x/providers/C.D/es/e"),
    );
    case("extensionResourceId(resourceGroup().id, 'C.D/es/fs', 'e', 'f')", &format!("{HERE}/C.D/es/e/fs/f"));
}

#[test]
fn at_other_levels() {
    let case = |schema: &str, expression: &str, id: &str| {
        check_at(
            schema,
            &format!(
                r#""resources": [], "outputs": {{"id": {{"type": "string", "value": "[{expression}]"}}}}"#
            ),
            &format!("out id = {id:?}"),
        );
    };
    let (subscription, group, tenant) =
        ("subscriptionDeploymentTemplate", "managementGroupDeploymentTemplate", "tenantDeploymentTemplate");
    case(subscription, "resourceId('A.B/cs', 'x')", "/subscriptions/sub/providers/A.B/cs/x");
    case(subscription, "resourceId('s2', 'A.B/cs', 'x')", "/subscriptions/s2/providers/A.B/cs/x");
    case(
        subscription,
        "resourceId('s2', 'g2', 'A.B/cs', 'x')",
        "/subscriptions/s2/resourceGroups/g2/providers/A.B/cs/x",
    );
    case(
        subscription,
        "resourceId('Microsoft.Resources/resourceGroups', 'g')",
        "/subscriptions/sub/resourceGroups/g",
    );
    case(tenant, "resourceId('A.B/cs', 'x')", "/providers/A.B/cs/x");
    // "Returned value in management group deployments: /providers/…" as at the tenant's level.
    case(group, "tenantResourceId('A.B/cs', 'x')", "/providers/A.B/cs/x");
    case(
        group,
        "managementGroupResourceId('A.B/cs', 'x')",
        "/providers/Microsoft.Management/managementGroups/mg/providers/A.B/cs/x",
    );
}

#[test]
fn parts_that_are_not_known_stay_where_they_are() {
    values_in(
        r#""parameters": {"n": {"type": "string"}, "g": {"type": "string"}, "e": {"type": "string", "allowedValues": ["a", "b"]}}, "resources": []"#,
        &[
            (
                "resourceId('A.B/cs/ds', parameters('n'), 'y')",
                &format!("\"{HERE}/A.B/cs/{{parameters('n')}}/ds/y\""),
            ),
            (
                "resourceId(parameters('g'), 'A.B/cs', 'x')",
                "\"/subscriptions/sub/resourceGroups/{parameters('g')}/providers/A.B/cs/x\"",
            ),
            (
                "resourceId('A.B/cs', parameters('e'))",
                &format!("(\"{HERE}/A.B/cs/a\" | \"{HERE}/A.B/cs/b\")"),
            ),
        ],
    );
}

#[test]
fn wrong_numbers_of_names_are_refused() {
    values_in(
        r#""resources": []"#,
        &[("resourceId('A.B/cs/ds', 'x')", "?error@\n! `A.B/cs/ds` needs 2 names, but 1 are given")],
    );
    values_in(
        r#""resources": []"#,
        &[("resourceId('x')", "?error@\n! the resource type is missing: `Microsoft.Provider/type`")],
    );
}
