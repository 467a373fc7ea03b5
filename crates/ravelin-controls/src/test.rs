//! Three-valued tests with their evidence, and the verdicts made of them.

use ravelin_finding::{Link, Outcome, Place};
use ravelin_model::{Reason, Value};
use std::sync::Arc;

/// Yes, no, or not decided by what is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Truth {
    /// It is so.
    True,
    /// It is not so.
    False,
    /// What is unknown decides it.
    Unknown,
}

impl From<Option<bool>> for Truth {
    fn from(answer: Option<bool>) -> Self {
        match answer {
            Some(true) => Self::True,
            Some(false) => Self::False,
            None => Self::Unknown,
        }
    }
}

/// A fact that a test rests on.
#[derive(Clone, Debug)]
pub struct Fact {
    /// The property's path; empty for a resource as a whole.
    pub path: String,
    /// Its value; `None` where it is absent.
    pub value: Option<Value>,
    /// The property's place in the resource, or the nearest thing to it.
    pub place: Option<Place>,
    /// What else there is to say: "the platform's default", "of `Microsoft.Web/sites/config` `app1/web`".
    pub note: Option<String>,
    /// Further steps, such as the module call of a related resource.
    pub chain: Vec<Link>,
}

/// The answer to a question about a resource, with what it rests on.
#[derive(Clone, Debug)]
pub struct Test {
    /// The answer.
    pub truth: Truth,
    /// What decided it, the most telling first.
    pub facts: Vec<Fact>,
    /// Why it is not decided; empty when it is.
    pub reasons: Vec<Arc<Reason>>,
}

impl Test {
    /// Certainly so, without evidence.
    #[must_use]
    pub const fn yes() -> Self {
        Self { truth: Truth::True, facts: Vec::new(), reasons: Vec::new() }
    }

    /// Certainly not so, without evidence.
    #[must_use]
    pub const fn no() -> Self {
        Self { truth: Truth::False, facts: Vec::new(), reasons: Vec::new() }
    }

    /// Not decided, for these reasons.
    #[must_use]
    pub fn unknown(reasons: impl IntoIterator<Item = Arc<Reason>>) -> Self {
        Self { truth: Truth::Unknown, facts: Vec::new(), reasons: reasons.into_iter().collect() }
    }

    /// Not decided, because a fact about Azure is not established; says which.
    #[must_use]
    pub fn unsure(name: &str, why: &str) -> Self {
        Self::unknown([Reason::new(name, why, None)])
    }

    /// The test with a further fact.
    #[must_use]
    pub fn with(mut self, fact: Fact) -> Self {
        self.facts.push(fact);
        self
    }

    /// The test with each of its facts changed, to hide a secret value for instance.
    #[must_use]
    pub fn map_facts(mut self, change: impl FnMut(Fact) -> Fact) -> Self {
        self.facts = self.facts.into_iter().map(change).collect();
        self
    }

    /// The test with a fact that says more than the others: a finding's place is that of its first fact.
    #[must_use]
    pub fn led_by(mut self, fact: Fact) -> Self {
        self.facts.insert(0, fact);
        self
    }

    /// The opposite.
    #[must_use]
    #[expect(clippy::should_implement_trait, reason = "reads as a step of a chain")]
    pub fn not(mut self) -> Self {
        self.truth = match self.truth {
            Truth::True => Truth::False,
            Truth::False => Truth::True,
            Truth::Unknown => Truth::Unknown,
        };
        self
    }

    /// Both. The evidence is that of the side which decides.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        all([self, other])
    }

    /// At least one. The evidence is that of the side which decides.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        any([self, other])
    }

    /// Is it certainly so?
    #[must_use]
    pub fn holds(&self) -> bool {
        self.truth == Truth::True
    }

    /// Is it certainly not so?
    #[must_use]
    pub fn fails(&self) -> bool {
        self.truth == Truth::False
    }

    /// Passes where it holds, fails with this message where it does not.
    #[must_use]
    pub fn or_fail(self, message: impl Into<String>) -> Verdict {
        let outcome = match self.truth {
            Truth::True => Outcome::Pass,
            Truth::False => Outcome::Fail,
            Truth::Unknown => Outcome::Unknown,
        };
        Verdict { outcome, message: message.into(), help: None, facts: self.facts, reasons: self.reasons }
    }

    /// Fails with this message where it holds, passes where it does not.
    #[must_use]
    pub fn then_fail(self, message: impl Into<String>) -> Verdict {
        self.not().or_fail(message)
    }
}

/// All of them. False as soon as one is; the evidence is that of what decides.
#[must_use]
pub fn all(tests: impl IntoIterator<Item = Test>) -> Test {
    fold(tests, Truth::False, Truth::True)
}

/// At least one of them. True as soon as one is; the evidence is that of what decides.
#[must_use]
pub fn any(tests: impl IntoIterator<Item = Test>) -> Test {
    fold(tests, Truth::True, Truth::False)
}

fn fold(tests: impl IntoIterator<Item = Test>, decisive: Truth, otherwise: Truth) -> Test {
    let mut deciding = Test { truth: decisive, facts: Vec::new(), reasons: Vec::new() };
    let mut undecided = Test { truth: Truth::Unknown, facts: Vec::new(), reasons: Vec::new() };
    let mut rest = Test { truth: otherwise, facts: Vec::new(), reasons: Vec::new() };
    let (mut decided, mut open) = (false, false);
    for test in tests {
        let target = if test.truth == decisive {
            decided = true;
            &mut deciding
        } else if test.truth == Truth::Unknown {
            open = true;
            &mut undecided
        } else {
            &mut rest
        };
        target.facts.extend(test.facts);
        for reason in test.reasons {
            if !target.reasons.contains(&reason) {
                target.reasons.push(reason);
            }
        }
    }
    match (decided, open) {
        (true, _) => deciding,
        (false, true) => undecided,
        (false, false) => rest,
    }
}

/// What a control says of one resource.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// What it decided.
    pub outcome: Outcome,
    /// What is so where it fails, lower case, no full stop: "accepts TLS 1.0".
    pub message: String,
    /// What to write instead, when the page's *How to fix* is not exact enough.
    pub help: Option<String>,
    /// What it rests on, the deciding fact first.
    pub facts: Vec<Fact>,
    /// Why it is not decided.
    pub reasons: Vec<Arc<Reason>>,
}

impl Verdict {
    /// The control has nothing to say of this resource.
    #[must_use]
    pub const fn not_applicable() -> Self {
        Self {
            outcome: Outcome::NotApplicable,
            message: String::new(),
            help: None,
            facts: Vec::new(),
            reasons: Vec::new(),
        }
    }

    /// The verdict, only where `condition` holds; where that is not decided, neither is a failure.
    #[must_use]
    pub fn when(self, condition: Test) -> Self {
        match condition.truth {
            Truth::True => self,
            Truth::False => Self::not_applicable(),
            Truth::Unknown if self.outcome == Outcome::Fail => {
                Self { outcome: Outcome::Unknown, reasons: condition.reasons, facts: condition.facts, ..self }
            }
            Truth::Unknown => self,
        }
    }

    /// What to write instead.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}
