//! Every source file says at its top what it does; exceptions to lints stand on one item and give a reason.

use super::{File, Found};

pub(crate) fn check(files: &[File], found: &mut Found) {
    for file in files.iter().filter(|file| file.path.ends_with(".rs")) {
        let first = file.text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        if !first.starts_with("//!") && !first.starts_with("#![doc") {
            found.problem(&file.path, "starts without `//!`: say what the file does");
        }
        for (line, text) in (1..).zip(file.text.lines()).filter(|(_, text)| is_loose(text)) {
            found.problem(
                &format!("{}:{line}", file.path),
                format!("`{}`: write `#[expect(…, reason = \"…\")]` on one item", text.trim()),
            );
        }
    }
}

/// Does the line switch a lint off for a whole module, or without noticing when that is no longer needed?
fn is_loose(line: &str) -> bool {
    let line = line.trim_start();
    ["#![allow(", "#![expect(", "#[allow("].iter().any(|start| line.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::tidy::testing::problems;

    #[test]
    fn files_start_with_their_purpose() {
        assert!(
            problems(check, &[("a.rs", "//! What it does.\n"), ("b.rs", "#![doc = \"x\"]\n")]).is_empty()
        );
        assert!(problems(check, &[("a.txt", "use x;\n")]).is_empty());
        assert_eq!(problems(check, &[("a.rs", "use x;\n"), ("b.rs", "")]).len(), 2);
    }

    #[test]
    fn exceptions_stand_on_one_item() {
        let with = |line: &str| format!("//! X.\n    {line}\nfn f() {{}}\n");
        assert!(problems(check, &[("a.rs", &with("#[expect(x, reason = \"y\")]"))]).is_empty());
        for loose in ["#![allow(x)]", "#![expect(x)]", "#[allow(x, reason = \"y\")]"] {
            assert_eq!(problems(check, &[("a.rs", &with(loose))]).len(), 1, "{loose}");
        }
    }
}
