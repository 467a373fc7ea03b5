//! What functions give.

mod terraform;
mod unknowns;

use super::{Context, call};
use ravelin_model::Value;

/// A few files.
struct Files;

const FILES: [(&str, &[u8]); 3] =
    [("files/a.txt", b"hello\n"), ("files/bin", b"\xff\xfe"), ("files/sub/b.json", b"b")];

impl Context for Files {
    fn bytes(&self, path: &str) -> Result<Vec<u8>, String> {
        let found = FILES.iter().find(|(name, _)| *name == path);
        found.map(|(_, bytes)| bytes.to_vec()).ok_or_else(|| format!("there is no file `{path}`"))
    }

    fn files_below(&self, path: &str) -> Result<Vec<String>, String> {
        let folder = format!("{path}/");
        let below = FILES.iter().filter_map(|(name, _)| name.strip_prefix(&folder));
        Ok(below.map(str::to_owned).collect())
    }
}

fn called(name: &str, args: &[Value]) -> Result<Value, String> {
    call(name, args, &Files)
}

#[test]
fn names_are_unique_and_those_of_terraform() {
    let mut names: Vec<&str> = super::names().collect();
    names.sort_unstable();
    let mut once = names.clone();
    once.dedup();
    assert_eq!(names, once);
    // Terraform 1.11.4 lists 118 by `terraform metadata functions -json`, each with and without `core::`, and of the
    // console's own `type` it tells nothing.
    assert_eq!(names.len(), 119);
    assert!(super::exists("core::upper") && super::exists("try") && !super::exists("uper"));
}
