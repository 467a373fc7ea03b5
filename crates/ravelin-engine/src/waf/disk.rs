//! Rule files, what they include and their data, from the disk.
//!
//! A file, and all that is read for one rule set, has a limit: rules may come from anywhere and include themselves.

use super::{DEFAULTS, order};
use ravelin_waf::Sources;
use std::cell::Cell;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

/// No rule or data file is larger.
const LARGEST: u64 = 64 << 20;

/// No rule set reads more files.
const MOST: usize = 10_000;

/// The disk, with the recommended defaults as a file that is not on it.
#[derive(Debug)]
pub(super) struct Disk {
    defaults: String,
    count: Cell<usize>,
    has_settings: Cell<bool>,
}

impl Disk {
    pub(super) fn new(defaults: String) -> Self {
        Self { defaults, count: Cell::new(0), has_settings: Cell::new(false) }
    }

    /// Was a `modsecurity.conf` among the files that were read?
    pub(super) fn has_settings(&self) -> bool {
        self.has_settings.get()
    }
}

impl Sources for Disk {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        if path == DEFAULTS {
            return Ok(self.defaults.clone().into_bytes());
        }
        self.count.set(self.count.get() + 1);
        if self.count.get() > MOST {
            return Err(format!("more than {MOST} files belong to the rule set"));
        }
        let file = File::open(path).map_err(|error| error.to_string())?;
        if file.metadata().is_ok_and(|about| about.is_dir()) {
            return Err("it is a folder".to_owned());
        }
        let mut bytes = Vec::new();
        file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
        if bytes.len() as u64 > LARGEST {
            return Err(format!("it is larger than {} MiB", LARGEST >> 20));
        }
        if order::is_settings(Path::new(path)) {
            self.has_settings.set(true);
        }
        Ok(bytes)
    }

    fn list(&self, pattern: &str) -> Vec<String> {
        order::matching(pattern)
    }
}
