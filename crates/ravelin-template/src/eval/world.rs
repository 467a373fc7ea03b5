//! What all deployments of one entry point share: the outside world, the bounds, and what went wrong.

use super::Settings;
use crate::loader::Loader;
use ravelin_finding::{Place, Problem, ProblemKind};
use ravelin_model::{EntryId, Form, MAX_DEPTH, MAX_WEIGHT, Reason, Unknown, Value};
use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::sync::Arc;

/// Expressions inside expressions, through variables, parameters and outputs.
const MAX_NESTING: u32 = 4000;

pub(super) struct World<'w> {
    pub(super) loader: &'w dyn Loader,
    pub(super) settings: &'w Settings,
    pub(super) entry: EntryId,
    steps: Cell<u64>,
    items: Cell<u64>,
    resources: Cell<u64>,
    nesting: Cell<u32>,
    speculative: Cell<u32>,
    failures: Cell<u64>,
    fresh: Cell<u64>,
    stopped: Cell<bool>,
    /// Is the evaluation of something that could not be deployed as it is, since required parameters have no value?
    pub(super) hypothetical: bool,
    problems: RefCell<Vec<Problem>>,
    said: RefCell<HashSet<(Option<Place>, String)>>,
    gaps: RefCell<Vec<Arc<Reason>>>,
}

impl<'w> World<'w> {
    pub(super) fn new(
        loader: &'w dyn Loader,
        settings: &'w Settings,
        entry: EntryId,
        hypothetical: bool,
    ) -> Self {
        Self {
            hypothetical,
            loader,
            settings,
            entry,
            steps: Cell::new(0),
            items: Cell::new(0),
            resources: Cell::new(0),
            nesting: Cell::new(0),
            speculative: Cell::new(0),
            failures: Cell::new(0),
            fresh: Cell::new(0),
            stopped: Cell::new(false),
            problems: RefCell::default(),
            said: RefCell::default(),
            gaps: RefCell::default(),
        }
    }

    pub(super) fn problem(
        &self,
        kind: ProblemKind,
        place: Option<Place>,
        message: &str,
        help: Option<String>,
    ) {
        if self.said.borrow_mut().insert((place, message.to_owned())) {
            let problem = Problem { kind, place, path: None, message: message.to_owned(), help };
            self.problems.borrow_mut().push(problem);
        }
    }

    pub(super) fn gap(&self, reason: Arc<Reason>) {
        let mut gaps = self.gaps.borrow_mut();
        if !gaps.contains(&reason) {
            gaps.push(reason);
        }
    }

    pub(super) fn finish(self) -> (Vec<Problem>, Vec<Arc<Reason>>) {
        (self.problems.into_inner(), self.gaps.into_inner())
    }

    /// A mistake in the template: a problem, unless the place may never be reached; in its stead stands an unknown.
    pub(super) fn fail(&self, place: Place, message: &str) -> Value {
        self.failures.set(self.failures.get() + 1);
        if self.speculative.get() == 0 && !self.stopped.get() {
            // With parameters missing, a mistake may be one of the guess and not of the template.
            let kind = if self.hypothetical { ProblemKind::Note } else { ProblemKind::Invalid };
            self.problem(kind, Some(place), message, None);
        }
        let reason = Reason::new("error", message, Some(place));
        Value::unknown(format!("error@{}:{}", place.file.0, place.span.start), reason)
    }

    /// A bound was reached: said once, and from then on everything is unknown, so that evaluation ends soon.
    pub(super) fn stop(&self, place: Place, message: &str) -> Value {
        if !self.stopped.replace(true) {
            let help = "what was evaluated so far is reported; split the template, or raise the limits";
            self.problem(ProblemKind::Invalid, Some(place), message, Some(help.to_owned()));
            self.gap(Reason::new("limit", message, Some(place)));
        }
        Value::unknown("limit", Reason::new("limit", message, Some(place)))
    }

    pub(super) const fn stopped(&self) -> bool {
        self.stopped.get()
    }

    /// How many mistakes there were so far, those that were not reported included.
    pub(super) const fn failures(&self) -> u64 {
        self.failures.get()
    }

    pub(super) const fn is_speculative(&self) -> bool {
        self.speculative.get() > 0
    }

    /// Runs `work` on what may never be reached: mistakes there are no problems. Tells whether there were any.
    pub(super) fn speculate<T>(&self, work: impl FnOnce() -> T) -> (T, bool) {
        let before = self.failures.get();
        self.speculative.set(self.speculative.get() + 1);
        let result = work();
        self.speculative.set(self.speculative.get() - 1);
        (result, self.failures.get() > before)
    }

    /// Counts a step inwards; `None` when a bound is reached.
    pub(super) fn enter(&self) -> Option<()> {
        self.steps.set(self.steps.get() + 1);
        if self.steps.get() > self.settings.limits.steps
            || self.nesting.get() > MAX_NESTING
            || self.stopped.get()
        {
            return None;
        }
        self.nesting.set(self.nesting.get() + 1);
        Some(())
    }

    pub(super) fn leave(&self) {
        self.nesting.set(self.nesting.get().saturating_sub(1));
    }

    pub(super) fn refusal(&self, place: Place) -> Value {
        if self.nesting.get() > MAX_NESTING {
            return self.stop(place, "expressions nest too deep here");
        }
        self.stop(place, "the template takes too many steps to evaluate")
    }

    /// Accounts for a value that was made: its own items, and its size with everything in it.
    pub(super) fn made(&self, place: Place, value: Value) -> Value {
        let own = match (value.as_array(), value.as_object()) {
            (Some(items), _) => items.len() as u64,
            (_, Some(object)) => object.entries().len() as u64,
            _ => value.as_str().map_or(0, |text| text.len() as u64 / 64),
        };
        self.items.set(self.items.get().saturating_add(own));
        if self.items.get() > self.settings.limits.items {
            return self.stop(place, "the template makes too many values");
        }
        if value.weight() > MAX_WEIGHT {
            return self.fail(place, "the value is too large");
        }
        if value.depth() > MAX_DEPTH {
            return self.fail(place, "the value nests too deep");
        }
        value
    }

    /// Accounts for resources; false when there are too many.
    pub(super) fn resource(&self, place: Place) -> bool {
        self.resources.set(self.resources.get() + 1);
        let fits = self.resources.get() <= self.settings.limits.resources;
        if !fits {
            self.stop(place, "there are too many resources");
        }
        fits && !self.stopped.get()
    }

    /// A number that was not given before, for values that differ each time.
    pub(super) fn fresh(&self) -> u64 {
        self.fresh.set(self.fresh.get() + 1);
        self.fresh.get()
    }
}

/// An unknown for a reason of one name.
pub(super) fn unknown(residual: impl AsRef<str>, name: &str, why: &str, place: Option<Place>) -> Value {
    Value::unknown(residual, Reason::new(name, why, place))
}

/// An unknown that stands for an expression over these values.
pub(super) fn derived(residual: impl AsRef<str>, from: &[&Value]) -> Value {
    let reasons = from.iter().flat_map(|value| value.reasons());
    Unknown::new(residual, reasons, Form::Any).into()
}
