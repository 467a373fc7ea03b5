//! Strings and conversions: the examples of
//! <https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-string>, those of Bicep's tests, and
//! what .NET does at the edges.

use super::{call, check, doubtful, fails};
use crate::functions::hashes::hash;

#[test]
fn base64() {
    check("base64", &[("['one, two, three']", "'b25lLCB0d28sIHRocmVl'"), ("[' Fizz ']", "'IEZpenog'")]);
    check(
        "base64ToString",
        &[("['b25lLCB0d28sIHRocmVl']", "'one, two, three'"), ("['aGV s\\nbG8=']", "'hello'")],
    );
    let object = call("base64", r#"["{'one': 'a', 'two': 'b'}"]"#);
    check("base64ToJson", &[(&format!("[{object}]"), "{one:'a',two:'b'}")]);
    fails("base64ToString", &["['a']", "['!!!!']", "[1]"]);
    doubtful("base64ToString", &["['/w==']"]);
}

#[test]
fn data_uris() {
    check("dataUri", &[("[' Fizz ']", "'data:text/plain;charset=utf-8;base64,IEZpenog'")]);
    let table = [
        ("['data:text/plain;charset=utf-8;base64,IEZpenog']", "' Fizz '"),
        ("['data:;base64,SGVsbG8sIFdvcmxkIQ==']", "'Hello, World!'"),
    ];
    check("dataUriToString", &table);
    fails("dataUriToString", &["['SGVsbG8=']", "['data:;base64,!']"]);
    doubtful("dataUriToString", &["['data:,Hello']", "['data:;base64,w6k=']"]);
}

#[test]
fn joining() {
    check(
        "concat",
        &[("['prefix', '-', 'b']", "'prefix-b'"), ("['a', 1, true]", "'a1True'"), ("['a']", "'a'")],
    );
    check("concat", &[("[['1-1', '1-2'], ['2-1'], []]", "['1-1','1-2','2-1']")]);
    fails("concat", &["['a', ['b']]", "[['a'], 'b']", "['a', null]", "[{}]"]);
    check(
        "join",
        &[
            ("[['one', 'two', 'three'], ',']", "'one,two,three'"),
            ("[['abc', 123, true], '/']", "'abc/123/True'"),
        ],
    );
    check("join", &[("[[], ',']", "''"), ("[['a'], ',']", "'a'"), ("[['', ''], ',']", "','")]);
    fails("join", &["['a', ',']", "[['a'], 1]", "[[['a']], ',']"]);
}

#[test]
fn formatting() {
    let table = [
        (
            "['{0}, {1}. Formatted number: {2:N0}', 'Hello', 'User', 8175133]",
            "'Hello, User. Formatted number: 8,175,133'",
        ),
        ("['{0}/{1}/{2}/{3}', 1, 2, 3, true]", "'1/2/3/True'"),
        (
            "['>{0}<>{1}<>{2}<>{3}<>{4}<', false, 12948, 'hello!', {'a': 'b', '!c': 2}, [true, 2893, 'abc']]",
            "'>False<>12948<>hello!<>{'a':'b','!c':2}<>[true,2893,'abc']<'",
        ),
        ("['{{{0}}}', 1]", "'{1}'"),
        ("['{0,5}|{0,-5}|', 'ab']", "'   ab|ab   |'"),
        ("['{0:D3} {0:000} {0:X} {0:x4} {0:G} {0:d}', 42]", "'042 042 2A 002a 42 42'"),
        ("['{0:D3} {0:X} {0:N2} {0:F1}', -1234]", "'-1234 FFFFFFFFFFFFFB2E -1,234.00 -1234.0'"),
        ("['{0,7:D3}|', -5]", "'   -005|'"),
        ("['{0 , 3 :D2}', 7]", "' 07'"),
        ("['{0:N0}{1:X}', 'a', true]", "'aTrue'"),
        ("['a{0}b', null]", "'ab'"),
        ("['{0}', 0.25]", "'0.25'"),
        ("['']", "''"),
    ];
    check("format", &table);
    fails(
        "format",
        &["['{0}']", "['->{123}<-', 123]", "['{', 1]", "['}', 1]", "['{x}', 1]", "['{0', 1]", "['{0,}', 1]"],
    );
    fails("format", &["['{0:{}', 1]", "['{-1}', 1]", "[1]", "['{99999999999999999999}', 1]"]);
    doubtful(
        "format",
        &["['{0:C}', 1]", "['{0:N}', 1]", "['{0:P0}', 1]", "['{0:#,##0}', 1]", "['{0:E}', 1]"],
    );
}

#[test]
fn hashes() {
    // https://github.com/Azure/bicep: FunctionResolverTests; the others from an independent implementation.
    check("guid", &[("['foo', 'bar', 'baz']", "'2ed86837-7c7c-5eaa-9864-dd077fd19b0d'")]);
    let table = [
        ("['snap', 'crackle', 'pop']", "'byghxckddilkc'"),
        ("['tyeth']", "'zcztcwvu6iyg6'"),
        ("['hello', 'world']", "'a7wkljktk6wne'"),
        ("['/subscriptions/00000000-0000-0000-0000-000000000000', 'resource-id']", "'cwvxuqg24sifi'"),
        ("['/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/myRg']", "'js26ofeqkqeve'"),
    ];
    check("uniqueString", &table);
    assert_eq!(hash(b"hello-world"), 571_013_382_255_652_050);
    fails("guid", &["[[]]", "[null]"]);
    doubtful("uniqueString", &["[1]", "['a', true]"]);
}

/// Every length of the part after the last whole block, ASCII and not.
#[test]
fn hashes_of_every_length() {
    let vectors = [
        ("", "aaaaaaaaaaaaa"),
        ("a", "eveiun73364hy"),
        ("ab", "twldla3s3qb3q"),
        ("abc", "cgtzqvhu4i23s"),
        ("abcd", "2vkzoblxv4fya"),
        ("abcde", "5a3qs7ylzrs64"),
        ("abcdef", "rmkkamh3kazwq"),
        ("abcdefg", "logmp4qgzfm46"),
        ("abcdefgh", "q7ncvd5x2rx4e"),
        ("abcdefghi", "zignisl6otg3u"),
        ("abcdefghij", "s77tephpvrszy"),
        ("abcdefghijk", "zpyeg3yeec2n4"),
        ("abcdefghijkl", "h2323qhpep2mk"),
        ("abcdefghijklm", "drrqz7xt5wi54"),
        ("abcdefghijklmn", "mtnklesoylqx6"),
        ("abcdefghijklmno", "2j5jl7lcvuht4"),
        ("abcdefghijklmnop", "nf52qyvaxyvd2"),
        ("abcdefghijklmnopq", "2ahal3dpckrxy"),
        ("abcdefghijklmnopqr", "qbysfxsybma5w"),
        ("abcdefghijklmnopqrs", "zxogshf2wtrtg"),
        ("abcdefghijklmnopqrst", "gjk4h54l453r6"),
        ("abcdefghijklmnopqrstu", "2opcz2i4sdzv4"),
        ("abcdefghijklmnopqrstuv", "2kjtz365ge4be"),
        ("abcdefghijklmnopqrstuvw", "bnaog5rnlqsbu"),
        ("abcdefghijklmnopqrstuvwx", "cirbhetuocfn4"),
        ("abcdefghijklmnopqrstuvwxy", "ypfcec3crwypw"),
        ("é", "5i6hbiqzwuby6"),
        ("éé", "pznlljpimm3te"),
        ("ééé", "niiy4u2owxs26"),
        ("日本語", "ncwlzxbgc5dlo"),
        ("/subscriptions/x/é😀", "aawo6o2zmjj4q"),
        ("~~~~~~~", "xjnb52eqwskli"),
        ("ÿÿÿÿÿÿÿ", "edjhgrwhgltzc"),
    ];
    for (text, expected) in vectors {
        assert_eq!(call("uniqueString", &format!("['{text}']")), format!("'{expected}'"), "{text}");
    }
}

#[test]
fn case_and_space() {
    check("toLower", &[("['One Two Three']", "'one two three'"), ("['ÄİΣ']", "'äİσ'")]);
    check("toUpper", &[("['One Two Three']", "'ONE TWO THREE'"), ("['äßı']", "'Äßı'")]);
    check(
        "trim",
        &[("['    one two three   ']", "'one two three'"), ("['\\t\\n x\\u00a0']", "'x'"), ("['  ']", "''")],
    );
    fails("toLower", &["[1]", "[null]", "[[]]"]);
}

#[test]
fn padding_and_parts() {
    check(
        "padLeft",
        &[("['123', 10, '0']", "'0000000123'"), ("['00', 5, ' ']", "'   00'"), ("[0, 5, '+']", "'++++0'")],
    );
    check("padLeft", &[("['abc', 2]", "'abc'"), ("['', 0]", "''"), ("['😀', 3, '-']", "'-😀'")]);
    fails("padLeft", &["['a', -1]", "['a', 3, '']", "['a', 3, 'xy']", "[[], 3]", "['a', '3']"]);
    check(
        "substring",
        &[("['one two three', 4, 3]", "'two'"), ("['foot', 0, 3]", "'foo'"), ("['foot', 1]", "'oot'")],
    );
    check("substring", &[("['foot', 4]", "''"), ("['', 0, 0]", "''"), ("['a😀b', 3, 1]", "'b'")]);
    fails("substring", &["['1234567890', 0, 11]", "['a', 2]", "['a', -1]", "['a', 0, -1]"]);
    doubtful("substring", &["['a😀b', 2]", "['😀', 0, 1]"]);
    check("take", &[("['one two three', 2]", "'on'"), ("['a', 5]", "'a'"), ("['a', -1]", "''")]);
    check("skip", &[("['one two three', 4]", "'two three'"), ("['a', 5]", "''"), ("['a', -1]", "'a'")]);
    check("first", &[("['One Two Three']", "'O'"), ("['']", "''")]);
    check("last", &[("['One Two Three']", "'e'"), ("['']", "''")]);
    doubtful("first", &["['😀']"]);
    doubtful("take", &["['😀', 1]"]);
    check(
        "replace",
        &[
            ("['123-123-1234', '-', '']", "'1231231234'"),
            ("['123-123-1234', '1234', 'xxxx']", "'123-123-xxxx'"),
        ],
    );
    check(
        "replace",
        &[("['foot', 't', 'd']", "'food'"), ("['aaa', 'aa', 'b']", "'ba'"), ("['abc', 'B', 'x']", "'abc'")],
    );
    fails("replace", &["['a', '', 'b']", "[1, 'a', 'b']", "['a', 'a', null]"]);
}

#[test]
fn searching() {
    check(
        "contains",
        &[("['OneTwoThree', 'e']", "true"), ("['OneTwoThree', 'z']", "false"), ("['foot', 'FOO']", "false")],
    );
    check("contains", &[("['a', '']", "true")]);
    check(
        "indexOf",
        &[("['test', 't']", "0"), ("['abcdef', 'CD']", "2"), ("['abcdef', 'z']", "-1"), ("['a', '']", "0")],
    );
    check("indexOf", &[("['😀b', 'B']", "2"), ("['FOOBAR', 'bar']", "3")]);
    check(
        "lastIndexOf",
        &[("['test', 't']", "3"), ("['abcdef', 'AB']", "0"), ("['food', 'o']", "2"), ("['a', 'x']", "-1")],
    );
    doubtful("lastIndexOf", &["['a', '']"]);
    check(
        "startsWith",
        &[("['abcdef', 'ab']", "true"), ("['abcdef', 'A']", "true"), ("['abcdef', 'e']", "false")],
    );
    check("startsWith", &[("['abc', '']", "true"), ("['abc', 'abcd']", "false")]);
    check(
        "endsWith",
        &[("['abcdef', 'ef']", "true"), ("['abcdef', 'F']", "true"), ("['abcdef', 'e']", "false")],
    );
    check(
        "like",
        &[
            ("['abc', 'A*']", "true"),
            ("['abc', '*B*']", "true"),
            ("['abc', 'ab']", "false"),
            ("['abc', '*']", "true"),
        ],
    );
    check("like", &[("['aba', 'a*ba']", "true"), ("['ab', 'ab*b']", "false"), ("['a', 'b*a']", "false")]);
    fails("indexOf", &["['abc', 1]", "[{}, 'a']"]);
    fails("startsWith", &["[1, 'a']", "['a', 1]"]);
}

#[test]
fn splitting() {
    check(
        "split",
        &[
            ("['one,two,three', ',']", "['one','two','three']"),
            ("['one;two,three', [',', ';']]", "['one','two','three']"),
        ],
    );
    check(
        "split",
        &[("['/a//b', '/']", "['','a','','b']"), ("['', ',']", "['']"), ("['a--b', '--']", "['a','b']")],
    );
    check("split", &[("['a<>b>c', ['>', '<>']]", "['a','b','c']"), ("['é,é', [',', 'x']]", "['é','é']")]);
    fails("split", &["['a', 1]", "['a', [1]]", "[1, ',']"]);
    doubtful("split", &["['a', '']", "['a', []]"]);
}

#[test]
fn conversions() {
    let table = [
        ("[{'valueA': 10, 'valueB': 'Example Text'}]", r#"'{"valueA":10,"valueB":"Example Text"}'"#),
        ("[['a', 'b', 'c']]", r#"'["a","b","c"]'"#),
        ("[5]", "'5'"),
        ("[true]", "'True'"),
        ("[false]", "'False'"),
        ("['x']", "'x'"),
        (
            "[{'a': null, 'b': true, 'c': 1.0, 'd': 0.5, 'e': []}]",
            r#"'{"a":null,"b":true,"c":1.0,"d":0.5,"e":[]}'"#,
        ),
        (r#"[["é/\u2028\u0001\"'"]]"#, r#"'["é/\u2028\u0001\"'"]'"#),
    ];
    check("string", &table);
    doubtful("string", &["[null]", "[1e300]"]);
    check("int", &[("['4']", "4"), ("[4]", "4"), ("['-12']", "-12")]);
    fails("int", &["['abc']", "[true]", "[null]", "['']"]);
    doubtful("int", &["['4.5']", "[' 4']", "['99999999999999999999']", "[4.5]"]);
    check("float", &[("['1.5']", "1.5"), ("[3]", "3.0"), ("[0.5]", "0.5")]);
    check(
        "bool",
        &[
            ("['true']", "true"),
            ("['FALSE']", "false"),
            ("[1]", "true"),
            ("[0]", "false"),
            ("[true]", "true"),
        ],
    );
    fails("bool", &["[null]", "[[]]"]);
    doubtful("bool", &["['1']", "[2]", "['yes']"]);
}

#[test]
fn json() {
    let table = [
        (r#"["{\"a\": \"b\"}"]"#, "{a:'b'}"),
        (r#"["'test'"]"#, "'test'"),
        (r#"["{'a': 'b'}"]"#, "{a:'b'}"),
        ("['true']", "true"),
        ("['3']", "3"),
        ("['null']", "null"),
        ("['0.25']", "0.25"),
        (r#"["// why\n{ /* what */ \"a\": [1,], b_1: 2, } // end"]"#, "{a:[1],b_1:2}"),
        ("[' [1, 2,3 ] ']", "[1,2,3]"),
        ("['2199023255552']", "2199023255552"),
        (r#"["[\"\\u00e9\\ud83d\\ude00\\n\"]"]"#, "['é😀\n']"),
    ];
    check("json", &table);
    doubtful(
        "json",
        &[
            "['hello']",
            "['']",
            "['[1,,]']",
            "['{a b: 1}']",
            "['[,]']",
            "['1 /*']",
            "['NaN']",
            "['01']",
            "['99999999999999999999']",
            "['1 2']",
        ],
    );
    fails("json", &["[1]", "[null]"]);
}

#[test]
fn uris() {
    let table = [
        ("['http://contoso.org/firstpath', 'myscript.sh']", "'http://contoso.org/myscript.sh'"),
        ("['http://contoso.org/firstpath/', 'myscript.sh']", "'http://contoso.org/firstpath/myscript.sh'"),
        (
            "['http://contoso.org/firstpath/azuredeploy.json', 'myscript.sh']",
            "'http://contoso.org/firstpath/myscript.sh'",
        ),
        ("['http://contoso.org/a/b.json/', 'x']", "'http://contoso.org/a/b.json/x'"),
        (
            "['http://contoso.com/resources/', 'nested/azuredeploy.json']",
            "'http://contoso.com/resources/nested/azuredeploy.json'",
        ),
        ("['https://github.com/another/repo', '/Azure/bicep']", "'https://github.com/Azure/bicep'"),
        ("['https://x.org', 'a']", "'https://x.org/a'"),
        ("['https://x.org/a/b/c?q=1', '../d/./e']", "'https://x.org/a/d/e'"),
        ("['https://x.org/a/b', '?q']", "'https://x.org/a/b?q'"),
        ("['https://x.org/a/b', 'https://y.org/c/..']", "'https://y.org/'"),
        ("['file:///work/main.json', 'kv/keyVault.json']", "'file:///work/kv/keyVault.json'"),
    ];
    check("uri", &table);
    fails("uri", &["['github.com', 'Azure/bicep']", "[1, 'a']"]);
    doubtful(
        "uri",
        &[
            "['https://X.org', 'a']",
            "['https://x.org/%20', 'a']",
            "['https://x.org:443/', 'a']",
            "['urn:x', 'a']",
        ],
    );
    let encoded = "'http%3A%2F%2Fcontoso.com%2Fresources%2Fnested%2Fazuredeploy.json'";
    let plain = "'http://contoso.com/resources/nested/azuredeploy.json'";
    check(
        "uriComponent",
        &[
            (&format!("[{plain}]"), encoded),
            ("[' Fizz ']", "'%20Fizz%20'"),
            ("['é!-_.~']", "'%C3%A9%21-_.~'"),
        ],
    );
    check(
        "uriComponentToString",
        &[(&format!("[{encoded}]"), plain), ("['100%']", "'100%'"), ("['a+b']", "'a+b'")],
    );
    doubtful("parseUri", &["['https://x.org']"]);
    doubtful("buildUri", &["[{}]"]);
}
