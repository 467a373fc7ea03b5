//! The files of a folder that might be infrastructure code, sorted.
//!
//! Everything below the folder is looked at, whatever version control ignores, except the folders of [`SKIPPED`] and
//! what the configuration excludes. Symbolic links to folders are not followed: what they lead to inside the folder is
//! found anyway, and what lies outside was not asked for; that is noted.

use super::{Exclude, note, unreadable};
use crate::{paths, text};
use ravelin_finding::Problem;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Folders that hold other people's files: version control, caches, packages.
pub const SKIPPED: [&str; 4] = [".bicep", ".git", ".terraform", "node_modules"];

/// What was found in a folder.
#[derive(Debug, Default)]
pub(super) struct Walked {
    /// The files, sorted by path.
    pub(super) files: Vec<PathBuf>,
    /// Folders that could not be read.
    pub(super) problems: Vec<Problem>,
    /// The folders with Terraform files.
    pub(super) terraform: BTreeSet<PathBuf>,
}

/// Searches a folder.
pub(super) fn walk(root: &Path, exclude: &Exclude) -> Walked {
    let mut walked = Walked::default();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        let readable = if folder.as_os_str().is_empty() { Path::new(".") } else { &folder };
        match std::fs::read_dir(readable) {
            Ok(entries) => {
                for entry in entries {
                    match entry {
                        Ok(entry) => {
                            look(&folder.join(entry.file_name()), exclude, &mut folders, &mut walked)
                        }
                        Err(error) => {
                            walked.problems.push(unreadable(&folder, &text::Unreadable::from(error)))
                        }
                    }
                }
            }
            Err(error) => walked.problems.push(unreadable(&folder, &text::Unreadable::from(error))),
        }
    }
    walked.files.sort();
    walked
}

fn look(path: &Path, exclude: &Exclude, folders: &mut Vec<PathBuf>, walked: &mut Walked) {
    if exclude.has(path) {
        return;
    }
    let kind = match std::fs::symlink_metadata(path) {
        Ok(metadata) => metadata.file_type(),
        Err(error) => {
            walked.problems.push(unreadable(path, &text::Unreadable::from(error)));
            return;
        }
    };
    if kind.is_dir() {
        let skipped = path.file_name().is_some_and(|name| SKIPPED.iter().any(|skipped| name == *skipped));
        if !skipped {
            folders.push(path.to_owned());
        }
    } else if kind.is_symlink() && path.is_dir() {
        walked.problems.push(note(path, "the link to another folder is not followed"));
    } else {
        match paths::ending(path).as_str() {
            "bicep" | "bicepparam" | "json" | "jsonc" | "tfstate" => walked.files.push(path.to_owned()),
            _ => {}
        }
        let name = path.file_name().map(|name| name.to_string_lossy());
        if name.is_some_and(|name| ravelin_terraform::syntax::is_configuration(&name)) {
            walked.terraform.extend(path.parent().map(Path::to_owned));
        }
    }
}
