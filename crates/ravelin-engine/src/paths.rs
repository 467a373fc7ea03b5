//! Paths as people write and read them: put together and normalised without asking the file system.
//!
//! Both slashes separate, as infrastructure code is written on every platform. `..` takes back the folder that is
//! written before it, as the Bicep compiler has it, not the folder that a symbolic link leads to.

use std::path::{Component, Path, PathBuf};

/// The path without `.` and without `name/..`.
pub(crate) fn normal(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => match out.components().next_back() {
                Some(Component::Normal(_)) => {
                    out.pop();
                }
                Some(Component::RootDir | Component::Prefix(_)) => {}
                Some(Component::ParentDir | Component::CurDir) | None => out.push(".."),
            },
            other => out.push(other),
        }
    }
    out
}

/// The path that a reference written in `file` means.
pub(crate) fn beside(file: &Path, reference: &str) -> PathBuf {
    let folder = file.parent().unwrap_or_else(|| Path::new(""));
    normal(&folder.join(reference.replace('\\', "/")))
}

/// The path as it is shown: with `/`, and `.` for the empty one.
pub(crate) fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    let text = if std::path::MAIN_SEPARATOR == '\\' { text.replace('\\', "/") } else { text.into_owned() };
    if text.is_empty() { ".".to_owned() } else { text }
}

/// The absolute path, normalised; symbolic links stay.
pub(crate) fn absolute(path: &Path) -> PathBuf {
    // The empty path is the current folder's.
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    normal(&std::path::absolute(path).unwrap_or_else(|_| path.to_owned()))
}

/// What tells files apart: the path with all symbolic links resolved, or the absolute path where that can't be done.
pub(crate) fn key(path: &Path) -> PathBuf {
    // The empty path is the current folder's.
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    std::fs::canonicalize(path).unwrap_or_else(|_| absolute(path))
}

/// The path of a file as seen from the folder of another.
pub(crate) fn relative(from: &Path, to: &Path) -> String {
    let (from, to) = (absolute(from), absolute(to));
    let folder = from.parent().unwrap_or(&from);
    let shared = folder.components().zip(to.components()).take_while(|(a, b)| a == b).count();
    let up = folder.components().skip(shared).map(|_| PathBuf::from(".."));
    let down = to.components().skip(shared).map(|part| PathBuf::from(part.as_os_str()));
    shown(&up.chain(down).collect::<PathBuf>())
}

/// The file's ending in lower case, without its dot.
pub(crate) fn ending(path: &Path) -> String {
    path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase()).unwrap_or_default()
}

/// The file's name without its last ending.
pub(crate) fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_joined_as_they_are_written() {
        let join = |file: &str, reference: &str| shown(&beside(Path::new(file), reference));
        assert_eq!(join("infra/main.bicep", "./kv/vault.bicep"), "infra/kv/vault.bicep");
        assert_eq!(join("infra/main.bicep", "..\\shared\\x.bicep"), "shared/x.bicep");
        assert_eq!(join("main.bicep", "../../x.bicep"), "../../x.bicep");
        assert_eq!(join("/a/main.bicep", "../../../x.bicep"), "/x.bicep");
        assert_eq!(shown(&normal(Path::new("./"))), ".");
    }

    #[test]
    fn paths_are_seen_from_the_file_that_asks() {
        let seen = |from: &str, to: &str| relative(Path::new(from), Path::new(to));
        assert_eq!(seen("/p/a/main.bicep", "/p/a/data/x.json"), "data/x.json");
        assert_eq!(seen("/p/a/main.bicep", "/p/b/x.json"), "../b/x.json");
    }
}
