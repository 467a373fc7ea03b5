//! Which rule files a path means, and in which order they are read.
//!
//! A folder is read as the Core Rule Set is laid out: settings, its set-up, what else there is, `plugins`, `rules`.

use crate::error::Error;
use crate::paths;
use ravelin_waf::matches_glob;
use std::path::{Path, PathBuf};

/// The rule files of the paths, in order.
pub(super) fn files(given: &[PathBuf]) -> Result<Vec<String>, Error> {
    let mut files = Vec::new();
    for path in given {
        let name = paths::shown(path);
        if path.is_dir() {
            files.extend(folder(&name));
        } else if path.exists() || !is_pattern(&name) {
            if !path.exists() {
                return Err(Error::NoSuchPath { path: path.clone(), given_as: "rules" });
            }
            files.push(name);
        } else {
            files.extend(matching(&name).into_iter().filter(|file| Path::new(file).is_file()));
        }
    }
    Ok(files)
}

/// The rule files of a folder.
fn folder(folder: &str) -> Vec<String> {
    let listed = |pattern: &str| -> Vec<String> {
        let found = matching(&format!("{}/{pattern}", folder.trim_end_matches('/')));
        found.into_iter().filter(|file| Path::new(file).is_file()).collect()
    };
    let mut own = listed("*.conf");
    if !own.iter().any(|file| named(file, "crs-setup.conf")) {
        own.extend(listed("crs-setup.conf.example"));
    }
    own.sort_by_key(|file| (!is_settings(Path::new(file)), !file.contains("/crs-setup.conf")));
    own.extend(listed("plugins/*-config.conf"));
    own.extend(listed("plugins/*-before.conf"));
    own.extend(listed("rules/*.conf"));
    own.extend(listed("plugins/*-after.conf"));
    own
}

fn named(file: &str, name: &str) -> bool {
    Path::new(file).file_name().is_some_and(|own| own == name)
}

/// Is it a `modsecurity.conf`, by whichever further name?
pub(super) fn is_settings(file: &Path) -> bool {
    let name = file.file_name().map(|name| name.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    name.starts_with("modsecurity") && name.contains(".conf")
}

fn is_pattern(path: &str) -> bool {
    path.contains(['*', '?'])
}

/// The files that a pattern means, sorted; a path without `*` and `?` means itself if it is there.
pub(super) fn matching(pattern: &str) -> Vec<String> {
    let mut found = vec![if pattern.starts_with('/') { "/".to_owned() } else { String::new() }];
    for part in pattern.split('/').filter(|part| !part.is_empty()) {
        let mut next = Vec::new();
        for folder in &found {
            let joined = |name: &str| match folder.as_str() {
                "" => name.to_owned(),
                "/" => format!("/{name}"),
                folder => format!("{folder}/{name}"),
            };
            if is_pattern(part) {
                let place = if folder.is_empty() { "." } else { folder };
                let names = std::fs::read_dir(place).into_iter().flatten();
                let names = names.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
                next.extend(names.filter(|name| matches_glob(part, name)).map(|name| joined(&name)));
            } else {
                next.push(joined(part));
            }
        }
        found = next;
    }
    found.retain(|path| Path::new(path).exists());
    found.sort();
    found
}
