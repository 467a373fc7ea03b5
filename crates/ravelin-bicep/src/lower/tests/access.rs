//! Members, items, and safe access.

use super::values_in;

#[test]
fn members_and_items() {
    values_in(
        "var o = { a: { b: [1, 2, 3] }, 'x-y': 'z' }\nvar key = 'x-y'\nvar list = ['a', 'b', 'c']",
        &[
            ("o.a.b[1]", "2"),
            ("o['x-y']", "\"z\""),
            ("o[key]", "\"z\""),
            ("o['${'x'}-y']", "\"z\""),
            ("list[^1]", "\"c\""),
            ("list[?5] ?? 'none'", "\"none\""),
            ("list[?^4] ?? 'none'", "\"none\""),
            ("list[?^3]", "\"a\""),
        ],
    );
}

#[test]
fn safe_steps_skip_the_rest_of_the_chain() {
    values_in(
        "param p object\nvar o = { a: { b: 1 }, n: null }\nvar z = null",
        &[
            ("o.?x", "null"),
            ("o.?x.y.z", "null"),
            ("o.?a.b", "1"),
            ("o.?a.?c ?? 'd'", "\"d\""),
            ("o.n.?x", "null"),
            ("z.?x.y[0]", "null"),
            ("o[?'x'] ?? 1", "1"),
            ("p.?a ?? 'd'", "?coalesce(parameters('p').a, 'd')"),
            ("(o.?x).?y", "null"),
        ],
    );
}

#[test]
fn of_what_is_one_of_several_members_are_one_of_several() {
    values_in(
        "@allowed(['dev', 'prod'])\nparam env string\nvar map = { dev: { sku: 'B1', only: true }, prod: { sku: 'P1' } }",
        &[
            ("map[env].sku", "(\"B1\" | \"P1\")"),
            ("map[env].?only ?? false", "(true | false)"),
            ("map[?env].sku", "(\"B1\" | \"P1\")"),
        ],
    );
}
