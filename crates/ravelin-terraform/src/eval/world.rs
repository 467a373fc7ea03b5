//! What all modules of one root share: the outside world, the bounds, and what went wrong.

use super::names::Names;
use super::{EntryPoint, Settings};
use crate::ir::{Module, Part};
use crate::loader::Loader;
use ravelin_finding::{FileId, Place, Problem, ProblemKind};
use ravelin_model::{Form, MAX_DEPTH, MAX_WEIGHT, Reason, Unknown, Value};
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;

/// Expressions inside expressions, through locals, variables, outputs and resources.
const MAX_NESTING: u32 = 4000;

pub(super) struct World<'w> {
    pub(super) loader: &'w dyn Loader,
    pub(super) settings: &'w Settings,
    pub(super) entry: &'w EntryPoint,
    steps: Cell<u64>,
    items: Cell<u64>,
    resources: Cell<u64>,
    nesting: Cell<u32>,
    speculative: Cell<u32>,
    failures: Cell<u64>,
    doubts: Cell<u64>,
    stopped: Cell<bool>,
    /// Is the evaluation of something that could not be planned as it is, since required variables have no value?
    pub(super) hypothetical: bool,
    problems: RefCell<Vec<Problem>>,
    said: RefCell<HashSet<(Option<Place>, String)>>,
    gaps: RefCell<Vec<Arc<Reason>>>,
    /// What modules declare, by their folders.
    names: RefCell<HashMap<Arc<str>, Rc<Names>>>,
    /// Template files that were read, by their number.
    pub(super) templates: RefCell<HashMap<FileId, Option<Rc<Vec<Part>>>>>,
    /// Texts that were evaluated as templates.
    pub(super) texts: RefCell<HashMap<Arc<str>, FileId>>,
    /// The modules that were fetched: where they lie, by the names of the calls that lead to them.
    pub(super) fetched: OnceCell<HashMap<String, String>>,
    /// The versions that are locked, by the provider's source.
    pub(super) locked: OnceCell<HashMap<String, (u32, Place)>>,
}

impl<'w> World<'w> {
    pub(super) fn new(
        loader: &'w dyn Loader,
        settings: &'w Settings,
        entry: &'w EntryPoint,
        hypothetical: bool,
    ) -> Self {
        Self {
            loader,
            settings,
            entry,
            steps: Cell::new(0),
            items: Cell::new(0),
            resources: Cell::new(0),
            nesting: Cell::new(0),
            speculative: Cell::new(0),
            failures: Cell::new(0),
            doubts: Cell::new(0),
            stopped: Cell::new(false),
            hypothetical,
            problems: RefCell::default(),
            said: RefCell::default(),
            gaps: RefCell::default(),
            names: RefCell::default(),
            templates: RefCell::default(),
            texts: RefCell::default(),
            fetched: OnceCell::new(),
            locked: OnceCell::new(),
        }
    }

    /// What a module declares, by name.
    pub(super) fn names(&self, module: &Module) -> Rc<Names> {
        let mut known = self.names.borrow_mut();
        let names = known.entry(Arc::clone(&module.folder)).or_insert_with(|| Rc::new(Names::of(module)));
        Rc::clone(names)
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

    /// A mistake in the configuration: a problem, unless the place may never be reached; in its stead stands an unknown.
    pub(super) fn fail(&self, place: Place, message: &str) -> Value {
        self.fail_with(place, message, None)
    }

    /// As [`World::fail`], with advice.
    pub(super) fn fail_with(&self, place: Place, message: &str, help: Option<String>) -> Value {
        self.failures.set(self.failures.get() + 1);
        if self.speculative.get() == 0 && !self.stopped.get() {
            // With variables missing, a mistake may be one of the guess and not of the configuration.
            let kind = if self.hypothetical { ProblemKind::Note } else { ProblemKind::Invalid };
            self.problem(kind, Some(place), message, help);
        }
        let reason = Reason::new("error", message, Some(place));
        Value::unknown(format!("error@{}:{}", place.file.0, place.span.start), reason)
    }

    /// A bound was reached: said once, and from then on everything is unknown, so that evaluation ends soon.
    pub(super) fn stop(&self, place: Place, message: &str) -> Value {
        if !self.stopped.replace(true) {
            let help = "what was evaluated so far is reported; split the configuration, or raise the limits";
            self.problem(ProblemKind::Invalid, Some(place), message, Some(help.to_owned()));
            self.gap(Reason::new("limit", message, Some(place)));
        }
        Value::unknown("limit", Reason::new("limit", message, Some(place)))
    }

    pub(super) const fn stopped(&self) -> bool {
        self.stopped.get()
    }

    /// Something was left out of account that would have been a mistake, had what is unknown been otherwise.
    pub(super) fn doubt(&self) {
        self.doubts.set(self.doubts.get() + 1);
    }

    /// Runs `work` on what may never be reached, or may fail: mistakes there are no problems.
    pub(super) fn speculate(&self, work: impl FnOnce() -> Value) -> Attempt {
        let (failures, doubts) = (self.failures.get(), self.doubts.get());
        self.speculative.set(self.speculative.get() + 1);
        let value = work();
        self.speculative.set(self.speculative.get() - 1);
        let failed = self.failures.get() > failures;
        self.failures.set(failures);
        let doubtful = self.doubts.get() > doubts;
        Attempt { value, failed, doubtful }
    }

    /// Works out what is worked out once, whoever asks first: a local value, a resource. Mistakes in it are its own, and
    /// problems whether or not the one who asks may be reached, unless it may never be there itself.
    pub(super) fn node<T>(&self, certain: bool, work: impl FnOnce() -> T) -> T {
        let outer = self.speculative.replace(u32::from(!certain));
        let (failures, doubts) = (self.failures.get(), self.doubts.get());
        let result = work();
        self.failures.set(failures);
        self.doubts.set(doubts);
        self.speculative.set(outer);
        result
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
        self.stop(place, "the configuration takes too many steps to evaluate")
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
            return self.stop(place, "the configuration makes too many values");
        }
        if value.weight() > MAX_WEIGHT {
            return self.fail(place, "the value is too large");
        }
        if value.depth() > MAX_DEPTH {
            return self.fail(place, "the value nests too deep");
        }
        value
    }

    /// Accounts for resources and modules; false when there are too many.
    pub(super) fn resource(&self, place: Place) -> bool {
        self.resources.set(self.resources.get() + 1);
        let fits = self.resources.get() <= self.settings.limits.resources;
        if !fits {
            self.stop(place, "there are too many resources");
        }
        fits && !self.stopped.get()
    }
}

/// What came of an evaluation that was allowed to fail.
pub(super) struct Attempt {
    pub(super) value: Value,
    /// Did it fail?
    pub(super) failed: bool,
    /// Might it have failed, had what is unknown been otherwise?
    pub(super) doubtful: bool,
}

/// An unknown for a reason of one name.
pub(super) fn unknown(residual: impl AsRef<str>, name: &str, why: &str, place: Option<Place>) -> Value {
    Value::unknown(residual, Reason::new(name, why, place))
}

/// An unknown that stands for an expression over these values.
pub(super) fn derived(residual: impl AsRef<str>, from: &[&Value]) -> Value {
    let reasons = from.iter().flat_map(|value| value.reasons());
    let secret = from.iter().any(|value| value.is_secret());
    Value::from(Unknown::new(residual, reasons, Form::Any)).marked(secret)
}

/// An array of which nothing is known but that it has at least these items.
pub(super) fn holding(residual: impl AsRef<str>, items: Vec<Value>, unsure: &[&Value]) -> Value {
    let reasons = unsure.iter().flat_map(|value| value.reasons());
    let secret = items.iter().any(Value::is_secret) || unsure.iter().any(|value| value.is_secret());
    Value::from(Unknown::new(residual, reasons, Form::Holding(items.into()))).marked(secret)
}
