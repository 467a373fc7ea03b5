//! Where a value came from: the place it was written, and each hand it passed through on its way.

use ravelin_finding::{Link, Place};
use std::sync::Arc;

/// How many steps are kept; a longer way loses its middle, never its source.
const MAX_STEPS: u16 = 32;

/// One step of a value's way; `from` is the step before.
#[derive(Debug, PartialEq, Eq)]
pub struct Origin {
    /// Where this step is written.
    pub place: Place,
    /// What happened there.
    pub step: Step,
    /// The step before.
    pub from: Option<Arc<Self>>,
    steps: u16,
}

/// What happened to a value at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// It was written there as a literal.
    Written,
    /// It was computed there, from the value that `from` tells of among others.
    Computed,
    /// It is the value of this variable.
    Variable(Arc<str>),
    /// It is the default of this parameter.
    Default(Arc<str>),
    /// It was given there as this parameter: by a module call, a nested deployment or a parameter file.
    Given(Arc<str>),
    /// It was given on the command line as this parameter.
    Set(Arc<str>),
    /// It is this output of a module or nested deployment.
    Output(Arc<str>),
    /// A file was read there.
    Loaded(Arc<str>),
}

impl Origin {
    /// A value that is written at `place`.
    #[must_use]
    pub fn written(place: Place) -> Arc<Self> {
        Arc::new(Self { place, step: Step::Written, from: None, steps: 0 })
    }

    /// A further step on the way of a value that came by `from`.
    #[must_use]
    pub fn step(place: Place, step: Step, from: Option<&Arc<Self>>) -> Arc<Self> {
        let steps = from.map_or(0, |from| from.steps.saturating_add(1));
        let from = match from {
            Some(from) if steps > MAX_STEPS => Some(Arc::clone(from.source())),
            other => other.cloned(),
        };
        Arc::new(Self { place, step, from, steps: steps.min(MAX_STEPS) })
    }

    /// The first step: where the value was written.
    #[must_use]
    pub fn source(self: &Arc<Self>) -> &Arc<Self> {
        let mut origin = self;
        while let Some(from) = &origin.from {
            origin = from;
        }
        origin
    }

    /// Where the value as it is was written or computed: the first step back that made it, rather than handed it on.
    #[must_use]
    pub fn made(self: &Arc<Self>) -> &Arc<Self> {
        let mut origin = self;
        while let (false, Some(from)) = (matches!(origin.step, Step::Computed), &origin.from) {
            origin = from;
        }
        origin
    }

    /// Every step from the last to the first.
    pub fn steps(self: &Arc<Self>) -> impl Iterator<Item = &Arc<Self>> {
        std::iter::successors(Some(self), |origin| origin.from.as_ref())
    }

    /// The way in words, nearest step first, from where the value was written or computed; the values it was computed
    /// from have ways of their own.
    #[must_use]
    pub fn chain(self: &Arc<Self>) -> Vec<Link> {
        let handed_on = self.steps().take_while(|origin| !matches!(origin.step, Step::Computed));
        let links = handed_on.filter_map(|origin| {
            let says = match &origin.step {
                Step::Written | Step::Computed => return None,
                Step::Variable(name) => format!("variable `{name}`"),
                Step::Default(name) => format!("the default of `{name}`"),
                Step::Given(name) => format!("given as `{name}`"),
                Step::Set(name) => format!("set on the command line as `{name}`"),
                Step::Output(name) => format!("output `{name}`"),
                Step::Loaded(path) => format!("read from `{path}`"),
            };
            Some(Link { place: origin.place, says })
        });
        links.collect()
    }
}
