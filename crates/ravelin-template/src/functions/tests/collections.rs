//! Arrays and objects: the examples of
//! <https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-array> and
//! <https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-functions-object>, and member access.

use super::notation::{read, show};
use super::{check, doubtful, fails};
use crate::functions::property;

#[test]
fn making() {
    check(
        "array",
        &[("[1]", "[1]"), ("['efgh']", "['efgh']"), ("[{'a': 'b'}]", "[{a:'b'}]"), ("[[1]]", "[1]")],
    );
    doubtful("array", &["[null]"]);
    check("createArray", &[("[1, 'a', [2]]", "[1,'a',[2]]"), ("[]", "[]")]);
    check(
        "createObject",
        &[("['intProp', 1, 'stringProp', 'abc']", "{intProp:1,stringProp:'abc'}"), ("[]", "{}")],
    );
    fails("createObject", &["['a']", "[1, 2]"]);
}

#[test]
fn reading() {
    check(
        "length",
        &[
            ("[['one', 'two', 'three']]", "3"),
            ("['One Two Three']", "13"),
            ("[{'a': 1, 'b': {'c': 1}}]", "2"),
        ],
    );
    check("length", &[("['😀']", "2"), ("[[[1, 2]]]", "1")]);
    fails("length", &["[null]", "[1]", "[true]"]);
    check(
        "empty",
        &[("[[]]", "true"), ("[{}]", "true"), ("['']", "true"), ("[null]", "true"), ("['a']", "false")],
    );
    fails("empty", &["[0]", "[false]"]);
    check("first", &[("[['one', 'two']]", "'one'"), ("[[]]", "null")]);
    check("last", &[("[['one', 'two']]", "'two'"), ("[[]]", "null")]);
    fails("first", &["[{}]", "[null]"]);
    check(
        "take",
        &[("[['one', 'two', 'three'], 2]", "['one','two']"), ("[[1], 9]", "[1]"), ("[[1], -2]", "[]")],
    );
    check("skip", &[("[['one', 'two', 'three'], 2]", "['three']"), ("[[1], 9]", "[]"), ("[[1], -2]", "[1]")]);
    check(
        "contains",
        &[("[['one', 'two'], 'two']", "true"), ("[['one'], 'ONE']", "false"), ("[[1], '1']", "false")],
    );
    check(
        "contains",
        &[
            ("[{'one': 'a'}, 'one']", "true"),
            ("[{'one': 'a'}, 'ONE']", "true"),
            ("[{'one': 'a'}, 'a']", "false"),
        ],
    );
    fails("contains", &["[null, 'a']", "[1, 'a']"]);
    check(
        "indexOf",
        &[("[['FOO', 'BAR'], 'bar']", "-1"), ("[['FOO', 'BAR'], 'BAR']", "1"), ("[[1, [2]], [2]]", "1")],
    );
    check("lastIndexOf", &[("[['fizz', 'buzz', 'pop', 'fizz'], 'fizz']", "3"), ("[[], 1]", "-1")]);
}

#[test]
fn combining() {
    check(
        "union",
        &[("[['one', 'two', 'three'], ['three', 'four', 'two']]", "['one','two','three','four']")],
    );
    check(
        "union",
        &[("[['a', 'a'], ['b']]", "['a','b']"), ("[[{'a': 1}, 1], [{'a': 1}, '1']]", "[{a:1},1,'1']")],
    );
    check(
        "union",
        &[(
            "[{'one': 'a', 'two': 'b', 'three': 'c1'}, {'three': 'c2', 'four': 'd', 'five': 'e'}]",
            "{one:'a',two:'b',three:'c2',four:'d',five:'e'}",
        )],
    );
    let first = "{'property': {'one': 'a', 'two': 'b', 'three': 'c1'}, 'nestedArray': [1, 2]}";
    let second = "{'property': {'three': 'c2', 'four': 'd', 'five': 'e'}, 'nestedArray': [3, 4]}";
    let merged = "{property:{one:'a',two:'b',three:'c2',four:'d',five:'e'},nestedArray:[3,4]}";
    check("union", &[(&format!("[{first}, {second}]"), merged), ("[{'A': 1}, {'a': 2}]", "{A:2}")]);
    check("union", &[("[{'a': {'b': 1}}, {'a': 2}]", "{a:2}"), ("[{'a': 1}, {'a': {'b': 1}}]", "{a:{b:1}}")]);
    check(
        "union",
        &[("[{'a': 1}, {'b': null}]", "{a:1,b:null}"), ("[{'a': 1}, {'a': null}]", "{a:<1|null>}")],
    );
    fails("union", &["[{}, []]", "[1, 2]", "[{}, null]"]);
    let shallow =
        "[[{'one': 'a', 'nested': {'a': 1, 'nested': {'c': 3}}}, {'two': 'b', 'nested': {'b': 2}}]]";
    check("shallowMerge", &[("[[{'one': 'a'}, {'two': 'b'}, {'two': 'c'}]]", "{one:'a',two:'c'}")]);
    check(
        "shallowMerge",
        &[
            (shallow, "{one:'a',nested:{b:2},two:'b'}"),
            ("[[]]", "{}"),
            ("[[{'a': 1}, {'a': null}]]", "{a:null}"),
        ],
    );
    fails("shallowMerge", &["[[1]]", "[{}]"]);
    check(
        "intersection",
        &[("[['one', 'two', 'three'], ['two', 'three']]", "['two','three']"), ("[[1, 1], [1]]", "[1]")],
    );
    check(
        "intersection",
        &[(
            "[{'one': 'a', 'two': 'b', 'three': 'c'}, {'one': 'a', 'two': 'z', 'three': 'c'}]",
            "{one:'a',three:'c'}",
        )],
    );
    check("distinct", &[("[['a', 'b', 'a', 1, 1, {'x': 1}, {'x': 1}]]", "['a','b',1,{x:1}]")]);
    check(
        "flatten",
        &[("[[[0, 1], [2, 3], [4, 5]]]", "[0,1,2,3,4,5]"), ("[[]]", "[]"), ("[[[[1]]]]", "[[1]]")],
    );
    fails("flatten", &["[[1]]", "['a']"]);
}

#[test]
fn listing() {
    check(
        "items",
        &[("[{'item002': 2, 'item001': 1}]", "[{key:'item001',value:1},{key:'item002',value:2}]")],
    );
    check("objectKeys", &[("[{'b': 2, 'A': 1, 'c': 3}]", "['A','b','c']"), ("[{}]", "[]")]);
    check("objectKeys", &[("[{'ab': 2, 'a-b': 1, 'a1': 3}]", "['a-b','a1','ab']")]);
    // An underscore comes after letters by code point, before them by a culture's rules.
    check("objectKeys", &[("[{'ab': 2, 'a_b': 1, 'b': 3}]", "[<'ab'|'a_b'>,<'a_b'|'ab'>,'b']")]);
    fails("items", &["[[]]", "[null]"]);
}

#[test]
fn trying() {
    check(
        "tryGet",
        &[
            ("[{'a': {'b': 1}}, 'A', 'b']", "1"),
            ("[{'a': 1}, 'x']", "null"),
            ("['text', 'x']", "null"),
            ("[null, 'x', 'y']", "null"),
        ],
    );
    check(
        "tryGet",
        &[
            ("[[1, 2], 1]", "2"),
            ("[[1, 2], 2]", "null"),
            ("[[1, 2], -1]", "null"),
            ("[{'a': [{}]}, 'a', 0, 'x']", "null"),
        ],
    );
    doubtful("tryGet", &["[{'a': 1}, 0]", "[[1], 'a']", "['text', 0]"]);
    check("indexFromEnd", &[("[['a', 'b', 'c', 'd'], 2]", "'c'"), ("[['a'], 1]", "'a'")]);
    fails("indexFromEnd", &["[['a'], 2]", "[['a'], 0]", "[['a'], -1]", "[[], 1]", "[{}, 1]"]);
    check(
        "tryIndexFromEnd",
        &[("[['a', 'b'], 2]", "'a'"), ("[['a'], 2]", "null"), ("[['a'], 0]", "null"), ("[null, 1]", "null")],
    );
}

/// Each line is `base`, `key`, what `base[key]` is, and what it is when nothing there is null.
#[test]
fn access() {
    let missing = "fails: there is no property `x`; there is `a`";
    let table = [
        ("{'a': 1}", "'A'", "1", "1"),
        ("{'a': 1}", "'x'", missing, "null"),
        ("{}", "'x'", "fails: there is no property `x`; there is none at all", "null"),
        ("[1, 2]", "1", "2", "2"),
        ("[1, 2]", "2", "fails: there is no item 2 in an array of 2", "null"),
        ("[1, 2]", "-1", "fails: there is no item -1 in an array of 2", "null"),
        ("[1]", "'a'", "fails: an array has no property `a`", "fails: an array has no property `a`"),
        ("{}", "0", "fails: an object has no item 0", "fails: an object has no item 0"),
        ("null", "'x'", "fails: null has no property `x`", "null"),
        ("'text'", "0", "fails: a string has no item 0", "fails: a string has no item 0"),
        ("{'$any': 'u'}", "'x'", "<u.x>", "<u.x>"),
        ("{'$any': 'u'}", "0", "undecided", "undecided"),
        ("{'a': 1, '$rest': 'u'}", "'x'", "<u.x>", "<u.x>"),
        ("{'a': 1, '$rest': 'u'}", "'a'", "1", "1"),
        ("{'$oneOf': [{'a': 1}, {'a': 2}], '$as': 'u'}", "'a'", "<1|2>", "<1|2>"),
        ("{'$oneOf': [{'a': 1}, {'b': 2}], '$as': 'u'}", "'a'", "<1|null>", "<1|null>"),
        ("{'$oneOf': [[1], [2, 3]], '$as': 'u'}", "0", "<1|2>", "<1|2>"),
        ("{'$oneOf': [{'a': 1}, null], '$as': 'u'}", "'a'", "<1|null>", "<1|null>"),
        ("{'dev': 'S', 'prod': 'P'}", "{'$any': 'u'}", "<'S'|'P'>", "<'S'|'P'|null>"),
        ("{'dev': 'S', 'prod': 'S'}", "{'$any': 'u'}", "'S'", "<'S'|null>"),
        ("{'dev': 'S', 'prod': 'P'}", "{'$parts': ['d', {'$any': 'u'}]}", "'S'", "<'S'|null>"),
        (
            "{'dev': 'S', 'prod': 'P', 'x': 1}",
            "{'$oneOf': ['dev', 'prod'], '$as': 'u'}",
            "<'S'|'P'>",
            "<'S'|'P'>",
        ),
        ("[1, 2]", "{'$any': 'u'}", "<1|2>", "<1|2|null>"),
        ("{'$holding': [1], '$as': 'u'}", "0", "undecided", "undecided"),
        ("{'$parts': ['a', {'$any': 'u'}]}", "'x'", "fails: a string has no property `x`", "null"),
        ("{'$secret': {'a': 1}}", "'a'", "secret 1", "secret 1"),
    ];
    for (base, key, plain, safe) in table {
        for (expected, safe) in [(plain, false), (safe, true)] {
            let result = match property(&read(base), &read(key), safe) {
                Ok(Some(value)) => show(&value),
                Ok(None) => "undecided".to_owned(),
                Err(failure) => format!("fails: {}", failure.message),
            };
            assert_eq!(result, expected, "{base}[{key}], safe: {safe}");
        }
    }
}
