//! What stays known of a value that is not known.

use super::{check, values_in};

const OPEN: &str = r#""parameters": {
    "s": {"type": "string"}, "o": {"type": "object"}, "a": {"type": "array"}, "b": {"type": "bool"}, "n": {"type": "int"},
    "e": {"type": "string", "allowedValues": ["dev", "prod"]}
  }, "variables": {"skus": {"dev": {"name": "B1", "only": 1}, "prod": {"name": "P1"}}}, "resources": []"#;

#[test]
fn strings_keep_their_known_parts() {
    values_in(
        OPEN,
        &[
            ("concat('https://', parameters('s'), '.example')", "\"https://{parameters('s')}.example\""),
            ("format('{0}-{1}', parameters('s'), 'x')", "\"{parameters('s')}-x\""),
            ("concat('st', parameters('e'))", r#"("stdev" | "stprod")"#),
            ("concat(parameters('e'), '-', parameters('e'))", "\"{parameters('e')}-{parameters('e')}\""),
            ("startsWith(concat('https://', parameters('s')), 'http://')", "false"),
            ("empty(concat('x', parameters('s')))", "false"),
        ],
    );
}

#[test]
fn members_of_unknown_objects_are_unknown() {
    values_in(
        OPEN,
        &[
            ("parameters('o').a.b", "?parameters('o').a.b"),
            ("parameters('a')[0].x", "?parameters('a')[0].x"),
            ("createArray(1, 2)[parameters('n')]", "(1 | 2)"),
            ("variables('skus')[parameters('e')].name", r#"("B1" | "P1")"#),
            ("tryGet(variables('skus')[parameters('e')], 'only')", "(1 | null)"),
            ("coalesce(tryGet(variables('skus')[parameters('e')], 'only'), 5)", "(1 | 5)"),
            ("coalesce(parameters('s'), 'x')", "?coalesce(parameters('s'), 'x')"),
        ],
    );
}

#[test]
fn unions_with_unknown_objects_are_open() {
    values_in(
        OPEN,
        &[
            ("union(createObject('a', 1), parameters('o')).b", "?parameters('o').b"),
            ("union(parameters('o'), createObject('a', 1)).a", "1"),
        ],
    );
}

#[test]
fn an_unknown_is_the_same_as_itself() {
    values_in(
        OPEN,
        &[
            ("equals(parameters('s'), parameters('s'))", "true"),
            ("equals(parameters('n'), 3)", "?equals(parameters('n'), 3)"),
        ],
    );
}

#[test]
fn a_member_with_an_unknown_name_makes_the_object_open() {
    check(
        r#""parameters": {"k": {"type": "string"}}, "resources": [{"type": "A.B/cs", "apiVersion": "1", "name": "x",
             "tags": {"a": 1, "[parameters('k')]": 2}}]"#,
        r#"~/A.B/cs/x = {"tags":{"a":1, …}}"#,
    );
}
