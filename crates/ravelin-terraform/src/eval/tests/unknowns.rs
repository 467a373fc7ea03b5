//! What is not known, and what is secret.

use super::Project;
use super::project::show;
use ravelin_model::Value;

fn check(text: &str, expected: &str) {
    assert_eq!(Project::new([("main.tf", text)]).outputs(), expected.trim(), "{text}");
}

/// The value of an expression in which `var.s` is a string, `var.b` a boolean, `var.l` a list, `var.o` an object and
/// `var.x` of any type, all without a value.
fn value(expression: &str, expected: &str) {
    let variables = "variable \"s\" {\n  type = string\n}\nvariable \"b\" {\n  type = bool\n}\nvariable \"l\" {\n  type = list(string)\n}\nvariable \"o\" {\n  type = object({ a = string, n = optional(number), on = optional(bool, true) })\n}\nvariable \"x\" {}\n";
    let text = format!("{variables}output \"o\" {{ value = {expression} }}\n");
    let estate = Project::new([("main.tf", text.as_str())]).evaluate();
    assert_eq!(estate.problems, [], "{expression}");
    assert_eq!(show(&estate.deployed[0].outputs[0].value), expected, "{expression}");
}

#[test]
fn a_variable_without_a_value_is_unknown_in_its_shape() {
    value("var.s", "<var.s>");
    value("var.b", "<true | false>");
    value("var.l", "[...]");
    value("var.o", "{a = <var.o.a>, n = <var.o.n>, on = <true | false>}");
    value("var.o.a", "<var.o.a>");
    value("var.x", "<var.x>");
}

#[test]
fn unknown_values_keep_what_is_certain() {
    value("\"a-${var.s}-b\"", "\"a-{var.s}-b\"");
    value("\"${var.s}\"", "<var.s>");
    value("var.b ? \"x\" : \"y\"", "<\"x\" | \"y\">");
    value("\"p${var.b ? \"x\" : \"y\"}\"", "<\"px\" | \"py\">");
    value("var.b ? 1 : 1", "1");
    value("!var.b", "<false | true>");
    value("var.b && false", "false");
    value("var.b || true", "true");
    value("false && var.b", "false");
    value("var.b == var.b", "true");
    value("var.s == \"x\"", "<true | false>");
    value("\"a${var.s}\" == \"b\"", "false");
    value("var.x > 3 ? 1 : 2", "<1 | 2>");
    value("[for s in var.l : upper(s)]", "[...]");
    value("var.l[*]", "[...]");
    value("[for s in (var.b ? [\"a\"] : []) : upper(s)]", "<[\"A\"] | []>");
    value("{ a = 1, (var.s) = 2 }", "{a = 1, ... <var.s>}");
    value("[for s in [\"a\", \"b\"] : s if s == \"a\" || var.b]", "[\"a\", ...]");
    value("{ a = var.s }.a", "<var.s>");
    value("var.x.y.z", "<var.x.y.z>");
    value("(var.b ? { a = 1 } : { a = 2 }).a", "<1 | 2>");
    value("[1, 2][var.b ? 0 : 1]", "<1 | 2>");
    value("terraform.workspace", "<terraform.workspace>");
    value("\"%{if var.b}yes%{else}no%{endif}\"", "<\"yes\" | \"no\">");
}

#[test]
fn what_may_fail_is_tried_both_ways() {
    value("try(var.x.y, \"z\")", "<<var.x.y> | \"z\">");
    value("try(var.s, \"z\")", "<var.s>");
    value("can(var.x.y)", "<true | false>");
    value("try({ a = 1 }.b, var.s)", "<var.s>");
    value("(var.b ? { a = 1 } : null).a", "1");
}

#[test]
fn what_is_sensitive_stays_so() {
    check(
        "variable \"p\" {\n  sensitive = true\n  default = \"x\"\n}\noutput \"o\" { value = \"a${var.p}\" }\noutput \"l\" { value = [var.p, 1] }\noutput \"c\" { value = var.p == \"x\" ? 1 : 2 }\noutput \"s\" {\n  value = \"y\"\n  sensitive = true\n}\n",
        "o = #\"ax\"\nl = [#\"x\", 1]\nc = #1\ns = #\"y\"",
    );
    check(
        "variable \"p\" {\n  sensitive = true\n  default = { a = \"x\" }\n}\nresource \"x_y\" \"z\" {\n  for_each = var.p\n}\noutput \"a\" { value = var.p.a }\noutput \"k\" { value = [for k, v in var.p : k] }\n",
        "a = #\"x\"\nk = #[#\"a\"]\ninvalid: main.tf:6: `for_each` is sensitive, and the keys of instances would tell it",
    );
}

#[test]
fn the_workspace_and_values_can_be_given() {
    let project = Project::new([(
        "main.tf",
        "variable \"l\" {\n  type = list(number)\n}\nvariable \"s\" {}\noutput \"o\" { value = [terraform.workspace, var.l, var.s] }\n",
    )]);
    let project = project.workspace("prod").set("l", "[1, \"2\"]").set("s", "[1]");
    assert_eq!(project.outputs(), "o = [\"prod\", [1, 2], \"[1]\"]");
    let project = Project::new([("main.tf", "variable \"a\" {}\noutput \"o\" { value = var.a }\n")]);
    let project = project.values("x.tfvars", "a = { b = \"c\" }\nz = 1\n");
    assert_eq!(
        project.outputs(),
        "o = {b = \"c\"}\nnote: x.tfvars:2: a value is given to `z`, which is no variable of this module"
    );
    let set: Value = true.into();
    let project = Project::new([("main.tf", "variable \"a\" {\n  type = number\n}\n")]).set("a", set);
    assert!(project.outputs().starts_with("invalid: main.tf:1: the value of `a` does not fit its type"));
}

#[test]
fn mistakes_are_said_where_they_are_and_once() {
    check(
        "locals {\n  a = \"x\" + 1\n  b = local.a\n  c = local.b\n}\noutput \"o\" { value = [local.a, local.c, 1] }\n",
        "o = [<error@0:15>, <error@0:15>, 1]\ninvalid: main.tf:2: `+` takes numbers, and this is a string",
    );
    check(
        "resource \"x_y\" \"a\" {\n  v = x_y.b.v\n}\nresource \"x_y\" \"b\" {\n  v = x_y.a.v\n}\n",
        "invalid: main.tf:5: `x_y.a` depends on itself",
    );
}

#[test]
fn what_only_the_deployment_or_the_machine_knows_is_unknown() {
    check(
        "resource \"x_y\" \"z\" {\n  identity {\n    type = \"S\"\n  }\n}\noutput \"id\" { value = x_y.z.identity[0].principal_id }\noutput \"given\" { value = x_y.z.identity[0].type }\n",
        "id = <x_y.z.identity[0].principal_id>\ngiven = \"S\"",
    );
    check("output \"key\" { value = file(\"~/.ssh/id_rsa.pub\") }\n", "key = <file(\"~/.ssh/id_rsa.pub\")>");
    check(
        "resource \"x_y\" \"z\" {\n  ports = []\n}\noutput \"o\" { value = provider::azapi::build_resource_id(\"a\", \"b\") }\n",
        "o = <provider::azapi::build_resource_id('a', 'b')>",
    );
}
