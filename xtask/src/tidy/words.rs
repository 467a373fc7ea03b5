//! The project speaks of itself alone: no paths of somebody's machine, nothing about how a text came to be.

use super::{File, Found};

/// Starts of paths that exist on one machine only, in two parts so that this file does not break its own rule.
const PATHS: &[(&str, &str)] = &[("/wo", "rk/"), ("/ro", "ot/"), ("/ho", "me/"), ("C:\\", "Users")];

/// Words about the making of a text, in two parts each.
const WORDS: &[(&str, &str)] = &[
    ("as ", "instructed"),
    ("as ", "requested"),
    ("as asked in ", "the issue"),
    ("co-", "authored-by"),
    ("helper ", "session"),
    ("language ", "model"),
    ("sub-", "agent"),
    ("the ", "brief"),
];

/// Files that must name such paths: where shells of other machines keep things.
const EXEMPT: &[&str] = &[".ci/run"];

pub(crate) fn check(files: &[File], found: &mut Found) {
    for file in files.iter().filter(|file| !EXEMPT.contains(&file.path.as_str())) {
        for (number, line) in (1..).zip(file.text.lines()) {
            let place = || format!("{}:{number}", file.path);
            for path in PATHS.iter().map(joined).filter(|path| has_path(line, path)) {
                found.problem(&place(), format!("`{path}` is a path of one machine"));
            }
            let lower = line.to_lowercase();
            for word in WORDS.iter().map(joined).filter(|word| lower.contains(word.as_str())) {
                found.problem(&place(), format!("`{word}`: say what is so, not how it came about"));
            }
        }
    }
}

fn joined((start, end): &(&str, &str)) -> String {
    format!("{start}{end}")
}

/// Does an absolute path start like this here? In the middle of another path or an address it is none.
fn has_path(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(at, _)| {
        let before = line.get(..at).unwrap_or_default().chars().next_back();
        !before.is_some_and(|c| {
            c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '}' | '*' | '~' | '$' | '/' | ')')
        })
    })
}

#[cfg(test)]
mod tests {
    use super::{PATHS, WORDS, check, joined};
    use crate::tidy::testing::problems;

    #[test]
    fn paths_of_one_machine_are_told() {
        for path in PATHS.iter().map(joined) {
            assert_eq!(problems(check, &[("a.md", &format!("see `{path}x`"))]).len(), 1, "{path}");
            assert_eq!(problems(check, &[("a.md", &format!("https://x.org{path}x"))]).len(), 0, "{path}");
        }
    }

    #[test]
    fn words_about_the_making_are_told() {
        for word in WORDS.iter().map(joined) {
            assert_eq!(
                problems(check, &[("a.rs", &format!("// {}", word.to_uppercase()))]).len(),
                1,
                "{word}"
            );
        }
        assert!(problems(check, &[("a.rs", "// The page says what passes.\n")]).is_empty());
    }
}
