//! Values that are worked out once, when they are first asked for.

use std::cell::RefCell;

#[derive(Default)]
enum State<T> {
    #[default]
    Open,
    Busy,
    Done(T),
}

/// A value that is worked out once.
pub(super) struct Memo<T>(RefCell<State<T>>);

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self(RefCell::new(State::Open))
    }
}

impl<T: Clone> Memo<T> {
    /// The value; `None` when working it out leads back to itself.
    pub(super) fn get_or(&self, work: impl FnOnce() -> T) -> Option<T> {
        match &*self.0.borrow() {
            State::Done(value) => return Some(value.clone()),
            State::Busy => return None,
            State::Open => {}
        }
        *self.0.borrow_mut() = State::Busy;
        let value = work();
        *self.0.borrow_mut() = State::Done(value.clone());
        Some(value)
    }
}

/// So many values.
pub(super) fn memos<T: Clone>(count: usize) -> Vec<Memo<T>> {
    (0..count).map(|_| Memo::default()).collect()
}
