//! Where rule files and data files come from: a trait, so that the crate itself opens no file.
//!
//! A server implements it in a few lines over its file system; tests and tools use [`Memory`].

use std::collections::BTreeMap;

/// Gives the bytes of files by name.
pub trait Sources {
    /// The bytes of one file.
    ///
    /// # Errors
    /// Why it could not be read, in words for the user.
    fn read(&self, path: &str) -> Result<Vec<u8>, String>;

    /// The files that a pattern with `*` names, sorted. A pattern without `*` names itself.
    fn list(&self, pattern: &str) -> Vec<String> {
        vec![pattern.to_owned()]
    }
}

/// Files held in memory.
///
/// ```
/// use ravelin_waf::{Memory, Sources};
/// let files = Memory::new().with("rules/a.conf", "SecRuleEngine On").with("rules/b.conf", "");
/// assert_eq!(files.list("rules/*.conf"), ["rules/a.conf", "rules/b.conf"]);
/// ```
#[derive(Debug, Default, Clone)]
pub struct Memory {
    files: BTreeMap<String, Vec<u8>>,
}

impl Memory {
    /// No file yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file.
    #[must_use]
    pub fn with(mut self, path: impl Into<String>, text: impl Into<Vec<u8>>) -> Self {
        self.files.insert(path.into(), text.into());
        self
    }
}

impl Sources for Memory {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        self.files.get(path).cloned().ok_or_else(|| "there is no such file".to_owned())
    }

    fn list(&self, pattern: &str) -> Vec<String> {
        self.files.keys().filter(|path| matches_glob(pattern, path)).cloned().collect()
    }
}

/// Whether a path fits a pattern in which `*` stands for any characters but `/`.
#[must_use]
pub fn matches_glob(pattern: &str, path: &str) -> bool {
    let (mut p, mut s) = (pattern.as_bytes(), path.as_bytes());
    let mut retry: Option<(&[u8], &[u8])> = None;
    loop {
        match (p.split_first(), s.split_first()) {
            (Some((b'*', rest)), _) => {
                retry = Some((rest, s));
                p = rest;
            }
            (Some((a, p_rest)), Some((b, s_rest))) if a == b || (*a == b'?' && *b != b'/') => {
                p = p_rest;
                s = s_rest;
            }
            (None, None) => return true,
            _ => match retry {
                Some((rest, from)) => match from.split_first() {
                    Some((b, next)) if *b != b'/' => {
                        retry = Some((rest, next));
                        p = rest;
                        s = next;
                    }
                    _ => return false,
                },
                None => return false,
            },
        }
    }
}
