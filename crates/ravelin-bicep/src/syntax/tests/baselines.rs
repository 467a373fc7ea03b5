//! Agreement with the language's own parser on its baselines, where a folder with them is at hand: a folder for each,
//! with the source and the official dump of its concrete syntax tree, in which skipped tokens mark errors.

use super::{FileKind, parse, spans};
use std::path::Path;

#[test]
fn baselines() {
    let Some(folder) = std::env::var_os("RAVELIN_BICEP_BASELINES") else {
        eprintln!("skipped: RAVELIN_BICEP_BASELINES names no folder with official baselines");
        return;
    };
    let mut wrong = Vec::new();
    let mut compared = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let folder = entry.unwrap().path();
        for (stem, extension, kind) in
            [("main", "bicep", FileKind::Bicep), ("parameters", "bicepparam", FileKind::Parameters)]
        {
            let source = folder.join(format!("{stem}.{extension}"));
            let dump = folder.join(format!("{stem}.syntax.{extension}"));
            if source.exists() && dump.exists() {
                compared += 1;
                wrong.extend(compare(&source, &dump, kind));
            }
        }
    }
    assert!(compared > 0, "no baselines in the folder");
    assert_eq!(wrong, Vec::<String>::new(), "of {compared}");
    eprintln!("{compared} baselines compared");
}

fn compare(source: &Path, dump: &Path, kind: FileKind) -> Option<String> {
    let text = std::fs::read_to_string(source).unwrap();
    let skips = skips(&std::fs::read_to_string(dump).unwrap());
    spans::check(&text, kind);
    let errors = parse(&text, kind).errors;
    (errors.is_empty() == skips).then(|| format!("{}: {:?}", source.display(), errors.first()))
}

/// Did the official parser skip tokens, or miss some? A clause that may be missing is dumped like one that must not.
fn skips(dump: &str) -> bool {
    let mut statement = "";
    for line in dump.lines().filter(|line| line.starts_with("//@[")) {
        let Some((_, node)) = line.split_once(") ") else { continue };
        let depth = node.find(|character: char| character.is_ascii_alphabetic()).unwrap_or(0);
        let name = node.get(depth..).unwrap_or("").trim();
        if node.starts_with("├─") {
            statement = name;
        }
        let optional = matches!(statement, "ExtensionDeclarationSyntax" | "UsingDeclarationSyntax")
            && (node.starts_with("| ├─") || node.starts_with("| └─"));
        if name == "SkippedTriviaSyntax" && !optional {
            return true;
        }
    }
    false
}
