//! Types, as far as they say which values a parameter may have.
//! <https://learn.microsoft.com/azure/azure-resource-manager/bicep/user-defined-data-types>

use super::{check, check_files};

#[test]
fn literal_types_and_unions_are_the_values_they_name() {
    check(
        "type tier = 'Hot' | 'Cool'
         type small = 1 | -2
         type both = tier | 'Archive'
         type options = { tier: tier, inner: { flag: true }? }
         type list = ('x' | 'y')[]
         type pair = ['left', int]
         param a tier
         param b small
         param c both
         param d 'only'
         param e true
         param f tier?
         param g options.tier
         param h list[*]
         param i pair[0]
         param j options.inner.flag
         output all array = [a, b, c, d, e, f, g, h, i, j]",
        r#"out all = [("Hot" | "Cool"), (1 | -2), ("Hot" | "Cool" | "Archive"), "only", true, null, ("Hot" | "Cool"), ("x" | "y"), "left", true]"#,
    );
}

#[test]
fn types_say_what_is_secret_and_what_may_be_null() {
    check(
        "@secure()
         type key = string
         type alias = key
         type maybe = string?
         type options = {
           @secure()
           pw: string
         }
         param k alias = 'k'
         param m maybe
         param p options.pw = 'p'
         output all array = [k, m, p]",
        r##"out all = [#"k", null, #"p"]"##,
    );
}

#[test]
fn types_in_a_circle_say_nothing() {
    check("type a = b\ntype b = a\nparam p a\noutput p string = p", "out p = ?parameters('p')");
}

#[test]
fn types_of_other_files() {
    check_files(
        &[
            (
                "main.bicep",
                "import { tier, key as secret } from 'types.bicep'
                 import * as t from 'types.bicep'
                 param a tier
                 param b secret = 'x'
                 param c t.tier
                 param d t.nested.level
                 output all array = [a, b, c, d]",
            ),
            (
                "types.bicep",
                "import { level } from 'more.bicep'
                 @export()
                 type tier = 'Hot' | 'Cool'
                 @export()
                 @secure()
                 type key = string
                 @export()
                 type nested = { level: level }",
            ),
            ("more.bicep", "@export()\ntype level = 1 | 2"),
        ],
        r##"out all = [("Hot" | "Cool"), #"x", ("Hot" | "Cool"), (1 | 2)]"##,
    );
}

#[test]
fn unions_that_double_each_time_are_given_up() {
    let mut text = "type t0 = 'a' | 'b'\n".to_owned();
    for at in 1..60 {
        text.push_str(&format!("type t{at} = t{0} | t{0}\n", at - 1));
    }
    text.push_str("param p t59\noutput p string = p");
    check(&text, "out p = ?parameters('p')");
}
