//! An evaluation as text: a line for each resource, each output of the entry point, each problem and each gap.
//!
//! ```text
//! ~/Microsoft.Storage/storageAccounts/st1 if ?parameters('deploy') = {"sku":{"name":"Standard_LRS"}}
//! out endpoint = "https://{parameters('name')}.example"
//! ! `m.bicep` does not exist
//! gap: `m.bicep` does not exist
//! ```
//!
//! `~` is the resource group that is deployed to. A known value is JSON. Of an unknown one its canonical expression is
//! shown after `?`, of a string of which parts are known those expressions in braces (and no `?`), `(a | b)` is one of
//! several, `[a, …]` an array that has more items and `{"a":1, …}` an object that may have more members. `#` marks a
//! secret. Deployments are shown by what they deploy.

use super::Project;
use ravelin_finding::ProblemKind;
use ravelin_model::{Data, Existence, Form, Resource, Value};
use ravelin_template::eval::Evaluation;
use std::fmt::Write as _;

/// The resource group that a project is deployed to.
const HERE: &str = "/subscriptions/sub/resourceGroups/rg/providers/";

impl Project {
    /// What the entry point deploys, as text.
    #[must_use]
    pub fn show(&self) -> String {
        self.show_some(|resource| !resource.is("Microsoft.Resources/deployments"))
    }

    /// The same with the deployments, which have lines of their own here.
    #[must_use]
    pub fn show_all(&self) -> String {
        self.show_some(|_| true)
    }

    fn show_some(&self, wanted: impl Fn(&Resource) -> bool) -> String {
        let evaluation = self.evaluate();
        let mut lines: Vec<String> = evaluation.resources.iter().filter(|one| wanted(one)).map(row).collect();
        let root = evaluation.deployed.first();
        for output in root.map_or(&[][..], |deployed| &deployed.outputs) {
            lines.push(format!("out {} = {}", output.name, value(&output.value)));
        }
        lines.extend(complaints(&evaluation));
        without_offsets(&lines.join("\n"))
    }
}

/// Expressions tell unknowns of one kind apart by where they are written, `error@1:23`; tests need not know where.
fn without_offsets(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, part) in text.split('@').enumerate() {
        if at == 0 {
            out.push_str(part);
            continue;
        }
        out.push('@');
        out.push_str(part.trim_start_matches(|one: char| one.is_ascii_digit() || one == ':'));
    }
    out
}

fn complaints(evaluation: &Evaluation) -> Vec<String> {
    let problems = evaluation.problems.iter().map(|problem| match problem.kind {
        ProblemKind::Note => format!("note: {}", problem.message),
        _ => format!("! {}", problem.message),
    });
    problems.chain(evaluation.gaps.iter().map(|gap| format!("gap: {}", gap.why))).collect()
}

fn row(resource: &Resource) -> String {
    let id = resource.id.display().unwrap_or_default();
    let mut line = id.strip_prefix(HERE).map_or_else(|| id.clone(), |rest| format!("~/{rest}"));
    if let Existence::Depends(condition) = &resource.existence {
        let _ = write!(line, " if {}", value(condition));
    }
    if resource.existing {
        line.push_str(" existing");
    }
    if let Some(location) = &resource.location {
        let _ = write!(line, " in {}", value(location));
    }
    match resource.body.as_object() {
        Some(object) if object.entries().is_empty() && object.open().is_none() => {}
        _ => {
            let _ = write!(line, " = {}", value(&resource.body));
        }
    }
    line
}

fn value(value: &Value) -> String {
    let mut out = String::new();
    write(value, &mut out);
    out
}

fn write(value: &Value, out: &mut String) {
    if value.secret {
        out.push('#');
    }
    match &value.data {
        Data::Array(array) => list("[", array.items(), ", ", "]", out),
        Data::Object(object) => {
            out.push('{');
            for (at, entry) in object.entries().iter().enumerate() {
                let _ = write!(out, "{}{:?}:", if at > 0 { "," } else { "" }, entry.key);
                write(&entry.value, out);
            }
            out.push_str(if object.open().is_some() { ", …}" } else { "}" });
        }
        Data::Unknown(unknown) => match &unknown.form {
            Form::Any => {
                let _ = write!(out, "?{}", unknown.residual);
            }
            Form::Pattern(_) => {
                let _ = write!(out, "\"{}\"", value.display().unwrap_or_default());
            }
            Form::OneOf(values) => list("(", values, " | ", ")", out),
            Form::Holding(items) => list("[", items, ", ", ", …]", out),
        },
        _ => out.push_str(&value.plain().to_string()),
    }
}

fn list(open: &str, items: &[Value], between: &str, close: &str, out: &mut String) {
    out.push_str(open);
    for (at, item) in items.iter().enumerate() {
        out.push_str(if at > 0 { between } else { "" });
        write(item, out);
    }
    out.push_str(close);
}
