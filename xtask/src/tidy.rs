//! Checks of our own, on the text of the files that belong to the repository.
//!
//! Each check is a pure function of the files and says what is wrong, where, and what to do.

mod controls;
mod dependencies;
mod headers;
mod sizes;
mod tiers;
mod words;

use crate::run::{Failure, output, root, say};
use std::process::Command;

/// A file of the repository.
#[derive(Clone, Debug)]
pub(crate) struct File {
    /// Its path from the root, with `/`.
    pub(crate) path: String,
    /// Its text; what is no text is not looked at.
    pub(crate) text: String,
}

/// What the checks found.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Found {
    /// What must be mended, `path: what`.
    pub(crate) problems: Vec<String>,
    /// What should be looked at.
    pub(crate) warnings: Vec<String>,
}

impl Found {
    pub(crate) fn problem(&mut self, path: &str, what: impl AsRef<str>) {
        self.problems.push(format!("{path}: {}", what.as_ref()));
    }

    pub(crate) fn warning(&mut self, path: &str, what: impl AsRef<str>) {
        self.warnings.push(format!("{path}: {}", what.as_ref()));
    }
}

type Check = fn(&[File], &mut Found);

const CHECKS: &[(&str, Check)] = &[
    ("controls", controls::check),
    ("dependencies", dependencies::check),
    ("headers", headers::check),
    ("sizes", sizes::check),
    ("tiers", tiers::check),
    ("words", words::check),
];

pub(crate) fn tidy() -> Result<(), Failure> {
    let files = files()?;
    let mut found = Found::default();
    if !files.iter().any(|file| file.path == "README.md") {
        found.problem("README.md", "is missing");
    }
    for (name, check) in CHECKS {
        let before = found.problems.len();
        check(&files, &mut found);
        say(&format!("{name}: {}", if found.problems.len() == before { "ok" } else { "FAILED" }));
    }
    found.warnings.iter().for_each(|warning| say(&format!("warning: {warning}")));
    found.problems.iter().for_each(|problem| say(&format!("error: {problem}")));
    say(&format!("{} files looked at", files.len()));
    match found.problems.len() {
        0 => Ok(()),
        count => Err(Failure::Found(format!("{count} untidy places"))),
    }
}

/// The files that are in the repository or about to be.
fn files() -> Result<Vec<File>, Failure> {
    let root = root();
    let mut git = Command::new("git");
    git.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]).current_dir(&root);
    let listed = output(&mut git)?;
    let mut paths: Vec<&str> = listed.split('\0').filter(|path| !path.is_empty()).collect();
    paths.sort_unstable();
    paths.dedup();
    let read = paths.into_iter().filter_map(|path| {
        let text = std::fs::read_to_string(root.join(path)).ok()?;
        Some(File { path: path.to_owned(), text })
    });
    Ok(read.collect())
}

#[cfg(test)]
pub(crate) mod testing {
    use super::{Check, File, Found};

    /// What a check says of these files, problems and warnings.
    pub(crate) fn told(check: Check, files: &[(&str, &str)]) -> (Vec<String>, Vec<String>) {
        let files = files.iter().map(|(path, text)| File { path: (*path).into(), text: (*text).into() });
        let mut found = Found::default();
        check(&files.collect::<Vec<_>>(), &mut found);
        (found.problems, found.warnings)
    }

    /// The problems that a check finds in these files.
    pub(crate) fn problems(check: Check, files: &[(&str, &str)]) -> Vec<String> {
        told(check, files).0
    }
}
