//! What a search leaves out because somebody said so. Excluded files are still read when a module path leads to them.

use crate::paths;
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use std::path::{Path, PathBuf};

/// Patterns, each set with the folder that it is seen from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Exclude {
    sets: Vec<(PathBuf, GlobSet)>,
    folders: Vec<PathBuf>,
}

impl Exclude {
    /// Adds patterns as seen from a folder. `*` stops at `/`, `**` does not; a pattern that fits a folder excludes all
    /// that is in it.
    pub(crate) fn add(&mut self, folder: &Path, patterns: &[String]) -> Result<(), String> {
        let mut set = GlobSetBuilder::new();
        for pattern in patterns {
            let glob = GlobBuilder::new(pattern.trim_end_matches('/')).literal_separator(true).build();
            set.add(glob.map_err(|error| format!("`{pattern}` is no pattern: {}", error.kind()))?);
        }
        let set = set.build().map_err(|error| format!("too many patterns: {}", error.kind()))?;
        self.sets.push((paths::absolute(folder), set));
        Ok(())
    }

    /// Leaves out a folder.
    pub(crate) fn folder(&mut self, folder: &Path) {
        self.folders.push(paths::absolute(folder));
    }

    /// Is this file or folder left out?
    pub(crate) fn has(&self, path: &Path) -> bool {
        if self.sets.is_empty() && self.folders.is_empty() {
            return false;
        }
        let path = paths::absolute(path);
        self.folders.contains(&path)
            || self
                .sets
                .iter()
                .any(|(folder, set)| path.strip_prefix(folder).is_ok_and(|path| set.is_match(path)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_seen_from_their_folder() {
        let mut exclude = Exclude::default();
        exclude.add(Path::new("/p"), &["test/".to_owned(), "**/*.old.bicep".to_owned()]).unwrap();
        assert!(exclude.has(Path::new("/p/test")));
        assert!(!exclude.has(Path::new("/p/a/test")));
        assert!(exclude.has(Path::new("/p/a/b/x.old.bicep")));
        assert!(!exclude.has(Path::new("/q/x.old.bicep")));
        assert!(Exclude::default().add(Path::new("/p"), &["[".to_owned()]).is_err());
    }
}
