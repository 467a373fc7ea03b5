//! How verdicts on a template's many parameters and outputs are told.

use crate::prelude::{Outcome, Verdict};

/// What is wrong or undecided, each by itself; where nothing is, one pass for all of them.
pub(super) fn once(verdicts: impl Iterator<Item = Verdict>) -> Vec<Verdict> {
    let (passed, mut told): (Vec<Verdict>, Vec<Verdict>) =
        verdicts.partition(|verdict| verdict.outcome == Outcome::Pass);
    if told.is_empty() {
        told.extend(passed.into_iter().take(1));
    }
    told
}
