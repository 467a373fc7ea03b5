//! Lowered templates, each made once and shared.

use super::held;
use ravelin_finding::FileId;
use ravelin_template::ir::Template;
use ravelin_template::loader::Unloaded;
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

type Result = std::result::Result<Arc<Template>, Unloaded>;

/// The templates by file.
#[derive(Debug, Default)]
pub(super) struct Lowered {
    done: Mutex<HashMap<FileId, Result>>,
}

thread_local! {
    /// The files that this thread is lowering, the outermost first: a file's imports are lowered while it is.
    static STARTED: RefCell<Vec<FileId>> = const { RefCell::new(Vec::new()) };
}

impl Lowered {
    /// The template of a file, made by `lower` when it is not there.
    ///
    /// No lock is held meanwhile, as two files that import each other would then wait for each other for ever. Two
    /// threads may so do the same work; the first result is kept.
    pub(super) fn get(&self, file: FileId, lower: impl FnOnce() -> Result) -> Result {
        if let Some(known) = held(&self.done).get(&file) {
            return known.clone();
        }
        let again = STARTED.with_borrow_mut(|started| {
            let again = started.contains(&file);
            started.push(file);
            again
        });
        let _guard = Started;
        if again {
            return Err(Unloaded::new("files import each other in a circle"));
        }
        let made = lower();
        held(&self.done).entry(file).or_insert(made).clone()
    }
}

/// Takes the innermost file off the list, also when lowering it panics.
struct Started;

impl Drop for Started {
    fn drop(&mut self) {
        STARTED.with_borrow_mut(|started| {
            started.pop();
        });
    }
}
