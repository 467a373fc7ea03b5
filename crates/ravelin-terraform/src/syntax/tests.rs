//! What is read, shown in a short notation; expectations are written by hand from Terraform's documentation.

use super::*;
use crate::ir::{Block, Expr, ExprKind, Part};
use ravelin_finding::Span;

fn read_one(name: &str, text: &str) -> Module {
    read("", &[ConfigurationFile { name, file: FileId(0), text }])
}

fn show(expr: &Expr) -> String {
    let list = |items: &[Expr]| items.iter().map(show).collect::<Vec<_>>().join(", ");
    match &expr.kind {
        ExprKind::Literal(value) => value.plain().to_string(),
        ExprKind::Template(parts) => format!("\"{}\"", show_parts(parts)),
        ExprKind::Tuple(items) => format!("[{}]", list(items)),
        ExprKind::Object(members) => {
            let members: Vec<String> =
                members.iter().map(|(key, value)| format!("{}: {}", show(key), show(value))).collect();
            format!("{{{}}}", members.join(", "))
        }
        ExprKind::Name(name) => name.to_string(),
        ExprKind::Attribute(inner, name, _) => format!("{}.{name}", show(inner)),
        ExprKind::Index(inner, index) => format!("{}[{}]", show(inner), show(index)),
        ExprKind::Splat(inner, each) => format!("{}<{}>", show(inner), show(each)),
        ExprKind::SplatItem => "_".to_owned(),
        ExprKind::Call { name, args, expand } => {
            format!("{name}({}{})", list(args), if *expand { "..." } else { "" })
        }
        ExprKind::For(each) => {
            let key = each.key.as_ref().map(|key| format!("{key}, ")).unwrap_or_default();
            let result = each.key_result.as_ref().map(|key| format!("{} => ", show(key))).unwrap_or_default();
            let dots = if each.grouping { "..." } else { "" };
            let condition = each
                .condition
                .as_ref()
                .map(|condition| format!(" if {}", show(condition)))
                .unwrap_or_default();
            format!(
                "for {key}{} in {}: {result}{}{dots}{condition}",
                each.item,
                show(&each.collection),
                show(&each.result)
            )
        }
        ExprKind::Conditional(test, yes, no) => format!("({} ? {} : {})", show(test), show(yes), show(no)),
        ExprKind::Unary(operator, inner) => format!("{operator:?}({})", show(inner)),
        ExprKind::Binary(operator, a, b) => format!("{operator:?}({}, {})", show(a), show(b)),
        ExprKind::Error => "error".to_owned(),
    }
}

fn show_parts(parts: &[Part]) -> String {
    let parts = parts.iter().map(|part| match part {
        Part::Text(text) => text.to_string(),
        Part::Hole(expr) => format!("<{}>", show(expr)),
        Part::If(test, yes, no) => format!("<if {}|{}|{}>", show(test), show_parts(yes), show_parts(no)),
        Part::For { key, item, collection, body } => {
            let key = key.as_ref().map(|key| format!("{key}, ")).unwrap_or_default();
            format!("<for {key}{item} in {}|{}>", show(collection), show_parts(body))
        }
    });
    parts.collect()
}

#[track_caller]
fn check(source: &str, expected: &str) {
    let text = format!("locals {{\n  x = {source}\n}}\n");
    let module = read_one("main.tf", &text);
    assert!(module.problems.is_empty(), "{:?}", module.problems);
    assert_eq!(show(&module.locals[0].value), expected);
}

#[test]
fn expressions() {
    check("1", "1");
    check("-1.50", "-1.5");
    check("1e3", "1000");
    check("9007199254740993", "9007199254740993");
    check("\"a\\n\\\"${b}\\\"$${c}\"", "\"a\n\"<b>\"${c}\"");
    check("[1, \"a\", true, null,]", "[1, \"a\", true, null]");
    check("{ a = 1, \"b\" : 2, (c) = 3 }", "{\"a\": 1, \"b\": 2, c: 3}");
    check("var.a[0].b[\"c\"].d.0", "var.a[0].b[\"c\"].d[0]");
    check("a ? b : c ? d : e", "(a ? b : (c ? d : e))");
    check("!a && b || c == 1 + 2 * 3", "Or(And(Not(a), b), Equal(c, Add(1, Multiply(2, 3))))");
    check("f(a, b...)", "f(a, b...)");
    check("provider::azapi::f(1)", "provider::azapi::f(1)");
    check("[for x in a : x.b if x.c]", "for x in a: x.b if x.c");
    check("{for k, v in a : k => v...}", "for k, v in a: k => v...");
    check("((a))", "a");
}

#[test]
fn splats() {
    check("a[*].b[0].c", "a<_.b[0].c>");
    check("a.*.b[0]", "a<_.b>[0]");
    check("a.*.b.0.c", "a<_.b[0].c>");
    check("a[*].b[*].c", "a<_.b<_.c>>");
}

#[test]
fn templates() {
    check("\"x%{ if a }y%{ else }z%{ endif }\"", "\"x<if a|y|z>\"");
    check("\"%{ for k, v in a ~}  ${k} %{~ endfor }\"", "\"<for k, v in a|<k>>\"");
    check("<<-EOT\n    a\n      b ${c}\n    EOT\n", "\"a\n  b <c>\n\"");
    check("<<EOT\n  a\nEOT\n", "\"  a\\n\"");
}

#[test]
fn a_conditional_inside_a_for_may_be_broken_over_lines() {
    check("{\n for k in a : # why\n  k => k == 1 ? 2\n  : 3\n }", "for k in a: k => (Equal(k, 1) ? 2 : 3)");
}

#[test]
fn blocks_have_their_meaning() {
    let module = read_one(
        "main.tf",
        r#"terraform {
          required_providers {
            azurerm = { source = "registry.terraform.io/hashicorp/azurerm", version = "~> 4.0" }
            azapi = { source = "Azure/azapi" }
            random = "3.0"
          }
        }
        provider "azurerm" {
          alias = "hub"
          features {}
        }
        variable "a" {
          type = list(string)
          default = []
          sensitive = true
        }
        resource "azurerm_subnet" "s" {
          count = 2
          provider = azurerm.hub
          depends_on = [azurerm_virtual_network.v]
          name = "x"
          delegation { name = "d" }
          dynamic "rule" {
            for_each = var.a
            content { x = rule.value }
          }
          lifecycle { ignore_changes = [tags["a"], name] }
        }
        module "m" {
          source = "./m"
          providers = { azurerm = azurerm.hub }
          n = 1
        }
        output "o" { value = module.m.x }
        moved {
          from = a.b
          to = a.c
        }"#,
    );
    assert!(module.problems.is_empty(), "{:?}", module.problems);
    let providers: Vec<(&str, &str, Option<&str>)> = module
        .required_providers
        .iter()
        .map(|one| (&*one.name, &*one.source, one.version.as_ref().map(|(version, _)| &**version)))
        .collect();
    let expected = [
        ("azurerm", "hashicorp/azurerm", Some("~> 4.0")),
        ("azapi", "Azure/azapi", None),
        ("random", "hashicorp/random", Some("3.0")),
    ];
    assert_eq!(providers, expected);
    let variable = &module.variables[0];
    assert!(variable.sensitive && variable.nullable);
    assert_eq!(show(variable.ty.as_ref().unwrap()), "list(string)");
    let resource = &module.resources[0];
    assert!(resource.managed);
    assert_eq!(resource.provider.as_ref().map(|(name, _)| &**name), Some("azurerm.hub"));
    assert_eq!(resource.ignore_changes, ["tags[\"a\"]".into(), "name".into()]);
    let blocks: Vec<&str> = resource.body.blocks.iter().map(|block| &*block.ty).collect();
    assert_eq!(blocks, ["delegation", "dynamic"]);
    assert_eq!(resource.body.attributes.len(), 1);
    let call = &module.calls[0];
    assert_eq!(call.providers, [("azurerm".into(), "azurerm.hub".into())]);
    assert_eq!(call.arguments.len(), 1);
}

#[test]
fn a_mistake_costs_its_block() {
    let text = "resource \"a_b\" \"x\" {\n  y = = 1\n}\n\nresource \"a_b\" \"ok\" {\n  s = \"}\" # }\n  h = <<E\n}\nE\n}\nvariable \"v\" {\n  default = {\n\nlocals {\n  z = 1\n}\n";
    let module = read_one("main.tf", text);
    let names: Vec<&str> = module.resources.iter().map(|one| &*one.name).collect();
    assert_eq!(names, ["ok"]);
    assert_eq!(module.locals.len(), 1);
    assert_eq!(module.problems.len(), 2, "{:?}", module.problems);
    let place = module.problems[0].place.unwrap();
    assert_eq!(Span::new(0, place.span.start).of(text).lines().count(), 2);
    assert_eq!(place.span.of(text), "=");
}

#[test]
fn places_cover_what_they_name() {
    let text = "resource \"a_b\" \"x\" {\n  y = var.z\n}\n";
    let module = read_one("main.tf", text);
    let resource = &module.resources[0];
    assert_eq!(resource.place.span.of(text), text.trim_end());
    assert_eq!(resource.header.span.of(text), "resource \"a_b\" \"x\"");
    assert_eq!(resource.body.attributes[0].place.span.of(text), "y = var.z");
    assert_eq!(resource.body.attributes[0].value.place.span.of(text), "var.z");
}

#[test]
fn json_says_the_same() {
    let module = read_one(
        "main.tf.json",
        r#"{"//": "a comment",
            "terraform": [{"required_providers": {"azurerm": {"source": "hashicorp/azurerm", "version": ">= 3"}}}],
            "locals": {"x": "a-${var.b}", "y": "${var.c}", "n": 1.5},
            "variable": {"b": {"type": "string", "default": "${not}"}},
            "resource": {"a_b": {"x": [{"name": "n", "depends_on": ["a_c.d"], "rule": [{"p": 1}],
                "dynamic": {"q": {"for_each": "${var.c}", "content": {"r": "${q.value}"}}}}]}},
            "module": {"m": {"source": "./m", "z": "${local.x}"}}}"#,
    );
    assert!(module.problems.is_empty(), "{:?}", module.problems);
    let locals: Vec<String> =
        module.locals.iter().map(|one| format!("{} = {}", one.name, show(&one.value))).collect();
    assert_eq!(locals, ["x = \"a-<var.b>\"", "y = \"<var.c>\"", "n = 1.5"]);
    assert_eq!(show(module.variables[0].default.as_ref().unwrap()), "\"${not}\"");
    assert_eq!(&*module.required_providers[0].source, "hashicorp/azurerm");
    let resource = &module.resources[0];
    assert_eq!(show(&resource.depends_on[0]), "a_c.d");
    let dynamic: &Block = &resource.body.blocks[0];
    assert_eq!((&*dynamic.ty, &*dynamic.labels[0]), ("dynamic", "q"));
    assert_eq!(&*dynamic.body.blocks[0].ty, "content");
    assert_eq!(&*module.calls[0].source.as_ref().unwrap().0, "./m");
}

#[test]
fn overrides_replace() {
    let files = [
        (
            "main.tf",
            "resource \"a_b\" \"x\" {\n  y = 1\n  z = 2\n  r {}\n  r {}\n}\nvariable \"v\" {\n  default = 1\n}\n",
        ),
        (
            "z_override.tf",
            "resource \"a_b\" \"x\" {\n  y = 3\n  r { n = 1 }\n}\nvariable \"v\" {\n  default = 2\n}\n",
        ),
    ];
    let files = files.map(|(name, text)| ConfigurationFile { name, file: FileId(0), text });
    let module = read("", &files);
    assert!(module.problems.is_empty());
    let body = &module.resources[0].body;
    let shown: Vec<String> =
        body.attributes.iter().map(|one| format!("{}={}", one.name, show(&one.value))).collect();
    assert_eq!(shown, ["y=3", "z=2"]);
    assert_eq!(body.blocks.len(), 1);
    assert_eq!(show(module.variables[0].default.as_ref().unwrap()), "2");
}

#[test]
fn files_of_values() {
    let (values, problems) =
        variables(ConfigurationFile { name: "a.tfvars", file: FileId(0), text: "a = \"x\"\nb = [1]\n" });
    assert!(problems.is_empty());
    assert_eq!(values.len(), 2);
    let text = r#"{"a": "${literally}"}"#;
    let (values, _) = variables(ConfigurationFile { name: "a.tfvars.json", file: FileId(0), text });
    assert_eq!(show(&values[0].value), "\"${literally}\"");
}

#[test]
fn which_files_count() {
    assert!(is_configuration("main.tf") && is_configuration("a.tf.json"));
    assert!(
        !is_configuration(".main.tf") && !is_configuration("a.tf~") && !is_configuration("terraform.tfvars")
    );
}
