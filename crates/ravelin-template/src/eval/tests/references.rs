//! `reference()` and its kin: what the code says of a resource is known before it is deployed, the rest is not.
//! <https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-resource#reference>

use super::{check, values_in};

const RESOURCES: &str = r#""languageVersion": "2.0", "resources": {
    "x": {"type": "A.B/cs", "apiVersion": "2020-01-01", "name": "x", "location": "there", "sku": {"name": "S1"},
      "properties": {"a": 1, "nested": {"b": "t"}, "null": null, "list": [{"k": 1}]}},
    "loop": {"type": "A.B/ls", "apiVersion": "1", "name": "[concat('l', copyIndex())]", "copy": {"name": "loop", "count": 2},
      "properties": {"i": "[copyIndex()]"}}
  }"#;

#[test]
fn members_in_the_body_are_known_and_others_are_not() {
    values_in(
        RESOURCES,
        &[
            ("reference('x').a", "1"),
            ("reference(resourceId('A.B/cs', 'X')).A", "1"),
            ("reference(resourceId('A.B/cs', 'x'), '2020-01-01').nested.b", "\"t\""),
            (
                "reference('x').nested.other",
                "?reference('/subscriptions/sub/resourceGroups/rg/providers/A.B/cs/x').nested.other",
            ),
            (
                "reference('x').null",
                "?reference('/subscriptions/sub/resourceGroups/rg/providers/A.B/cs/x').null",
            ),
            (
                "reference('x').other",
                "?reference('/subscriptions/sub/resourceGroups/rg/providers/A.B/cs/x').other",
            ),
            ("reference('x').list[0].k", "1"),
            ("reference('x', '2020-01-01', 'Full').sku.name", "\"S1\""),
            ("reference('x', '2020-01-01', 'full').location", "\"there\""),
            ("reference('x', '2020-01-01', 'full').properties.a", "1"),
            ("reference('x', 'full').id", "\"/subscriptions/sub/resourceGroups/rg/providers/A.B/cs/x\""),
            (
                "reference('x', '2020-01-01', 'full').identity.principalId",
                "?reference('/subscriptions/sub/resourceGroups/rg/providers/A.B/cs/x', 'full').identity.principalId",
            ),
        ],
    );
}

#[test]
fn loops_are_referred_to_by_index_and_as_a_whole() {
    values_in(
        RESOURCES,
        &[
            ("reference('loop[1]').i", "1"),
            ("reference(format('loop[{0}]', 0)).i", "0"),
            ("length(references('loop'))", "2"),
            ("map(references('loop'), lambda('one', lambdaVariables('one').i))", "[0, 1]"),
            ("references('loop', 'full')[1].name", "\"l1\""),
        ],
    );
}

#[test]
fn information_of_a_resource_is_known_at_once() {
    values_in(
        RESOURCES,
        &[
            ("resourceInfo('x').id", "\"/subscriptions/sub/resourceGroups/rg/providers/A.B/cs/x\""),
            ("resourceInfo('x').name", "\"x\""),
            ("resourceInfo('x').type", "\"A.B/cs\""),
            ("resourceInfo('x').apiVersion", "\"2020-01-01\""),
            ("resourceInfo('loop[1]').name", "\"l1\""),
        ],
    );
}

#[test]
fn a_resource_of_elsewhere_is_not_known() {
    values_in(
        r#""parameters": {"kv": {"type": "string"}}, "resources": []"#,
        &[
            (
                "reference(resourceId('other', 'A.B/vaults', 'kv'), '1').vaultUri",
                "?reference('/subscriptions/sub/resourceGroups/other/providers/A.B/vaults/kv').vaultUri",
            ),
            (
                "reference(resourceId('A.B/vaults', parameters('kv')), '1', 'Full').properties.vaultUri",
                "?reference('/subscriptions/sub/resourceGroups/rg/providers/A.B/vaults/{parameters('kv')}').vaultUri",
            ),
        ],
    );
}

#[test]
fn lists_are_secret() {
    values_in(
        r#""resources": []"#,
        &[
            (
                "listKeys(resourceId('A.B/cs', 'x'), '2020-01-01').keys[0].value",
                "#?listKeys('/subscriptions/sub/resourceGroups/rg/providers/A.B/cs/x', '2020-01-01').keys[0].value",
            ),
            (
                "concat('AccountKey=', listAccountSas('x', '1', createObject('a', 'b')).accountSasToken)",
                r#"#"AccountKey={listAccountSas('x', '1', {"a":"b"}).accountSasToken}""#,
            ),
        ],
    );
}

#[test]
fn resources_that_refer_to_one_another_in_a_circle_are_a_mistake() {
    // "Circular dependency detected in template": a reference is a dependency.
    // https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-invalid-template#circular-dependency
    check(
        r#""resources": [
             {"type": "A.B/cs", "apiVersion": "1", "name": "x", "properties": {"a": 1, "of-y": "[reference('y').b]"}},
             {"type": "A.B/cs", "apiVersion": "1", "name": "y", "properties": {"b": 2, "of-x": "[reference('x').a]"}}
           ]"#,
        r#"~/A.B/cs/x = {"properties":{"a":1,"of-y":2}}
           ~/A.B/cs/y = {"properties":{"b":2,"of-x":?error@.properties.a}}
           ! this resource depends on itself"#,
    );
}
