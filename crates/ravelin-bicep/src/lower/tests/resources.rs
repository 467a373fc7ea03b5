//! Resources: names, parents, loops, conditions, references.

use super::{check, values_in};

#[test]
fn children_nest_and_name_their_parents() {
    check(
        "resource a 'A.B/cs@2020-01-01' = {
           name: 'a'
           resource b 'ds' = {
             name: 'b'
             resource c 'es@2021-01-01' = { name: 'c' }
           }
         }
         resource d 'A.B/cs/ds@2020-01-01' = { parent: a, name: 'd' }
         resource e 'A.B/cs/ds/es@2020-01-01' = { name: 'a/d/e' }
         resource f 'A.B/cs/ds/es@2020-01-01' = { parent: a::b, name: 'f' }
         output names array = [a.name, a::b.name, a::b::c.name, d.name, e.name, f.name]
         output ids array = [a::b::c.id, f.id]
         output types array = [a.type, a::b.type, f.type, a::b.apiVersion, a::b::c.apiVersion]",
        r#"~/A.B/cs/a
           ~/A.B/cs/a/ds/b
           ~/A.B/cs/a/ds/b/es/c
           ~/A.B/cs/a/ds/d
           ~/A.B/cs/a/ds/d/es/e
           ~/A.B/cs/a/ds/b/es/f
           out names = ["a", "b", "c", "d", "a/d/e", "f"]
           out ids = ["/subscriptions/sub/resourceGroups/rg/providers/A.B/cs/a/ds/b/es/c", "/subscriptions/sub/resourceGroups/rg/providers/A.B/cs/a/ds/b/es/f"]
           out types = ["A.B/cs", "A.B/cs/ds", "A.B/cs/ds/es", "2020-01-01", "2021-01-01"]"#,
    );
}

#[test]
fn a_nested_child_has_its_parents_condition_and_one_with_a_parent_has_not() {
    check(
        "param p string
         resource a 'A.B/cs@1' = if (p == 'x') {
           name: 'a'
           resource b 'ds' = { name: 'b' }
           resource c 'ds' = if (p == 'y') { name: 'c' }
         }
         resource d 'A.B/cs/ds@1' = { parent: a, name: 'd' }
         resource no 'A.B/cs@1' = if (false) {
           name: 'no'
           resource inner 'ds' = { name: 'inner' }
         }",
        "~/A.B/cs/a if ?equals(parameters('p'), 'x')
         ~/A.B/cs/a/ds/b if ?equals(parameters('p'), 'x')
         ~/A.B/cs/a/ds/c if ?and(equals(parameters('p'), 'x'), equals(parameters('p'), 'y'))
         ~/A.B/cs/a/ds/d",
    );
}

#[test]
fn loops() {
    check(
        "param names array
         var items = [{ n: 'x', on: true }, { n: 'y', on: false }]
         resource a 'A.B/as@1' = [for item in items: { name: item.n }]
         @batchSize(1)
         resource b 'A.B/bs@1' = [for (item, i) in items: if (item.on) { name: '${item.n}${i}' }]
         resource c 'A.B/cs@1' = [for i in range(5, 2): { name: 'c${i}', properties: { of: a[i - 5].name } }]
         resource d 'A.B/ds@1' = [for n in names: { name: 'd-${n}' }]
         resource e 'A.B/as/es@1' = [for (item, i) in items: { parent: a[i], name: 'e' }]
         output ids array = [for i in range(0, 2): c[i].name]
         output all array = map(c, one => one.properties.of)
         output last string = a[length(items) - 1].name",
        r#"~/A.B/as/x
           ~/A.B/as/y
           ~/A.B/bs/x0
           ~/A.B/cs/c5 = {"properties":{"of":"x"}}
           ~/A.B/cs/c6 = {"properties":{"of":"y"}}
           ~/A.B/ds/d-{parameters('names')[copyIndex()]} if ?length(parameters('names')) > 0
           ~/A.B/as/x/es/e
           ~/A.B/as/y/es/e
           out ids = ["c5", "c6"]
           out all = ["x", "y"]
           out last = "y""#,
    );
}

#[test]
fn loops_over_one_of_several_arrays() {
    check(
        "@allowed(['one', 'two'])
         param size string
         var names = { one: ['a'], two: ['a', 'b'] }
         resource r 'A.B/cs@1' = [for n in names[size]: { name: n }]",
        "~/A.B/cs/a
         ~/A.B/cs/b if ?length({\"one\":[\"a\"],\"two\":[\"a\",\"b\"]}[parameters('size')]) > 1",
    );
}

#[test]
fn bodies_are_known_and_what_azure_adds_is_not() {
    values_in(
        "param n string = 'x'
         resource a 'A.B/cs@2020-01-01' = { name: n, location: 'there', sku: { name: 'S1' }, properties: { p: 1, deep: { q: null } } }
         resource old 'A.B/cs@2020-01-01' existing = { name: 'old' }
         resource many 'A.B/ds@1' = [for i in range(0, 2): { name: 'd${i}', properties: { i: i } }]",
        &[
            ("a.properties.p", "1"),
            ("a.properties.deep.q", "?reference('/subscriptions/sub/resourceGroups/rg/providers/A.B/cs/x').deep.q"),
            ("a.properties.uri", "?reference('/subscriptions/sub/resourceGroups/rg/providers/A.B/cs/x').uri"),
            ("a.properties['p']", "1"),
            ("a.sku.name", "\"S1\""),
            ("a.location", "\"there\""),
            (
                "a.identity.principalId",
                "?reference('/subscriptions/sub/resourceGroups/rg/providers/A.B/cs/x', 'full').identity.principalId",
            ),
            ("old.id", "\"/subscriptions/sub/resourceGroups/rg/providers/A.B/cs/old\""),
            ("old.properties.x", "?reference('/subscriptions/sub/resourceGroups/rg/providers/A.B/cs/old').x"),
            ("old.location", "?reference('/subscriptions/sub/resourceGroups/rg/providers/A.B/cs/old', 'full').location"),
            ("map(many, d => d.properties.i)", "[0, 1]"),
            ("many[1].name", "\"d1\""),
            ("reference(a.id, '2020-01-01').p", "1"),
            (
                "a.listKeys().keys[0].value",
                "#?listKeys('/subscriptions/sub/resourceGroups/rg/providers/A.B/cs/x').keys[0].value",
            ),
            ("old.getSecret('pw')", "#?getSecret('/subscriptions/sub/resourceGroups/rg/providers/A.B/cs/old', 'pw')"),
            (
                "listKeys(a.id, '1').k",
                "#?listKeys('/subscriptions/sub/resourceGroups/rg/providers/A.B/cs/x', '1').k",
            ),
        ],
    );
}

#[test]
fn of_a_resource_that_may_not_be_there_safe_access_gives_null() {
    values_in(
        "param p bool
         resource a 'A.B/cs@1' = if (p) { name: 'a', properties: { x: 1 } }
         resource no 'A.B/cs@1' = if (false) { name: 'no', properties: { x: 1 } }",
        &[
            ("a.?properties.x", "(1 | null)"),
            ("no.?properties.x", "null"),
            ("no.?properties.x ?? 5", "5"),
            ("no.id", "\"/subscriptions/sub/resourceGroups/rg/providers/A.B/cs/no\""),
        ],
    );
}

#[test]
fn names_that_are_known_in_part() {
    check(
        "param n string
         @allowed(['dev', 'prod'])
         param env string
         resource a 'A.B/cs@1' = { name: 'st${n}', tags: { '${n}': 'x', b: 'y' } }
         resource b 'A.B/cs/ds@1' = { parent: a, name: 'default' }
         output env string = 'st${env}'",
        "~/A.B/cs/st{parameters('n')} = {\"tags\":{\"b\":\"y\", …}}
         ~/A.B/cs/st{parameters('n')}/ds/default
         out env = (\"stdev\" | \"stprod\")",
    );
}

#[test]
fn deployments_may_be_resources() {
    check(
        "resource d 'Microsoft.Resources/deployments@2022-09-01' = {
           name: 'd'
           properties: {
             mode: 'Incremental'
             expressionEvaluationOptions: { scope: 'inner' }
             parameters: { n: { value: 'x' } }
             template: {
               '$schema': 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#'
               contentVersion: '1.0.0.0'
               parameters: { n: { type: 'string' } }
               resources: [{ type: 'A.B/cs', apiVersion: '1', name: '[parameters(\\'n\\')]' }]
               outputs: { o: { type: 'string', value: '[parameters(\\'n\\')]' } }
             }
           }
         }
         output o string = d.properties.outputs.o.value",
        "~/A.B/cs/x\nout o = \"x\"",
    );
}
