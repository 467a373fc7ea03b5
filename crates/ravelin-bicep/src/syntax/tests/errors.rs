//! Errors: their places, messages and hints, and which statements around them survive.

use super::{FileKind, parse, read};

/// A Bicep file with one error, `line:column message`, and the statements that survive it.
#[track_caller]
fn check(input: &str, error: &str, survivors: &str) {
    let (statements, errors) = read(input, FileKind::Bicep);
    assert_eq!(errors, [error], "{input}");
    assert_eq!(statements.join("\n"), survivors, "{input}");
}

/// A bad line between two good statements, which both survive.
#[track_caller]
fn line(input: &str, error: &str) {
    check(&format!("var a = 1\n{input}\nvar b = 2"), error, "var a = 1\nvar b = 2");
}

#[track_caller]
fn help(input: &str, expected: &str) {
    let file = parse(input, FileKind::Bicep);
    assert_eq!(file.errors.len(), 1, "{:?}", file.errors);
    assert_eq!(file.errors[0].help.as_deref(), Some(expected), "{input}");
}

#[test]
fn declarations() {
    line("vra x = 1", "2:1 expected a declaration, found `vra`");
    line("}", "2:1 expected a declaration, found `}`");
    line("'a'", "2:1 expected a declaration, found a string");
    line("param", "2:6 expected the parameter's name, found the end of the line");
    line("param x", "2:8 expected the parameter's type, found the end of the line");
    line("param x = 1", "2:9 expected the parameter's type, found `=`");
    line("param x: string", "2:8 expected the parameter's type, found `:`");
    line("param x string: 'a'", "2:15 expected `=` after the parameter's type, found `:`");
    line("var", "2:4 expected the variable's name, found the end of the line");
    line("var x", "2:6 expected `=` after the variable's name, found the end of the line");
    line("var x 5", "2:7 expected `=` after the variable's name, found `5`");
    line("var x == 5", "2:7 expected `=` after the variable's name, found `==`");
    line("var true = 5", "2:5 expected the variable's name, found `true`");
    line("var x =", "2:8 expected an expression, found the end of the line");
    line("var x = 1 var y = 2", "2:11 expected the end of the line, found `var`");
    line("var x = 1;", "2:10 expected the end of the line, found `;`");
    line("output x = 1", "2:10 expected the output's type, found `=`");
    line("type x string", "2:8 expected `=` after the type's name, found `string`");
    line("metadata x 'a'", "2:12 expected `=` after the metadata's name, found a string");
    line("func f(a) string => a", "2:9 expected the parameter's type, found `)`");
    line("func f(a int) => a", "2:15 expected the result's type, found `=>`");
    line("import a from 'b'", "2:8 expected `{` or `*`, found `a`");
    line("import {'a-b'} from 'b'", "2:14 expected `as`, found `}`");
    line("import {a} 'b'", "2:12 expected `from`, found a string");
    line("using 'a'", "2:1 expected a declaration, found `using`");
    line("@a() param x string", "2:6 expected the end of the line after the decorator, found `param`");
    check("@a()", "1:1 nothing follows this decorator", "");
    let (statements, errors) = read("resource r 'a' = {}\nparam b = 1", FileKind::Parameters);
    assert_eq!(statements, ["param b = 1"]);
    assert_eq!(errors, ["1:1 expected a declaration, found `resource`"]);
}

#[test]
fn resources() {
    line("resource x = {}", "2:12 expected the resource's type and version as a string, found `=`");
    line(
        "resource x Microsoft.A/b@1 = {}",
        "2:12 expected the resource's type and version as a string, found `Microsoft`",
    );
    line("resource x 'a' {}", "2:16 expected `=`, found `{`");
    line("resource x 'a' =", "2:17 expected `{`, `if (…) {` or `[for …]`, found the end of the line");
    line("resource x 'a' = if b {}", "2:21 expected `(` after `if`, found `b`");
    line("resource x 'a' = [for y in z {}]", "2:30 expected `:` before the loop's body, found `{`");
    line("resource x 'a' = [for y, i in z: {}]", "2:24 expected `in`, found `,`");
    line("resource x 'a' = {\n  name: 'b' kind: 'c'\n}", "3:13 expected a line break or `,`, found `kind`");
    line("resource x 'a' = {\n  name = 'b'\n}", "3:8 expected `:` after the key, found `=`");
    line(
        "resource x 'a' = {\n  resource y 'b' = {\n    z\n  }\n}",
        "4:6 expected `:` after the key, found the end of the line",
    );
    line("resource x 'a' = {\n  @b()\n  c: 1\n}", "4:3 expected `resource` after the decorator, found `c`");
    line("module x 'a' = {\n  resource y 'b' = {}\n}", "3:12 expected `:` after the key, found `y`");
}

#[test]
fn expressions() {
    line("var x = a +", "2:12 expected an expression, found the end of the line");
    line("var x = --1", "2:10 expected an operand, found `-`");
    line("var x = a ? b", "2:14 expected `:` and the value for \"false\", found the end of the line");
    line(
        "var x = a.",
        "2:11 expected a property's or function's name after the dot, found the end of the line",
    );
    line("var x = a.?f()", "2:11 a function can't be called with `.?`");
    line("var x = a[]", "2:11 expected an index, found `]`");
    line("var x = ()", "2:10 expected an expression, found `)`");
    line("var x = (1, 2)", "2:11 expected `)`, found `,`");
    line("var x = f(1,)", "2:12 no argument follows this `,`");
    line("var x = f(1 2)", "2:13 expected `,` or `)`, found `2`");
    line("var x = f(\n  1\n  2\n)", "3:4 expected `,` after the argument, found the end of the line");
    line("var x = [1, 2}", "2:14 expected a line break, `,` or `]`, found `}`");
    line("var x = [\n  1,\n  2\n]", "3:4 a line break follows this `,`");
    line("var x = [1 2]", "2:12 expected a line break or `,`, found `2`");
    line("var x = { true: 1 }", "2:11 expected a key, found `true`");
    line("var x = { 2: 1 }", "2:11 expected a key, found `2`");
    line("var x = for y in z: y", "2:13 expected the end of the line, found `y`");
    line("var x = '${[1]}'", "2:12 an array can't be written inside an interpolated string or an index");
    line("var x = '${}'", "2:12 expected an expression, found the end of the interpolation");
    line("var x = '${a b}'", "2:14 expected `}` at the end of the interpolation, found `b`");
    line("var x = a & b", "2:11 unexpected `&`");
    line("var x = a | b", "2:11 expected the end of the line, found `|`");
    line("type x = 'a' |", "2:15 expected a type, found the end of the line");
    line("type x = { a?: b }", "2:13 expected `:` and the property's type, found `?`");
    line("type x = a<b", "2:11 this `<` is never closed");
}

#[test]
fn characters() {
    line("var x = \"a\"", "2:9 strings are written in single quotes");
    line("var x = “a”", "2:9 unexpected `“`");
    line("var x =\u{a0}1", "2:8 unexpected character U+00A0");
    line("var é = 1", "2:5 unexpected `é`");
    line("var x = ${a}", "2:9 unexpected `$`");
    line("var x = 1 # a", "2:11 unexpected `#`");
    line(r"var x = 'a\qb'", r"2:11 unknown escape `\q`");
    line(r"var x = 'a\😀'", r"2:11 unknown escape `\😀`");
    line(r"var x = 'a\u{110000}'", "2:11 this is no Unicode escape");
    line(r"var x = 'a\u41'", "2:11 this is no Unicode escape");
    line("var x = 'what's up'", "2:15 expected the end of the line, found `s`");
}

#[test]
fn unclosed() {
    line("var x = 'a", "2:9 this string is not closed on its line");
    line(r"var x = 'a\", "2:9 this string is not closed on its line");
    line("var x = 'a${b", "2:9 this string is not closed on its line");
    line("var x = 'a${b}c", "2:9 this string is not closed on its line");
    line("var x = 'a${'b}'", "2:9 this string is not closed on its line");
    line("var x = f('a, {\n  b: 1\n})", "2:11 this string is not closed on its line");
    line("var x = '''a", "2:9 this multi-line string is never closed");
    line("var x = $'''a${b\n}c'''", "2:9 this multi-line string is never closed");
    line("/* a", "2:1 this comment is never closed");
    line("var x = (1", "2:9 this `(` is never closed");
    line("var x = [1", "2:9 this `[` is never closed");
    line("var x = f(", "2:10 this `(` is never closed");
    line("var x = f(1,", "2:10 this `(` is never closed");
    line("var x = {\n  a: 1", "2:9 this `{` is never closed");
    line("resource x 'a' = {\n  b: {\n    c: 1\n}", "2:18 this `{` is never closed");
    line("var x = {\n  a: [\n    1\n  }\n}", "5:3 expected `]`, found `}`");
    check("var x = {", "1:9 this `{` is never closed", "");
    check("var x = 'a", "1:9 this string is not closed on its line", "");
    check("var x = '${a", "1:9 this string is not closed on its line", "");
    check(
        "resource x 'a' = {\n  b: 1\n\nresource y 'c' = {\n  d: 1\n}\n\n@e()\nparam f string",
        "1:18 this `{` is never closed",
        "resource y 'c' = {'d': 1}\n@e() param f string",
    );
}

#[test]
fn unpaired_brackets_cancel_out() {
    // One bracket too few and, later, one too many: in sum every bracket has a partner.
    let text = "var a = {\n  b: 1\nparam c string\nvar d = 2\n}\nvar e = 3";
    let (statements, errors) = read(text, FileKind::Bicep);
    assert_eq!(errors, ["1:9 this `{` is never closed", "5:1 expected a declaration, found `}`"]);
    assert_eq!(statements, ["param c string", "var d = 2", "var e = 3"]);
}

#[test]
fn statements_without_their_decorators_stay_hidden() {
    check("@a(\nparam b string\nvar c = 1", "1:3 this `(` is never closed", "var c = 1");
    check("@a(}\n@b()\nparam c string\nvar d = 1", "1:4 expected an expression, found `}`", "var d = 1");
    check("@secure\"\nparam c string\nvar d = 1", "1:8 strings are written in single quotes", "var d = 1");
    check(
        "@a() param b string\nvar c = 1",
        "1:6 expected the end of the line after the decorator, found `param`",
        "var c = 1",
    );
}

#[test]
fn one_error_for_neighbouring_rubbish() {
    check(
        "var a = 1\nthis is\nno Bicep: 'at all\n  }\n\n@b()\nvar c = 2",
        "2:1 expected a declaration, found `this`",
        "var a = 1\n@b() var c = 2",
    );
    let (statements, errors) = read("var a = (\nvar b = )\nvar c = 'd\nvar e = 1", FileKind::Bicep);
    assert_eq!(errors.len(), 3, "{errors:?}");
    assert_eq!(statements, ["var e = 1"]);
}

#[test]
fn nested_resources_of_a_failed_one_stay_hidden() {
    check(
        "resource a 'b' = {\nc 1\nresource d 'e' = {\n}\n}\nvar f = 1",
        "2:3 expected `:` after the key, found `1`",
        "var f = 1",
    );
}

#[test]
fn hints() {
    help("vra x = 1", "did you mean `var`?");
    help("resorce x 'a' = {}", "did you mean `resource`?");
    help("Param x string", "did you mean `param`?");
    help("x = 1", "write `var x = …`");
    help("extends 'a'", "`extends` belongs in a parameter file");
    help("var x = \"a b\"", "write `'a b'`");
    help("var x 5", "write `var x = …`");
    help("var x = 'it's'", "a quote inside a string is written `\\'`");
    help("resource x Microsoft.A/b@1 = {}", "put it in single quotes: `'…'`");
    help("resource x 'a' {}", "write `=` before the `{`");
    help("var x = [\n  1,\n  2\n]", "members are separated by a line break or by a comma: remove the `,`");
    help("var x = {\n  a: 1\n\nvar y = 2", "close it with `}` before the statement in line 4");
    help("var x = {\n  a: 1", "close it with `}` before the end of the file");
    help("var x = {\n  a: f(1\n    ]\n}", "arguments are separated by `,`, in different lines too");
    help("var x = [\n  1 }\n", "`[` was opened in line 1");
    help("var x = { null: 1 }", "`null` is a reserved word; as a key it is written `'null'`");
    help("var null = 1", "`null` is a reserved word; choose another name");
    help("var x = for y in z: y", "a loop is written in square brackets: `[for item in items: …]`");
    help("var x = 1;", "a statement ends with its line: remove the `;`");
    help("var x = 'a${b\n", "an interpolation `${…}` must be closed on its line");
    help("type x = { a?: b }", "an optional property is written `name: type?`");
    help("}", "no bracket is open here that `}` could close");
}
