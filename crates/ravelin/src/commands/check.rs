//! `ravelin check`

use super::{remark, request};
use crate::args::{Check, FailOn, Shared, Show};
use crate::exit::{Exit, Failure};
use crate::output::Console;
use ravelin_engine::select::{self, Choice};
use ravelin_engine::{Checked, Request, Run};
use ravelin_finding::{Outcome, Severity};
use ravelin_report::{Report, TextStyle};

pub(crate) fn run(shared: &Shared, arguments: &Check, console: &Console) -> Result<Exit, Failure> {
    let Check { input, only, pedantic, auditor, .. } = arguments;
    let choice = Choice { pedantic: *pedantic, auditor: *auditor, only: only.clone(), ..Choice::default() };
    let run = Run::new(Request { choice, today: arguments.today, ..request(shared, input) })?;
    let estate = run.evaluate(&|done, all| console.count(done, all))?;
    remark(&estate, input, console);
    let checked = estate.check(&run);
    let report = Report {
        version: env!("CARGO_PKG_VERSION"),
        inputs: input.paths.iter().map(|path| path.to_string_lossy().replace('\\', "/")).collect(),
        sources: estate.sources(),
        rules: checked.rules.clone(),
        findings: &checked.findings,
        problems: estate.problems(),
        resources: estate.resources().count(),
        ignored: checked.ignored,
        show_all: arguments.show == Show::All,
        catalogue: select::rules().count(),
    };
    let style = TextStyle { color: console.colors(), width: console.width() };
    console.write(|out| arguments.format.write(&report, style, out))?;
    let threshold = arguments.fail_on.map(|FailOn(severity)| severity).or(run.config().fail_on);
    let exit = Exit::of(&estate, fails(&checked, threshold.unwrap_or(Some(Severity::Medium))));
    // The process ends here: taking a large model apart piece by piece would only cost time.
    std::mem::forget((estate, checked));
    Ok(exit)
}

/// Is there a failure that counts?
fn fails(checked: &Checked, threshold: Option<Severity>) -> bool {
    let counts = |severity| threshold.is_some_and(|threshold| severity >= threshold);
    checked.findings.iter().any(|finding| finding.outcome == Outcome::Fail && counts(finding.severity()))
}
