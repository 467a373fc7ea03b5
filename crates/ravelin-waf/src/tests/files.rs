//! Files from the disk, for tests only: the crate itself opens none.

use crate::Sources;
use std::path::PathBuf;

/// Reads below a folder.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Sources for Folder {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        std::fs::read(self.0.join(path)).map_err(|e| e.to_string())
    }

    fn list(&self, pattern: &str) -> Vec<String> {
        let (folder, name) = pattern.rsplit_once('/').unwrap_or(("", pattern));
        let mut found: Vec<String> = std::fs::read_dir(self.0.join(folder))
            .into_iter()
            .flatten()
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter(|file| crate::matches_glob(name, file))
            .map(|file| if folder.is_empty() { file } else { format!("{folder}/{file}") })
            .collect();
        found.sort();
        found
    }
}

/// The folder of the Core Rule Set, if it is there.
pub(crate) fn crs() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/crs4");
    if !folder.exists() {
        println!("skipped: the Core Rule Set is not in ../shared/data/crs4");
        return None;
    }
    Some(folder)
}
