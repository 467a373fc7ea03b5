//! What is known of results when arguments are not.

use super::{call, check, fails};

const U: &str = "{'$any': 'u'}";
const V: &str = "{'$any': 'v'}";
const P: &str = "{'$parts': ['ab', {'$any': 'u'}, 'yz']}";

/// A table with `U`, `V` and `P` written for what they stand for.
fn table(name: &str, rows: &[(&str, &str)]) {
    for (args, expected) in rows {
        let args = args.replace("U", U).replace("V", V).replace("PAT", P);
        check(name, &[(&args, expected)]);
    }
}

#[test]
fn strings_keep_their_known_parts() {
    table(
        "concat",
        &[("['a', U, 'b']", "'a<u>b'"), ("[U, V]", "<concat(u, v)>"), ("[['a'], U, ['b']]", "<['a','b']>")],
    );
    table("concat", &[("[U, {'$oneOf': ['x', 'y'], '$as': 'o'}, '!']", "'<u><'x'|'y'>!'")]);
    table("concat", &[("['-', {'$oneOf': ['x', 'y'], '$as': 'o'}]", "<'-x'|'-y'>")]);
    table("concat", &[("[['a'], {'$oneOf': [['x'], []], '$as': 'o'}]", "<['a','x']|['a']>")]);
    table("concat", &[("[['a'], {'$oneOf': [['x'], null], '$as': 'o'}]", "<['a']>")]);
    table(
        "format",
        &[("['a{0}b{1}', U, 1]", "'a<u>b1'"), ("[U, 1]", "<format(u, 1)>"), ("['{0}', U]", "<string(u)>")],
    );
    table("format", &[("['{0}|{1}', {'$oneOf': [[1], 'x'], '$as': 'o'}, U]", "'<'[1]'|'x'>|<u>'")]);
    table(
        "format",
        &[
            ("['{0:D2}|', {'$oneOf': [1, 2], '$as': 'o'}]", "<'01|'|'02|'>"),
            ("['{0,3}|', U]", "'<format('{0,3:}', u)>|'"),
        ],
    );
    table("format", &[("['{0}!', {'a': U}]", "'<string({\"a\":\"[u]\"})>!'")]);
    table(
        "join",
        &[("[['a', U], '-']", "'a-<u>'"), ("[U, '-']", "<join(u, '-')>"), ("[['a', 'b'], U]", "'a<u>b'")],
    );
    table("toLower", &[("[{'$parts': ['AB', U, 'Z']}]", "'ab<toLower(u)>z'"), ("[U]", "<toLower(u)>")]);
    table("toUpper", &[("[{'$oneOf': ['a', 'b'], '$as': 'o'}]", "<'A'|'B'>")]);
    table("string", &[("[{'a': U, 'b': 1}]", "'{\"a\":<string(u)>,\"b\":1}'"), ("[PAT]", "'ab<u>yz'")]);
    table(
        "trim",
        &[
            ("[{'$parts': [' a ', U, ' b ']}]", "'a <u> b'"),
            ("[{'$parts': [U, ' b ']}]", "<trim(concat(u, ' b '))>"),
        ],
    );
    table("trim", &[("[{'$parts': [U, 'b ']}]", "'<trim(u)>b'")]);
}

#[test]
fn replacing_in_patterns() {
    table("replace", &[("[PAT, 'b', 'x']", "'ax<replace(u, 'b', 'x')>yz'"), ("['a-b', '-', U]", "'a<u>b'")]);
    table("replace", &[("[PAT, 'yz', 'x']", "'ab<replace(u, 'yz', 'x')>x'"), ("['a', 'b', U]", "'a'")]);
    // `b` may be completed by what is not known.
    table("replace", &[("[PAT, 'bc', 'x']", "<replace(concat('ab', u, 'yz'), 'bc', 'x')>")]);
    table("replace", &[("[PAT, 'xy', '']", "<replace(concat('ab', u, 'yz'), 'xy', '')>")]);
}

#[test]
fn parts_of_patterns() {
    table(
        "take",
        &[("[PAT, 1]", "'a'"), ("[PAT, 2]", "'ab'"), ("[PAT, 0]", "''"), ("[U, 3]", "<take(u, 3)>")],
    );
    table("take", &[("[PAT, 3]", "'ab<skip(take(concat('ab', u, 'yz'), 3))>'")]);
    let named = "{'$parts': ['st', {'$any': 'uniqueString(x)'}]}";
    check("take", &[(&format!("[{named}, 24]"), "'st<uniqueString(x)>'")]);
    check("length", &[(&format!("[{named}]"), "15")]);
    table(
        "skip",
        &[
            ("[PAT, 1]", "'b<u>yz'"),
            ("[PAT, 2]", "'<u>yz'"),
            ("[PAT, 3]", "<skip(concat('ab', u, 'yz'), 3)>"),
        ],
    );
    table(
        "substring",
        &[
            ("[PAT, 0, 2]", "'ab'"),
            ("[PAT, 1]", "'b<u>yz'"),
            ("[PAT, 1, 2]", "<substring(concat('ab', u, 'yz'), 1, 2)>"),
        ],
    );
    table("first", &[("[PAT]", "'a'"), ("[U]", "<first(u)>"), ("[[U, 1]]", "<u>")]);
    table("last", &[("[PAT]", "'z'"), ("[[1, U]]", "<u>")]);
    table("padLeft", &[("[PAT, 4]", "'ab<u>yz'"), ("[PAT, 5]", "<padLeft(concat('ab', u, 'yz'), 5)>")]);
}

#[test]
fn facts_about_patterns() {
    table(
        "empty",
        &[
            ("[PAT]", "false"),
            ("[U]", "<empty(u)>"),
            ("[[U]]", "false"),
            ("[{'$holding': [1], '$as': 'h'}]", "false"),
        ],
    );
    table(
        "empty",
        &[("[{'a': 1, '$rest': 'r'}]", "false"), ("[{'$rest': 'r'}]", "<empty({\"...\":\"[r]\"})>")],
    );
    table(
        "length",
        &[
            ("[[U, V]]", "2"),
            ("[PAT]", "<length(concat('ab', u, 'yz'))>"),
            ("[{'$oneOf': ['a', 'bc'], '$as': 'o'}]", "<1|2>"),
        ],
    );
    table(
        "startsWith",
        &[
            ("[PAT, 'A']", "true"),
            ("[PAT, 'b']", "false"),
            ("[PAT, 'abc']", "<startsWith(concat('ab', u, 'yz'), 'abc')>"),
        ],
    );
    table("startsWith", &[("['xb', PAT]", "false"), ("[U, '']", "true")]);
    table(
        "endsWith",
        &[("[PAT, 'z']", "true"), ("[PAT, 'xz']", "false"), ("[U, 'z']", "<endsWith(u, 'z')>")],
    );
    table(
        "contains",
        &[
            ("[PAT, 'b']", "true"),
            ("[PAT, 'q']", "<contains(concat('ab', u, 'yz'), 'q')>"),
            ("[[U, 1], 1]", "true"),
        ],
    );
    table(
        "contains",
        &[
            ("[{'a': 1}, U]", "<contains({\"a\":1}, u)>"),
            ("[{'b': 1}, PAT]", "false"),
            ("[{'$holding': [1], '$as': 'h'}, 1]", "true"),
        ],
    );
    table(
        "contains",
        &[
            ("[['x', 'y'], PAT]", "false"),
            ("[{'a': 1, '$rest': 'r'}, 'a']", "true"),
            ("[['x'], U]", "<contains([\"x\"], u)>"),
        ],
    );
    table(
        "indexOf",
        &[
            ("[PAT, 'B']", "1"),
            ("[PAT, 'z']", "<indexOf(concat('ab', u, 'yz'), 'z')>"),
            ("[['a', U], 'a']", "0"),
        ],
    );
    table("indexOf", &[("[[U, 'a'], 'a']", "<indexOf([\"[u]\",\"a\"], 'a')>")]);
    table(
        "equals",
        &[
            ("[U, U]", "true"),
            ("[U, 'a']", "<equals(u, 'a')>"),
            ("[PAT, 'abc']", "false"),
            ("[PAT, 1]", "false"),
        ],
    );
    table(
        "equals",
        &[
            ("[{'$oneOf': ['a', 'b'], '$as': 'o'}, 'a']", "<true|false>"),
            ("[{'$oneOf': ['a', 'b'], '$as': 'o'}, 'c']", "false"),
        ],
    );
    table("not", &[("[U]", "<not(u)>"), ("[{'$oneOf': [true, false], '$as': 'o'}]", "<false|true>")]);
}

#[test]
fn splitting_patterns() {
    table(
        "split",
        &[("[{'$parts': ['/a/', U, '/b']}, '/']", "<['','a','b']>"), ("[U, '/']", "<split(u, '/')>")],
    );
    let id = "{'$parts': ['/subscriptions/', {'$any': 'subscription().subscriptionId'}, '/x']}";
    check("split", &[(&format!("[{id}, '/']"), "['','subscriptions',<subscription().subscriptionId>,'x']")]);
    table("split", &[("[{'$parts': ['a--', U]}, '--']", "<split(concat('a--', u), '--')>")]);
}

#[test]
fn objects_keep_what_nothing_can_replace() {
    table("union", &[("[{'a': 1}, U]", "{a:<union({\"a\":1}, u).a>,...u}"), ("[U, {'a': 1}]", "{a:1,...u}")]);
    table(
        "union",
        &[(
            "[{'a': 1}, U, {'a': 2, 'b': {'c': 3}}]",
            "{a:2,b:{c:3,...union({\"a\":1}, u, {\"a\":2,\"b\":{\"c\":3}}).b},...u}",
        )],
    );
    table(
        "union",
        &[
            ("[U, V]", "<union(u, v)>"),
            ("[{'a': U}, {'b': 1}]", "{a:<u>,b:1}"),
            ("[{'a': 1}, {'a': U}]", "{a:<union({\"a\":1}, {\"a\":\"[u]\"}).a>}"),
        ],
    );
    table("union", &[("[{'a': U}, {'a': 1}]", "{a:1}"), ("[{'a': 1}, {'a': PAT}]", "{a:'ab<u>yz'}")]);
    table("union", &[("[{'a': 1}, {'$oneOf': [{'b': 2}, {}], '$as': 'o'}]", "<{a:1,b:2}|{a:1}>")]);
    table("union", &[("[{'a': 1}, {'$oneOf': [{'b': 2}, null], '$as': 'o'}]", "{a:1,...o}")]);
    table("union", &[("[{'a': 1}, {'a': {'$oneOf': [2, 3], '$as': 'o'}}]", "{a:<2|3>}")]);
    table(
        "union",
        &[
            ("[{'a': 1, '$rest': 'r'}, {'b': 2}]", "{a:1,b:2,...r}"),
            (
                "[{'b': 2}, {'a': 1, '$rest': 'r'}]",
                "{b:<union({\"b\":2}, {\"a\":1,\"...\":\"[r]\"}).b>,a:1,...r}",
            ),
        ],
    );
    table(
        "union",
        &[
            ("[['a'], U, ['b']]", "<['a','b']>"),
            ("[['a'], U, ['b', 'c']]", "<['a']>"),
            ("[[U], ['a']]", "<[<u>]>"),
        ],
    );
    table(
        "shallowMerge",
        &[
            ("[[{'a': 1}, U]]", "{a:<shallowMerge([{\"a\":1},\"[u]\"]).a>,...u}"),
            ("[U]", "<shallowMerge(u)>"),
        ],
    );
    table("shallowMerge", &[("[[U, {'a': {'b': 1}}]]", "{a:{b:1},...u}")]);
    table(
        "createObject",
        &[("['a', 1, U, 2, 'b', 3]", "{a:<1|2>,b:3,...createObject('a', 1, u, 2, 'b', 3)}")],
    );
    table("createObject", &[("['x', 1, PAT, 2]", "{x:1,...createObject('x', 1, concat('ab', u, 'yz'), 2)}")]);
    table("createObject", &[("[{'$oneOf': ['a', 'b'], '$as': 'o'}, 1]", "{...createObject(o, 1)}")]);
    table(
        "items",
        &[
            ("[{'b': U, 'a': 1}]", "[{key:'a',value:1},{key:'b',value:<u>}]"),
            ("[{'a': 1, '$rest': 'r'}]", "<[{key:'a',value:1}]>"),
        ],
    );
    table(
        "flatten",
        &[
            ("[[['a'], U, ['b']]]", "<['a','b']>"),
            ("[[['a'], {'$oneOf': [['b'], []], '$as': 'o'}]]", "<['a','b']|['a']>"),
        ],
    );
    table(
        "intersection",
        &[(
            "[{'a': 1, 'b': 2}, {'a': 1, 'b': U}]",
            "{a:1,...intersection({\"a\":1,\"b\":2}, {\"a\":1,\"b\":\"[u]\"})}",
        )],
    );
    table(
        "distinct",
        &[("[['a', U]]", "<['a']>"), ("[[U, U]]", "[<u>]"), ("[['x', PAT]]", "['x','ab<u>yz']")],
    );
}

#[test]
fn the_rest_is_one_unknown_with_its_reasons() {
    table(
        "add",
        &[
            ("[1, U]", "<add(1, u)>"),
            ("[{'$oneOf': [1, 2], '$as': 'o'}, {'$oneOf': [1, 2], '$as': 'o'}]", "<2|4>"),
        ],
    );
    table("guid", &[("['a', U]", "<guid('a', u)>")]);
    table("json", &[("[U]", "<json(u)>")]);
    let deployed = "{'subnets': [{'name': 's'}], '$deep': 'r'}";
    check("tryGet", &[(&format!("[{deployed}, 'subnets', 0, 'name']"), "'s'")]);
    check("tryGet", &[(&format!("[{deployed}, 'subnets', 0, 'id']"), "<r.subnets[0].id>")]);
    check("tryGet", &[(&format!("[{deployed}, 'subnets', 1]"), "null")]);
    table("tryGet", &[("[U, 'a', 'b']", "<u.a.b>"), ("[{'a': U}, 'a', 'b']", "<u.b>")]);
    table("tryGet", &[("[{'$oneOf': [{'a': 1}, null], '$as': 'o'}, 'a']", "<1|null>")]);
    // An alternative that fails leaves all open; when all fail, the call does.
    table("toLower", &[("[{'$oneOf': ['A', 1], '$as': 'o'}]", "<toLower(o)>")]);
    fails("toLower", &["[{'$oneOf': [1, 2], '$as': 'o'}]", "[{'$holding': [], '$as': 'h'}]"]);
    let many: Vec<String> = (0..33).map(|number| format!("'{number}'")).collect();
    let many = format!("[{{'$oneOf': [{}], '$as': 'o'}}]", many.join(","));
    assert_eq!(call("toLower", &many), "<toLower(o)>");
}

#[test]
fn secrets() {
    let secret = "{'$secret': 'S'}";
    let table = [
        ("concat", "['a', §]", "secret 'aS'"),
        ("format", "['{0}', §]", "secret 'S'"),
        ("format", "['{0}', {'a': §}]", "secret '{'a':'S'}'"),
        ("toLower", "[§]", "secret 's'"),
        ("base64", "[§]", "secret 'Uw=='"),
        ("string", "[[§]]", "secret '[\"S\"]'"),
        ("split", "[§, ',']", "[secret 'S']"),
        ("first", "[§]", "secret 'S'"),
        ("first", "[['a', §]]", "'a'"),
        ("take", "[['a', §], 1]", "['a']"),
        ("createObject", "['a', §, 'b', 1]", "{a:secret 'S',b:1}"),
        ("union", "[{'a': 1}, {'$secret': {'b': 2}}]", "{a:1,b:secret 2}"),
        ("union", "[{'a': {'b': 1}}, {'a': {'$secret': {'c': 2}}}]", "{a:{b:1,c:secret 2}}"),
        ("json", "[{'$secret': '[1]'}]", "secret [1]"),
        ("length", "[§]", "1"),
        ("equals", "[§, 'a']", "false"),
        ("empty", "[§]", "false"),
        ("contains", "[§, 'a']", "false"),
        ("concat", "[§, {'$any': 'u'}]", "secret 'S<u>'"),
        ("padLeft", "[§, {'$any': 'u'}]", "secret <padLeft('********', u)>"),
        ("toLower", "[{'$secret': {'$any': 'u'}}]", "secret <toLower(u)>"),
        ("toLower", "[{'$secret': {'$oneOf': ['A', 'B'], '$as': 'o'}}]", "secret <secret 'a'|secret 'b'>"),
        ("items", "[{'$secret': {'a': 1}}]", "[secret {key:'a',value:1}]"),
    ];
    for (name, args, expected) in table {
        check(name, &[(&args.replace('§', secret), expected)]);
    }
}
