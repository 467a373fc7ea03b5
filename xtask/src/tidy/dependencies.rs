//! No dependency that the code of its crate does not name.

use super::{File, Found};

/// A list of dependencies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    /// Of the crate itself.
    Normal,
    /// Of its tests and benches.
    Test,
}

/// The dependencies that a manifest lists. Reads the way in which our manifests are written, a line each.
pub(crate) fn dependencies(manifest: &str) -> Vec<(Section, &str)> {
    let mut section = None;
    let mut found = Vec::new();
    for line in manifest.lines().map(str::trim) {
        if line.starts_with('[') {
            section = match line {
                "[dependencies]" | "[build-dependencies]" => Some(Section::Normal),
                "[dev-dependencies]" => Some(Section::Test),
                _ => None,
            };
        } else if let (Some(section), Some((key, _))) = (section, line.split_once('='))
            && !line.starts_with('#')
        {
            let key = key.trim();
            found.push((section, key.split('.').next().unwrap_or(key)));
        }
    }
    found
}

pub(crate) fn check(files: &[File], found: &mut Found) {
    for manifest in files {
        let Some(folder) = manifest.path.strip_suffix("Cargo.toml") else { continue };
        let is_code = |file: &&File| file.path.starts_with(folder) && file.path.ends_with(".rs");
        let code: Vec<&File> = files.iter().filter(is_code).collect();
        for (_, name) in dependencies(&manifest.text) {
            let named = name.replace('-', "_");
            if !code.iter().any(|file| names(&file.text, &named)) {
                found.problem(&manifest.path, format!("`{name}` is not used"));
            }
        }
    }
}

/// Does a text have this word?
fn names(text: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default().chars().next_back();
        let after = text.get(at + word.len()..).unwrap_or_default().chars().next();
        !before.is_some_and(is_part) && !after.is_some_and(is_part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::testing::problems;

    #[test]
    fn manifests_are_read() {
        let manifest = "[package]\nname = \"x\"\n[dependencies]\na-b.workspace = true\nc = \"1\"\n\
            # d = 1\n\n[dev-dependencies]\ne = { path = \"f\" }\n[[bench]]\nname = \"g\"\n";
        let expected = [(Section::Normal, "a-b"), (Section::Normal, "c"), (Section::Test, "e")];
        assert_eq!(dependencies(manifest), expected);
    }

    #[test]
    fn unused_dependencies_are_told() {
        let manifest = ("x/Cargo.toml", "[dependencies]\na-b = \"1\"\n");
        assert_eq!(problems(check, &[manifest, ("x/src/lib.rs", "use a_b::c;\n")]).len(), 0);
        assert_eq!(problems(check, &[manifest, ("x/src/lib.rs", "use a_bc::c;\n")]).len(), 1);
        assert_eq!(problems(check, &[manifest, ("y/src/lib.rs", "use a_b::c;\n")]).len(), 1);
    }
}
