//! Files with tests, found under a path.

use crate::error::Error;
use crate::paths;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

/// No file with tests is larger.
const LARGEST: u64 = 64 << 20;

/// Folders are not searched deeper, so that links in a circle end.
const DEEPEST: usize = 16;

/// The file itself, or the YAML files of a folder and its folders, by path.
///
/// # Errors
/// The path does not exist, or a folder can't be read.
pub fn test_files(path: &Path) -> Result<Vec<PathBuf>, Error> {
    if !path.exists() {
        return Err(Error::NoSuchPath { path: path.to_owned(), given_as: "tests" });
    }
    let mut found = Vec::new();
    if path.is_dir() {
        search(path, 0, &mut found)?
    } else {
        found.push(path.to_owned())
    }
    found.sort();
    Ok(found)
}

fn search(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) -> Result<(), Error> {
    let unreadable = |error| Error::Unreadable { path: folder.to_owned(), error };
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.is_dir() {
            if depth < DEEPEST {
                search(&path, depth + 1, found)?;
            }
        } else if matches!(paths::ending(&path).as_str(), "yaml" | "yml") {
            found.push(path);
        }
    }
    Ok(())
}

/// The text of such a file.
///
/// # Errors
/// It can't be read, is too large, or is no UTF-8.
pub fn text(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    File::open(path)?.take(LARGEST + 1).read_to_string(&mut text)?;
    if text.len() as u64 > LARGEST {
        return Err(io::Error::other(format!("it is larger than {} MiB", LARGEST >> 20)));
    }
    Ok(text)
}
