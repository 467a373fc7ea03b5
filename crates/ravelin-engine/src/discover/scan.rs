//! What a file is, and which other files it names: a cheap look before anything is lowered.

use ravelin_bicep::references;
use ravelin_bicep::syntax::FileKind;
use ravelin_template::json::{self, Document, Node};
use ravelin_template::lower;
use std::path::Path;

/// What a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A Bicep file.
    Bicep {
        /// The paths and references of its modules.
        modules: Vec<String>,
    },
    /// A `.bicepparam` file.
    Parameters {
        /// The template that it is for.
        using: Option<String>,
    },
    /// An ARM template.
    Arm {
        /// What its links name.
        links: Vec<String>,
        /// Did the Bicep compiler write it?
        compiled: bool,
    },
    /// A plan or state of Terraform, as JSON.
    Shown,
    /// Resources exported from Azure, as JSON or CSV.
    Export,
    /// Another file.
    Other,
}

/// Looks at a file.
pub(crate) fn scan(path: &Path, text: &str) -> Kind {
    match crate::paths::ending(path).as_str() {
        "bicep" => Kind::Bicep { modules: references(text, FileKind::Bicep) },
        "csv" => Kind::Export,
        "bicepparam" => Kind::Parameters { using: references(text, FileKind::Parameters).into_iter().next() },
        _ => arm(text),
    }
}

/// Could the beginning of a file be that of an ARM template? For files that are not to be read as a whole.
pub(crate) fn is_like_template(head: &str) -> bool {
    contains(head, "deploymenttemplate.json")
}

fn arm(text: &str) -> Kind {
    // Most JSON is something else, and this is cheaper than to parse it.
    if !contains(text, "deploymenttemplate.json") && !contains(text, "contentversion") {
        return data(text);
    }
    let parsed = json::parse(text);
    let Some(document) = &parsed.document else {
        let head: String = text.chars().take(4096).collect();
        let template = is_like_template(&head);
        return if template { Kind::Arm { links: Vec::new(), compiled: false } } else { Kind::Other };
    };
    let root = document.root();
    if lower::kind(document) != lower::FileKind::Template {
        return Kind::Other;
    }
    let generator = root.get("metadata").and_then(|metadata| metadata.get("_generator"));
    let name = generator.and_then(|generator| generator.get("name"));
    let compiled = name.and_then(Node::as_str).is_some_and(|name| name.eq_ignore_ascii_case("bicep"));
    // The compiler writes its modules into the template.
    let links = if !compiled && contains(text, "templatelink") { links(document) } else { Vec::new() };
    Kind::Arm { links, compiled }
}

/// JSON that is no template.
fn data(text: &str) -> Kind {
    let shown = text.contains("\"terraform_version\"");
    let exported = text.contains("\"id\"") && contains(text, "/subscriptions/");
    if !shown && !exported {
        return Kind::Other;
    }
    let parsed = json::parse(text);
    match &parsed.document {
        Some(document) if shown && ravelin_terraform::shown::kind(document).is_some() => Kind::Shown,
        Some(document) if exported && ravelin_template::export::is_export(document) => Kind::Export,
        _ => Kind::Other,
    }
}

/// The names of JSON files in a template's strings: in those that say what is linked, and in the variables and defaults
/// that such strings are made of.
fn links(document: &Document<'_>) -> Vec<String> {
    let root = document.root();
    let mut found = Vec::new();
    if let Some(variables) = root.get("variables") {
        strings(variables, true, &mut found);
    }
    for (_, parameter) in root.get("parameters").into_iter().flat_map(Node::members) {
        if let Some(default) = parameter.get("defaultValue") {
            strings(default, true, &mut found);
        }
    }
    if let Some(resources) = root.get("resources") {
        strings(resources, false, &mut found);
    }
    found.sort();
    found.dedup();
    found
}

/// Collects names from `node`; outside of links only the links inside it count. Documents nest no deeper than
/// [`json::MAX_DEPTH`].
fn strings(node: Node<'_, '_>, linked: bool, found: &mut Vec<String>) {
    if linked && let Some(text) = node.as_str() {
        names(&text, found);
    }
    for item in node.items() {
        strings(item, linked, found);
    }
    for (key, value) in node.members() {
        strings(value, linked || key.text.eq_ignore_ascii_case("templateLink"), found);
    }
}

/// The file names in a string: the string itself, or the literals of an expression.
fn names(text: &str, found: &mut Vec<String>) {
    let is_name = |text: &&str| {
        let path = text.split(['?', '#']).next().unwrap_or_default();
        path.len() > ".json".len() && path.to_ascii_lowercase().ends_with(".json")
    };
    let expression = text.strip_prefix('[').filter(|rest| !rest.starts_with('['));
    match expression {
        Some(expression) => {
            let literals = expression.split('\'').skip(1).step_by(2);
            found.extend(literals.filter(is_name).map(str::to_owned));
        }
        None => found.extend(Some(text).filter(is_name).map(str::to_owned)),
    }
}

/// Does the text contain the word, in any letter case? `word` is in lower case.
fn contains(text: &str, word: &str) -> bool {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    let Some((first, rest)) = word.split_first() else { return true };
    let starts = text.iter().enumerate().filter(|(_, byte)| byte.to_ascii_lowercase() == *first);
    let mut after = starts.filter_map(|(at, _)| text.get(at + 1..at + 1 + rest.len()));
    after.any(|found| found.eq_ignore_ascii_case(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(name: &str, text: &str) -> Kind {
        scan(Path::new(name), text)
    }

    #[test]
    fn bicep_files_name_their_modules() {
        let text =
            "module a './a.bicep' = {}\nimport { x } from 'types.bicep'\nmodule b 'br/public:b:1' = {}\n";
        let modules = vec!["./a.bicep".to_owned(), "br/public:b:1".to_owned()];
        assert_eq!(kind("x.bicep", text), Kind::Bicep { modules });
        assert_eq!(
            kind("x.bicepparam", "using './main.bicep'\nparam a = 1\n"),
            Kind::Parameters { using: Some("./main.bicep".to_owned()) }
        );
        assert_eq!(kind("x.bicepparam", "using none\n"), Kind::Parameters { using: None });
    }

    #[test]
    fn templates_are_told_by_schema_or_shape() {
        let schema = |name: &str| {
            format!(r#"{{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/{name}.json#"}}"#)
        };
        let template = Kind::Arm { links: Vec::new(), compiled: false };
        for name in ["deploymentTemplate", "subscriptionDeploymentTemplate", "tenantDeploymentTemplate"] {
            assert_eq!(kind("x.json", &schema(name)), template, "{name}");
        }
        assert_eq!(kind("x.json", &schema("deploymentParameters")), Kind::Other);
        assert_eq!(kind("x.json", r#"{"contentVersion": "1", "resources": []}"#), template);
        assert_eq!(kind("x.json", r#"{"contentVersion": "1", "parameters": {}}"#), Kind::Other);
        assert_eq!(kind("x.json", r#"{"resources": []}"#), Kind::Other);
        assert_eq!(kind("x.json", "{ broken"), Kind::Other);
        let broken = schema("deploymentTemplate").replace('}', ", {");
        assert_eq!(kind("x.json", &broken), template);
    }

    #[test]
    fn links_are_found_in_expressions_variables_and_defaults() {
        let text = r#"{
            "contentVersion": "1",
            "parameters": {"at": {"defaultValue": "https://x.io/deep/a.json"}},
            "variables": {"b": "[uri(deployment().properties.templateLink.uri, '../b.json')]"},
            "resources": [
                {"properties": {"templateLink": {"uri": "[uri(variables('base'), 'kv/c.json')]"}}},
                {"properties": {"file": "not-a-link.json", "templateLink": {"relativePath": "d.json"}}}
            ]
        }"#;
        let links =
            ["../b.json", "d.json", "https://x.io/deep/a.json", "kv/c.json"].map(str::to_owned).to_vec();
        assert_eq!(kind("x.json", text), Kind::Arm { links, compiled: false });
    }

    #[test]
    fn words_are_found_in_any_case() {
        assert!(contains("aaDeploymentTemplate.json", "deploymenttemplate.json"));
        assert!(!contains("deploymenttemplate.jso", "deploymenttemplate.json"));
        assert!(contains("dedeploymenttemplate.json", "deploymenttemplate.json"));
    }
}
