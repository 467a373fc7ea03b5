//! Operators, strings, lambdas, loops in values.

use super::{check, values_in};

#[test]
fn strings() {
    values_in(
        "param p string\nvar n = 3\nvar b = true",
        &[
            (r"'a\'b\\c\n\u{1F600}\$'", "\"a'b\\\\c\\n😀$\""),
            ("'${n}-${b}-${'x'}'", "\"3-True-x\""),
            ("'{${n}} {0} {{}}'", "\"{3} {0} {{}}\""),
            ("'${p}}'", "\"{parameters('p')}}\""),
            ("'''a\nb'''", "\"a\\nb\""),
            ("'''\n${n} 'quoted' \\n'''", "\"${n} 'quoted' \\\\n\""),
            ("''''quoted''''", "\"'quoted'\""),
        ],
    );
}

#[test]
fn operators() {
    // https://learn.microsoft.com/azure/azure-resource-manager/bicep/operators
    values_in(
        "param s string\nparam o object\nvar n = null",
        &[
            ("7 / 2", "3"),
            ("-7 % 3", "-1"),
            ("2 + 3 * 4 - 1", "13"),
            ("(2 + 3) * -4", "-20"),
            ("1 < 2 && !(3 >= 4)", "true"),
            ("'a' < 'b'", "true"),
            ("'A' == 'a'", "false"),
            ("'A' =~ 'a'", "true"),
            ("'A' !~ 'a'", "false"),
            ("1 == '1'", "false"),
            ("n ?? 'x'", "\"x\""),
            ("n ?? n ?? 'y'", "\"y\""),
            ("s ?? 'x'", "?coalesce(parameters('s'), 'x')"),
            ("true ? 1 : 2", "1"),
            ("s == 'x' ? 'a' : 'b'", "(\"a\" | \"b\")"),
            ("false && s == 'x'", "false"),
            ("s == 'x' || true", "true"),
            ("contains(['a', 'b'], 'b')", "true"),
            ("s!", "?parameters('s')"),
        ],
    );
}

#[test]
fn spreads() {
    values_in(
        "param o object\nparam a array\nvar base = { a: 1, b: { c: 2 } }",
        &[
            ("{ ...base, a: 3 }", r#"{"a":3,"b":{"c":2}}"#),
            ("{ a: 3, ...base }", r#"{"a":1,"b":{"c":2}}"#),
            ("{ ...o, a: 3 }", r#"{"a":3, …}"#),
            ("{ a: 3, ...o }", r#"{"a":?parameters('o').a, …}"#),
            ("[0, ...range(1, 2), ...[], 9]", "[0, 1, 2, 9]"),
            ("[0, ...a]", "[0, …]"),
        ],
    );
}

#[test]
fn lambdas() {
    // https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-functions-lambda
    values_in(
        "var dogs = [{ name: 'Evie', age: 5 }, { name: 'Casper', age: 3 }, { name: 'Kira', age: 8 }]",
        &[
            ("map(dogs, dog => dog.name)", r#"["Evie", "Casper", "Kira"]"#),
            ("map(dogs, (dog, i) => '${i}${dog.name}')", r#"["0Evie", "1Casper", "2Kira"]"#),
            ("map(filter(dogs, dog => dog.age >= 5), x => x.name)", r#"["Evie", "Kira"]"#),
            ("filter(dogs, (dog, i) => i < 1)", r#"[{"name":"Evie","age":5}]"#),
            ("reduce(map(dogs, d => d.age), 0, (cur, next) => cur + next)", "16"),
            ("reduce([1, 2, 3], 0, (cur, next, i) => i == 1 ? cur : cur + next)", "4"),
            ("map(sort(dogs, (a, b) => a.age < b.age), d => d.age)", "[3, 5, 8]"),
            (
                "toObject(dogs, d => d.name, d => { age: d.age + 1 })",
                r#"{"Evie":{"age":6},"Casper":{"age":4},"Kira":{"age":9}}"#,
            ),
            ("toObject(['a'], x => x)", r#"{"a":"a"}"#),
            (
                "groupBy(['foo', 'bar', 'baz'], x => substring(x, 0, 1))",
                r#"{"f":["foo"],"b":["bar", "baz"]}"#,
            ),
            ("mapValues({ foo: 'foo' }, val => toUpper(val))", r#"{"foo":"FOO"}"#),
            ("map([1], x => map([2], y => x + y))", "[[3]]"),
        ],
    );
}

#[test]
fn loops_in_values() {
    values_in(
        "param names array\n@allowed([['a'], ['a', 'b']])\nparam few array
         var all = [for (n, i) in ['x', 'y', 'z']: { n: n, i: i }]
         var some = [for n in ['x', 'y']: 'p-${n}']",
        &[("all[2].i", "2"), ("map(all, a => a.n)", r#"["x", "y", "z"]"#), ("some", r#"["p-x", "p-y"]"#)],
    );
    check(
        "param names array
         @allowed([['a'], ['a', 'b']])
         param few array
         output twice array = [for n in [1, 2]: n * 2]
         output unknown array = [for n in names: n]
         output several array = [for n in few: '${n}!']
         output inner array = [for i in range(0, 2): [i]]
         output members object = { list: [for (n, at) in ['p']: '${n}${at}'] }",
        r#"out twice = [2, 4]
           out unknown = ?for(parameters('names'))@
           out several = (["a!"] | ["a!", "b!"])
           out inner = [[0], [1]]
           out members = {"list":["p0"]}"#,
    );
}

#[test]
fn functions_of_ones_own() {
    check(
        "func name(prefix string, n int) string => toLower('${prefix}${n}')
         func twice(x string) string => '${name(x, 1)}-${name(x, 2)}'
         var prefix = 'NOT'
         output a string = name('ST', 3)
         output b string = twice('A')
         output c array = map(['P', 'Q'], x => name(x, 0))",
        r#"out a = "st3"
           out b = "a1-a2"
           out c = ["p0", "q0"]"#,
    );
}

#[test]
fn names_of_things() {
    // https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-functions-any#nameof
    values_in(
        "param sqlConfig object = { name: 'x' }
         resource x 'A.B/cs@1' existing = { name: 'x' }
         resource many 'A.B/ds@1' existing = [for i in range(0, 2): { name: 'd${i}' }]",
        &[
            ("nameof(sqlConfig)", "\"sqlConfig\""),
            ("nameof(sqlConfig.name)", "\"name\""),
            ("nameof(sqlConfig.?a.?b)", "\"b\""),
            ("nameof(sqlConfig['server-name'])", "\"server-name\""),
            ("nameof(sqlConfig['a.b'])", "\"a.b\""),
            ("nameof(x)", "\"x\""),
            ("nameof(x.properties.uri)", "\"uri\""),
            ("nameof(many[0].properties.on)", "\"on\""),
            ("nameof( sqlConfig . name )", "\"name\""),
            ("sys.nameof(sqlConfig!.name)", "\"name\""),
            ("toUpper(nameof(sqlConfig))", "\"SQLCONFIG\""),
        ],
    );
}

#[test]
fn what_has_no_name() {
    // The compiler's `NameofFunctionTests` and `GetNameOfReturnValue`.
    for nameless in ["o['${p}']", "a[0]", "(o)", "1 + 2", "'abc'", "any('abc')"] {
        check(
            &format!("param p string\nparam o object\nparam a array\noutput v string = nameof({nameless})"),
            "out v = ?error@
             ! `nameof` takes something that has a name
             gap: `nameof` takes something that has a name",
        );
    }
}

#[test]
fn namespaces_tell_functions_from_names_of_ones_own() {
    values_in(
        "param resourceGroup string = 'mine'\nparam max int = 3",
        &[
            ("resourceGroup", "\"mine\""),
            ("az.resourceGroup().name", "\"rg\""),
            ("sys.max(1, 2)", "2"),
            ("any(max)", "3"),
        ],
    );
}
