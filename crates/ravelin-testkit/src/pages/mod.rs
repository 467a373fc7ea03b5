//! The examples of a control's page, run: each fence is evaluated, the control alone is run on it, and what it finds is
//! compared with the marks drawn on the text.
//!
//! A fence says its language and its verdict (`bicep fails`); a mark is the rest of a line after `// <-`. Every example
//! counts what it ran, so that a page whose examples find nothing is wrong, never silently right.

mod fence;

use crate::evaluate::{Evaluated, Language};
use fence::{Fence, Said, Verdict};
use ravelin_controls::{Control, Selection, check};
use ravelin_finding::{Finding, Outcome, Problem, Sources};
use std::collections::BTreeSet;

/// What came of the examples of one page.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct PageReport {
    /// How many examples were run.
    pub ran: usize,
    /// What is not as the page says, each with the page's line.
    pub wrong: Vec<String>,
}

/// Runs a control on the examples of its page.
#[must_use]
pub fn run_page(control: &'static Control, evaluate: &dyn Fn(&str, Language) -> Evaluated) -> PageReport {
    let (fences, mut wrong) = fence::read(control.rule.page);
    for wanted in [Verdict::Fails, Verdict::Passes] {
        if !fences.iter().any(|fence| fence.verdict == wanted) {
            wrong.push(format!("no example `{}`", wanted.word()));
        }
    }
    for fence in &fences {
        let Evaluated { graph, sources, problems } = evaluate(&fence.text, fence.language);
        let findings = check(&graph, &Selection { controls: vec![control] });
        let complaints = problems.iter().map(|problem| spoilt(fence, problem, &sources));
        let complaints = complaints.chain(compare(fence, &findings, &sources));
        wrong.extend(
            complaints
                .map(|complaint| format!("line {}, `{}`: {complaint}", fence.line, fence.verdict.word())),
        );
    }
    PageReport { ran: fences.len(), wrong }
}

/// A problem of the example itself, by the page's line.
fn spoilt(fence: &Fence, problem: &Problem, sources: &Sources) -> String {
    let region = problem.place.and_then(|place| sources.region(place));
    let line = region.map_or(fence.line, |region| region.start.line as usize + fence.line);
    format!("a problem on line {line}: {}", problem.message)
}

/// How the findings differ from what the example says.
fn compare(fence: &Fence, findings: &[Finding], sources: &Sources) -> Vec<String> {
    let mut complaints = Vec::new();
    if findings.is_empty() {
        complaints.push("the control has nothing to say of this example".to_owned());
    }
    if fence.verdict != Verdict::Passes && fence.marks.is_empty() {
        complaints.push("no line is marked".to_owned());
    }
    let wanted = match fence.verdict {
        Verdict::Fails => Outcome::Fail,
        Verdict::Passes => Outcome::Pass,
        Verdict::Unknown => Outcome::Unknown,
    };
    let mut said = BTreeSet::new();
    for finding in findings {
        let it = told(fence, finding, sources);
        match finding.outcome {
            // Other resources of an example may pass.
            Outcome::Pass | Outcome::NotApplicable => {}
            outcome if outcome == wanted => _ = said.insert(it),
            outcome => complaints.push(format!("{} says, as {outcome:?}: {}", it.line, it.text)),
        }
    }
    for missing in fence.marks.difference(&said) {
        complaints.push(format!("nothing is said on line {}: {}", missing.line, missing.text));
    }
    for extra in said.difference(&fence.marks) {
        complaints.push(format!("unmarked, on line {}: {}", extra.line, extra.text));
    }
    complaints
}

/// A finding as a mark would say it, by the page's line.
fn told(fence: &Fence, finding: &Finding, sources: &Sources) -> Said {
    let region = finding.place.and_then(|place| sources.region(place));
    let line = region.map_or(0, |region| region.start.line as usize + fence.line);
    let text = match finding.outcome {
        Outcome::Unknown => format!("depends on {}", finding.depends_on.join(", ")),
        _ => finding.message.clone(),
    };
    Said { line, text }
}

#[cfg(test)]
mod tests;
