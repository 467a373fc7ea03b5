//! What `load…()` functions read: any file, so only inside the project's folder, wherever symbolic links lead.

use super::Files;
use crate::{paths, text};
use globset::GlobBuilder;
use ravelin_template::loader::{DirectoryFile, Unloaded};
use std::path::{Path, PathBuf};

/// The most files of one folder that are listed.
const MAX_FILES: usize = 100_000;

/// The bytes of a file named in `from`.
pub(super) fn bytes(files: &Files, from: &Path, path: &str) -> Result<Vec<u8>, Unloaded> {
    let (path, inside) = inside(files, from, path)?;
    text::read_bytes(&inside).map_err(|error| Unloaded::new(format!("`{}` {error}", paths::shown(&path))))
}

/// The files of a folder named in `from`, sorted without regard to case as the compiler does.
pub(super) fn directory(
    files: &Files,
    from: &Path,
    path: &str,
    pattern: &str,
) -> Result<Vec<DirectoryFile>, Unloaded> {
    let (folder, inside) = inside(files, from, path)?;
    let pattern = if pattern.is_empty() { "*" } else { pattern };
    let glob = GlobBuilder::new(pattern).literal_separator(true).build();
    let glob = glob
        .map_err(|error| Unloaded::new(format!("`{pattern}` is no file name pattern: {}", error.kind())))?;
    let matcher = glob.compile_matcher();
    let unreadable =
        |error| Unloaded::new(format!("`{}` {}", paths::shown(&folder), text::Unreadable::from(error)));
    let mut found = Vec::new();
    for entry in std::fs::read_dir(&inside).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if found.len() < MAX_FILES && entry.path().is_file() && matcher.is_match(&name) {
            let extension =
                Path::new(&name).extension().map(|ending| format!(".{}", ending.to_string_lossy()));
            let relative_path = paths::relative(from, &folder.join(&name));
            found.push(DirectoryFile {
                relative_path,
                base_name: name,
                extension: extension.unwrap_or_default(),
            });
        }
    }
    found.sort_by_cached_key(|file| (file.relative_path.to_lowercase(), file.relative_path.clone()));
    Ok(found)
}

/// Where a folder named in `from` really is.
pub(super) fn folder(files: &Files, from: &Path, path: &str) -> Result<PathBuf, Unloaded> {
    let path = if path.is_empty() { "." } else { path };
    inside(files, from, path).map(|(_, really)| really)
}

/// The path as written, and where it really is.
fn inside(files: &Files, from: &Path, path: &str) -> Result<(PathBuf, PathBuf), Unloaded> {
    if path.starts_with('/') || Path::new(path).is_absolute() {
        return Err(Unloaded::new(format!("`{path}` is not a relative path")));
    }
    let named = paths::beside(from, path);
    let really = std::fs::canonicalize(if named.as_os_str().is_empty() { Path::new(".") } else { &named })
        .map_err(|error| {
            Unloaded::new(format!("`{}` {}", paths::shown(&named), text::Unreadable::from(error)))
        });
    let project = files.project(from);
    // What lies outside is not asked for, so that nobody learns whether it exists.
    let outside = match &really {
        Ok(really) => !really.starts_with(paths::key(&project)),
        Err(_) => !paths::absolute(&named).starts_with(&project),
    };
    if outside {
        return Err(Unloaded::new(format!("`{}` lies outside the project's folder `{}`", path, paths::shown(&project)))
            .help("the project is the nearest folder upwards with `.git` or `ravelin.toml`, or else the current one"));
    }
    Ok((named, really?))
}
