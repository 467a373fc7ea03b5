//! Bounds: what is large ends, and what is hostile ends in words.

use super::Project;
use ravelin_template::eval::Limits;
use std::fmt::Write as _;

#[test]
fn many_keys_and_deep_modules_are_evaluated() {
    let text = "locals {\n  all = merge([for a in range(100) : { for b in range(100) : \"k${a}-${b}\" => a * b }]...)\n}\nresource \"x_y\" \"z\" {\n  for_each = local.all\n  n = local.all[each.key] + each.value\n}\nresource \"x_y\" \"w\" {\n  for_each = local.all\n  n = x_y.z[each.key].n\n}\n";
    let estate = Project::new([("main.tf", text)]).evaluate();
    assert_eq!(estate.problems, []);
    assert_eq!(estate.instances.len(), 20_000);

    let mut files: Vec<(String, String)> = Vec::new();
    for depth in 0..30 {
        let folder = "m/".repeat(depth);
        let text = "variable \"n\" {\n  default = 0\n}\nmodule \"m\" {\n  source = \"./m\"\n  n = var.n + 1\n}\noutput \"n\" { value = module.m.n }\n";
        files.push((format!("{folder}main.tf"), text.to_owned()));
    }
    let leaf = "variable \"n\" {}\noutput \"n\" { value = var.n }\n".to_owned();
    files.push((format!("{}main.tf", "m/".repeat(30)), leaf));
    let project = Project::new(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    assert_eq!(project.outputs(), "n = 30");
}

#[test]
fn what_grows_without_end_is_stopped() {
    let mut text = "locals {\n  s0 = \"0123456789\"\n".to_owned();
    for at in 1..40 {
        writeln!(text, "  s{at} = \"${{local.s{}}}${{local.s{}}}\"", at - 1, at - 1).unwrap();
    }
    text.push_str("}\n");
    let shown = Project::new([("main.tf", text.as_str())]).outputs();
    assert!(shown.contains("the string is too long"), "{shown}");
    assert_eq!(shown.lines().count(), 1, "{shown}");

    let mut text = "locals {\n  l0 = [1]\n".to_owned();
    for at in 1..60 {
        writeln!(text, "  l{at} = [local.l{}, local.l{}]", at - 1, at - 1).unwrap();
    }
    text.push_str("}\n");
    let shown = Project::new([("main.tf", text.as_str())]).outputs();
    assert!(shown.contains("the value is too large"), "{shown}");

    let double = "module \"a\" {\n  source = \"./m\"\n}\nmodule \"b\" {\n  source = \"./m\"\n}\n";
    let mut files: Vec<(String, &str)> =
        (0..40).map(|depth| (format!("{}main.tf", "m/".repeat(depth)), double)).collect();
    files.push((format!("{}main.tf", "m/".repeat(40)), ""));
    let project = Project::new(files.iter().map(|(path, text)| (path.as_str(), *text)));
    let shown = project.limits(Limits { resources: 10_000, ..Limits::default() }).outputs();
    assert!(shown.contains("there are too many resources"), "{shown}");
    assert_eq!(shown.lines().count(), 1, "{shown}");

    let project = Project::new([(
        "main.tf",
        "output \"o\" { value = [for a in range(1000) : [for b in range(1000) : a * b]] }\n",
    )]);
    let shown = project.limits(Limits { steps: 10_000, ..Limits::default() }).outputs();
    assert!(shown.contains("takes too many steps"), "{shown}");

    let mut text = "locals {\n  x0 = 1\n".to_owned();
    for at in 1..5000 {
        writeln!(text, "  x{at} = local.x{} + 1", at - 1).unwrap();
    }
    text.push_str("}\noutput \"o\" { value = local.x4999 }\n");
    let shown = Project::new([("main.tf", text.as_str())]).outputs();
    assert!(shown.contains("o = 5000"), "{shown}");
}
