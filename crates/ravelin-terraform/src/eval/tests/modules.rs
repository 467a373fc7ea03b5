//! Modules: variables, local values, outputs, calls.

use super::Project;

fn check(files: &[(&str, &str)], expected: &str) {
    assert_eq!(Project::new(files.iter().copied()).outputs(), expected.trim(), "{files:?}");
}

#[test]
fn local_values_are_evaluated_whatever_their_order() {
    check(
        &[(
            "main.tf",
            "locals {\n  a = \"${local.b}!\"\n  b = local.c\n  c = \"x\"\n}\noutput \"o\" { value = local.a }\n",
        )],
        "o = \"x!\"",
    );
    check(
        &[("main.tf", "locals {\n  a = local.b\n  b = local.a\n}\n")],
        "invalid: main.tf:2: `local.a` depends on itself",
    );
}

#[test]
fn modules_are_given_arguments_and_put_out_values() {
    let child = "variable \"name\" {\n  type = string\n}\nvariable \"size\" {\n  type    = number\n  default = 3\n}\noutput \"all\" { value = \"${var.name}-${var.size}-${path.module}\" }\n";
    check(
        &[
            (
                "main.tf",
                "module \"a\" {\n  source = \"./child\"\n  name = \"x\"\n}\noutput \"o\" { value = module.a.all }\n",
            ),
            ("child/main.tf", child),
        ],
        "o = \"x-3-child\"",
    );
    check(
        &[
            (
                "main.tf",
                "module \"a\" {\n  source = \"./child\"\n  for_each = { p = 1, q = 2 }\n  name = each.key\n  size = each.value\n}\noutput \"o\" { value = [for k, m in module.a : m.all] }\noutput \"p\" { value = module.a[\"p\"].all }\noutput \"q\" { value = module.a.q.all }\n",
            ),
            ("child/main.tf", child),
        ],
        "o = [\"p-1-child\", \"q-2-child\"]\np = \"p-1-child\"\nq = \"q-2-child\"",
    );
    check(
        &[
            (
                "main.tf",
                "module \"a\" {\n  source = \"./child\"\n  count = 2\n  name = \"n${count.index}\"\n}\noutput \"o\" { value = module.a[*].all }\n",
            ),
            ("child/main.tf", child),
        ],
        "o = [\"n0-3-child\", \"n1-3-child\"]",
    );
    check(
        &[
            (
                "main.tf",
                "module \"a\" {\n  source = \"./child\"\n  nme = \"x\"\n}\noutput \"o\" { value = module.a.al }\n",
            ),
            ("child/main.tf", child),
        ],
        "o = <error@0:78>\ninvalid: main.tf:3: module `a` has no variable `nme`\ninvalid: main.tf:1: module `a` is not given its variable `name`\ninvalid: main.tf:5: `module.a` has no output `al`",
    );
}

#[test]
fn a_module_that_is_not_fetched_is_unknown_by_name() {
    check(
        &[(
            "main.tf",
            "module \"net\" {\n  source = \"Azure/network/azurerm\"\n}\noutput \"o\" { value = module.net.id }\n",
        )],
        "o = <module.net.id>\nnote: main.tf:2: module `net` (`azure/network/azurerm`) is not on this machine",
    );
    let fetched = r#"{"Modules":[{"Key":"","Source":"","Dir":"."},{"Key":"net","Source":"registry.terraform.io/Azure/network/azurerm","Version":"5.0.0","Dir":".terraform/modules/net"}]}"#;
    check(
        &[
            (
                "main.tf",
                "module \"net\" {\n  source = \"Azure/network/azurerm\"\n}\noutput \"o\" { value = module.net.id }\n",
            ),
            (".terraform/modules/modules.json", fetched),
            (".terraform/modules/net/main.tf", "output \"id\" { value = path.module }\n"),
        ],
        "o = \".terraform/modules/net\"",
    );
}

#[test]
fn a_module_that_calls_itself_is_said_to() {
    check(
        &[("main.tf", "module \"a\" {\n  source = \"./\"\n}\n")],
        "invalid: main.tf:2: module `a` calls itself",
    );
    check(
        &[
            ("main.tf", "module \"a\" {\n  source = \"./a\"\n}\n"),
            ("a/main.tf", "module \"b\" {\n  source = \"../b\"\n}\n"),
            ("b/main.tf", "module \"a\" {\n  source = \"../a\"\n}\n"),
        ],
        "invalid: b/main.tf:2: module `a` calls itself",
    );
}
