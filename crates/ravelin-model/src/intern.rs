//! Strings that occur often are kept once.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

/// A table of shared strings; safe to use from several threads.
#[derive(Debug, Default)]
pub struct Interner {
    strings: Mutex<HashSet<Arc<str>>>,
}

impl Interner {
    /// The shared copy of `text`.
    pub fn intern(&self, text: &str) -> Arc<str> {
        let mut strings = self.strings.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = strings.get(text) {
            return Arc::clone(known);
        }
        let shared: Arc<str> = text.into();
        strings.insert(Arc::clone(&shared));
        shared
    }
}
