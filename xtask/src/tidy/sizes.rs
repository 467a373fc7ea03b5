//! Long files are split by idea before they grow into one that nobody reads.

use super::{File, Found};

/// Longer than this is worth a look.
const LONG: usize = 400;

/// Longer than this must be split.
const TOO_LONG: usize = 800;

/// Files that may be long, and why. Sorted.
const ACCEPTED: &[(&str, &str)] = &[
    ("crates/ravelin-bicep/src/syntax/ast.rs", "the whole syntax tree in one view"),
    ("crates/ravelin-template/src/json/tests.rs", "tables of cases"),
];

pub(crate) fn check(files: &[File], found: &mut Found) {
    check_with(ACCEPTED, files, found);
}

fn check_with(accepted: &[(&str, &str)], files: &[File], found: &mut Found) {
    for file in files.iter().filter(|file| file.path.ends_with(".rs")) {
        let lines = file.text.lines().count();
        let reason = accepted.iter().find(|(path, _)| *path == file.path);
        match (lines, reason) {
            (0..=LONG, Some(_)) => {
                found.problem(&file.path, "is no longer long: take it off the list in xtask")
            }
            (0..=LONG, None) => {}
            (..=TOO_LONG, Some(_)) => {}
            (..=TOO_LONG, None) => {
                found.warning(&file.path, format!("has {lines} lines: can it be split by idea?"))
            }
            _ => found.problem(&file.path, format!("has {lines} lines, {TOO_LONG} are the most")),
        }
    }
    for (path, _) in accepted {
        if !files.iter().any(|file| file.path == *path) {
            found.problem(path, "is on the list of long files, but does not exist");
        }
    }
    if !accepted.is_sorted() {
        found.problem("xtask", "the list of long files is not sorted");
    }
}

#[cfg(test)]
mod tests {
    use super::check_with;
    use crate::tidy::{File, Found};

    fn told(accepted: &[(&str, &str)], lines: usize) -> (usize, usize) {
        let mut found = Found::default();
        let file = File { path: "a.rs".to_owned(), text: "x\n".repeat(lines) };
        check_with(accepted, &[file], &mut found);
        (found.problems.len(), found.warnings.len())
    }

    #[test]
    fn long_files_are_told() {
        assert_eq!(told(&[], 400), (0, 0));
        assert_eq!(told(&[], 401), (0, 1));
        assert_eq!(told(&[], 801), (1, 0));
    }

    #[test]
    fn accepted_files_must_still_be_long() {
        let accepted = &[("a.rs", "a reason")];
        assert_eq!(told(accepted, 500), (0, 0));
        assert_eq!(told(accepted, 100), (1, 0));
        assert_eq!(told(accepted, 900), (1, 0));
        assert_eq!(told(&[("gone.rs", "a reason")], 10), (1, 0));
    }
}
