//! Parameters, variables, outputs.

use super::{check, check_project};
use ravelin_testkit::Project;

#[test]
fn parameters() {
    check(
        "param required string
         @allowed(['A', 'B'])
         param sku string
         param on bool
         param maybe string?
         param withDefault string = 'x-${required}'
         param derived string = '${withDefault}!'
         @secure()
         param pw string = 'secret'
         @sys.secure()
         param obj object = { a: 'b' }
         output all array = [required, sku, on, maybe, withDefault, derived, pw, obj.a]",
        r#"out all = [?parameters('required'), ("A" | "B"), (true | false), null, "x-{parameters('required')}", "x-{parameters('required')}!", #"secret", #"b"]"#,
    );
}

#[test]
fn null_is_the_default() {
    let text =
        "param d string = 'default'\nparam n string?\noutput d string = d\noutput n string = n ?? 'none'";
    let project = Project::new([("main.bicep", text)]).given("d", "null").given("n", "null");
    check_project(&project, "out d = \"default\"\nout n = \"none\"");
    let project = Project::new([("main.bicep", text)]).given("d", "\"D\"").given("n", "\"N\"");
    check_project(&project, "out d = \"D\"\nout n = \"N\"");
}

#[test]
fn variables_may_be_used_before_they_are_written() {
    check("output a string = b\nvar b = '${c}!'\nvar c = 'x'", "out a = \"x!\"");
}

#[test]
fn secure_outputs_are_secret() {
    check("@secure()\noutput key string = 'k'", "out key = #\"k\"");
}

#[test]
fn assertions_must_hold() {
    check(
        "param p string\nassert fine = 1 == 1\nassert unknown = p == 'x'\nassert wrong = contains('abc', 'd')",
        "note: assertion `wrong` does not hold",
    );
    check("assert wrong = contains('abc', 'd')", "! assertion `wrong` does not hold");
}

#[test]
fn names_are_declared_once() {
    check(
        "var a = 1\nvar a = 2\noutput a int = a",
        "out a = 1\n! `a` is declared twice\ngap: `a` is declared twice",
    );
}
