//! The catalogue: a control is a pair of files side by side and a line in its folder's list, which is sorted.

use super::{File, Found};
use std::collections::BTreeSet;

const CATALOGUE: &str = "crates/ravelin-controls/src/";

pub(crate) fn check(files: &[File], found: &mut Found) {
    let paths: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let catalogue = |file: &&File| file.path.starts_with(CATALOGUE);
    for file in files.iter().filter(catalogue) {
        if let Some(stem) = file.path.strip_suffix(".md")
            && !paths.contains(format!("{stem}.rs").as_str())
        {
            found.problem(&file.path, "is the page of no control");
        }
        if let Some(stem) = file.path.strip_suffix(".rs")
            && file.text.contains("pub(crate) static CONTROL: Control")
            && !paths.contains(format!("{stem}.md").as_str())
        {
            found.problem(&file.path, "is a control without a page");
        }
        for list in lists(&file.text) {
            if !list.is_sorted() {
                found.problem(
                    &file.path,
                    format!("the list from `{}` on is not sorted", list.first().unwrap_or(&"")),
                );
            }
        }
    }
    let pairs = files.iter().filter(catalogue).filter(|file| file.path.ends_with(".md")).count();
    if files.iter().any(|file| catalogue(&file)) && pairs == 0 {
        found.problem(CATALOGUE, "there are no pages: were they looked for in the right place?");
    }
}

/// The lists of controls in a text: runs of lines that name one control, or one folder's controls, each.
fn lists(text: &str) -> Vec<Vec<&str>> {
    let mut lists = vec![Vec::new()];
    for line in text.lines().map(str::trim) {
        let is_item = line.ends_with("::CONTROL,") || line.ends_with("::CONTROLS,");
        match (is_item, lists.last_mut()) {
            (true, Some(list)) => list.push(line),
            (false, Some(list)) if !list.is_empty() => lists.push(Vec::new()),
            _ => {}
        }
    }
    lists.retain(|list| !list.is_empty());
    lists
}

#[cfg(test)]
mod tests {
    use super::{CATALOGUE, check};
    use crate::tidy::testing::problems;

    const CONTROL: &str = "pub(crate) static CONTROL: Control = Control {};\n";

    fn told(files: &[(&str, &str)]) -> usize {
        let files: Vec<(String, &str)> =
            files.iter().map(|(path, text)| (format!("{CATALOGUE}{path}"), *text)).collect();
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), *text)).collect();
        problems(check, &files).len()
    }

    #[test]
    fn controls_are_pairs() {
        assert_eq!(told(&[("kv/a.rs", CONTROL), ("kv/a.md", "# A")]), 0);
        assert_eq!(told(&[("kv/a.rs", CONTROL), ("kv/b.rs", CONTROL), ("kv/a.md", "# A")]), 1);
        assert_eq!(told(&[("kv/a.md", "# A")]), 1);
    }

    #[test]
    fn lists_are_sorted() {
        let pair = [("kv/a.rs", CONTROL), ("kv/a.md", "# A")];
        let with = |list: &str| {
            let module = format!("static CONTROLS: &[&Control] = &[\n{list}];\n");
            told(&[pair[0], pair[1], ("kv/mod.rs", &module)])
        };
        assert_eq!(with("    &a::CONTROL,\n    &b::CONTROL,\n"), 0);
        assert_eq!(with("    &b::CONTROL,\n    &a::CONTROL,\n"), 1);
        assert_eq!(with("    b::CONTROLS,\n    a::CONTROLS,\n"), 1);
    }

    #[test]
    fn silence_over_nothing_is_no_success() {
        assert_eq!(told(&[("lib.rs", "")]), 1);
    }
}
