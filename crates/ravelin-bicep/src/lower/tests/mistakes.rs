//! Mistakes: clear, said once, and the rest stands.

use super::check;

#[test]
fn names_that_are_not_there() {
    check(
        "var a = nope\nvar b = nofunc(1)\nresource r 'A.B/cs@1' = { name: 'r', properties: { a: a, c: 1 } }",
        "~/A.B/cs/r = {\"properties\":{\"a\":?error@,\"c\":1}}
         ! there is no name `nope`
         ! there is no function `nofunc`
         gap: there is no name `nope`
         gap: there is no function `nofunc`",
    );
}

#[test]
fn circles() {
    check("var a = b\nvar b = a\noutput a string = a", "out a = ?error@\n! this variable depends on itself");
    check(
        "resource a 'A.B/cs@1' = { name: 'a', properties: { x: b.properties.x } }
         resource b 'A.B/cs@1' = { name: 'b', properties: { x: a.properties.x } }",
        "~/A.B/cs/a = {\"properties\":{\"x\":?error@.properties.x}}
         ~/A.B/cs/b = {\"properties\":{\"x\":?error@.properties.x}}
         ! this resource depends on itself",
    );
    check(
        "resource a 'A.B/cs@1' = { name: b.name }\nresource b 'A.B/cs@1' = { name: a.name }",
        "~/A.B/cs/{error}
         ~/A.B/cs/{error}
         ! this resource's name or scope depends on itself",
    );
    check(
        "func f(n int) int => f(n - 1)\noutput a int = f(1)",
        "out a = ?limit\n! expressions nest too deep here\ngap: expressions nest too deep here",
    );
}

#[test]
fn what_is_never_reached_is_no_mistake() {
    check(
        "param p bool
         var list = []
         resource no 'A.B/cs@1' = if (false) { name: 'no', properties: { x: list[0] } }
         resource yes 'A.B/cs@1' = { name: 'yes', properties: { x: empty(list) ? 'none' : list[0] } }
         output o string = p ? list[0] : 'x'
         output n array = [for item in list: item.gone]",
        "~/A.B/cs/yes = {\"properties\":{\"x\":\"none\"}}\nout o = \"x\"\nout n = []",
    );
}

#[test]
fn with_parameters_missing_mistakes_are_notes() {
    check(
        "param p string\noutput o string = [1][2]",
        "out o = ?error@\nnote: there is no item 2 in an array of 1",
    );
    check("output o string = [1][2]", "out o = ?error@\n! there is no item 2 in an array of 1");
}

#[test]
fn unfinished_files_keep_what_is_whole() {
    check(
        "resource a 'A.B/cs@1' = { name: 'a' }\nresource b 'A.B/cs@1' = {\n  name: \n}\nvar x = \nresource c 'A.B/cs@1' = { name: 'c' }",
        "~/A.B/cs/a
         ~/A.B/cs/c
         ! expected an expression, found the end of the line
         ! expected an expression, found the end of the line
         gap: expected an expression, found the end of the line
         gap: expected an expression, found the end of the line",
    );
}
