//! What Terraform itself said of expressions and configurations: `fixtures/README.md` tells how it was recorded.

use super::Project;
use crate::functions::{self, Context};
use crate::types;
use ravelin_finding::ProblemKind;
use ravelin_model::Value;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// What we do not do as Terraform does, and why.
const DIFFERENT: &[(&str, &str)] = &[("{ a = 1, a = 2 }", "hcl-edit refuses a key that comes twice")];

struct NoFiles;

impl Context for NoFiles {
    fn bytes(&self, path: &str) -> Result<Vec<u8>, String> {
        Err(format!("no file `{path}`"))
    }

    fn files_below(&self, path: &str) -> Result<Vec<String>, String> {
        Err(format!("no folder `{path}`"))
    }
}

fn json(value: &Value) -> String {
    let encoded = functions::call("jsonencode", std::slice::from_ref(value), &NoFiles);
    match encoded {
        Ok(text) => text.as_str().map_or_else(|| format!("{text:?}"), str::to_owned),
        Err(message) => message,
    }
}

fn fixtures(below: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(below)
}

/// A case as it is recorded: the expression, its value or `None` for an error, and its type.
fn cases(text: &str) -> Vec<(&str, Option<&str>, &str)> {
    let blocks = text.split("\n\n").filter(|block| !block.trim().is_empty());
    blocks
        .map(|block| {
            let mut lines = block.trim_matches('\n').lines();
            let expression = lines.next().unwrap();
            let answer = lines.next().unwrap();
            let ty = lines.next().and_then(|line| line.strip_prefix(": ")).unwrap_or_default();
            (expression, answer.strip_prefix("= "), ty)
        })
        .collect()
}

#[test]
fn expressions_have_the_value_that_terraform_gives_them() {
    let folder = fixtures("expressions/language");
    let recorded = std::fs::read_to_string(folder.join("cases.txt")).unwrap();
    let main = std::fs::read_to_string(folder.join("main.tf")).unwrap();
    let mut wrong = String::new();
    let mut count = 0;
    let mut different: Vec<&str> = Vec::new();
    for (expression, expected, ty) in cases(&recorded) {
        count += 1;
        let before = wrong.len();
        let text = format!("output \"o\" {{\n  value = {expression}\n}}\n");
        let project = Project::new([("main.tf", main.as_str()), ("o.tf", text.as_str())]);
        let estate = project.evaluate();
        let outputs = &estate.deployed[0].outputs;
        let value = outputs.first().map_or(Value::NULL, |output| output.value.clone());
        let failure = estate.problems.iter().find(|problem| problem.kind == ProblemKind::Invalid);
        match (expected, failure) {
            (None, Some(_)) => {}
            (None, None) => writeln!(wrong, "{expression}\n  is an error, we say {}", json(&value)).unwrap(),
            (Some(_), Some(problem)) => writeln!(wrong, "{expression}\n  {}", problem.message).unwrap(),
            (Some(expected), None) => {
                let found = json(&value);
                if found != expected {
                    writeln!(wrong, "{expression}\n  is {expected}\n  we say {found}").unwrap();
                }
                let found = types::type_of(&value).to_string().replace(' ', "");
                // A null has no type with us.
                if found != ty && !found.contains("any") {
                    writeln!(wrong, "{expression}\n  is of type {ty}\n  we say {found}").unwrap();
                }
            }
        }
        if DIFFERENT.iter().any(|(known, _)| *known == expression) && wrong.len() > before {
            different.push(expression);
            wrong.truncate(before);
        }
    }
    let known: Vec<&str> = DIFFERENT.iter().map(|(expression, _)| *expression).collect();
    assert_eq!(different, known, "these differ no longer, or are no cases");
    assert!(count > 300, "only {count} cases were read");
    assert!(wrong.is_empty(), "{wrong}");
}

fn files_below(folder: &Path, prefix: &str, out: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        if entry.path().is_dir() {
            files_below(&entry.path(), &format!("{name}/"), out);
        } else {
            out.push((name, std::fs::read_to_string(entry.path()).unwrap()));
        }
    }
}

fn check_plan(name: &str) {
    let mut files = Vec::new();
    files_below(&fixtures("plans").join(name), "", &mut files);
    let mut project = Project::new(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let (mut main, mut automatic): (Vec<_>, Vec<_>) = files
        .iter()
        .filter(|(path, _)| path.ends_with(".tfvars") || path.ends_with(".tfvars.json"))
        .partition(|(path, _)| path.starts_with("terraform.tfvars"));
    main.sort();
    automatic.sort();
    for (path, text) in main.into_iter().chain(automatic) {
        project = project.values(path, text);
    }
    let estate = project.evaluate();
    let input = |instance: &crate::Instance| {
        let value = instance
            .attributes
            .as_object()
            .unwrap()
            .entry("input")
            .map_or(Value::NULL, |entry| entry.value.clone());
        format!("{} = {}", instance.address, json(&value))
    };
    let mut found: Vec<String> = estate.instances.iter().map(input).collect();
    found.sort();
    assert_eq!(estate.problems, [], "{name}");
    let expected = files.iter().find(|(path, _)| path == "expected.txt").unwrap().1.as_str();
    let expected: Vec<&str> = expected.lines().collect();
    assert_eq!(found, expected, "{name}");
}

#[test]
fn plans_have_the_inputs_that_terraform_gives_them() {
    let mut names: Vec<String> = std::fs::read_dir(fixtures("plans"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_str().unwrap().to_owned())
        .collect();
    names.sort();
    assert!(names.len() >= 6, "{names:?}");
    for name in names {
        check_plan(&name);
    }
}
