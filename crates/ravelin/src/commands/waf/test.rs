//! `ravelin waf test`: regression tests run against a rule set, failures first, everything counted.

use super::decide::{Decider, Wanted};
use super::ftw::{self, Expected, Stage, Test};
use super::{nothing, plain, rules};
use crate::args::waf::{self, Format};
use crate::exit::{Exit, Failure};
use crate::output::Console;
use anstyle::{AnsiColor, Style};
use ravelin_engine::waf::{test_files, text};
use ravelin_waf::Decision;
use ravelin_waf::http::Response;
use serde::Serialize;
use std::io::{self, Write};
use std::path::Path;

/// A test that fails.
#[derive(Debug, Serialize)]
struct Failed {
    id: String,
    file: String,
    description: String,
    /// Which of the test's requests, from 1.
    stage: usize,
    why: Vec<String>,
    matched: Vec<u64>,
}

/// A file that could not be read.
#[derive(Debug, Serialize)]
struct Unread {
    file: String,
    message: String,
}

/// What came of the tests.
#[derive(Debug, Default, Serialize)]
struct Summary {
    tests: usize,
    stages: usize,
    passed: usize,
    failed: Vec<Failed>,
    errors: Vec<Unread>,
}

pub(super) fn run(arguments: &waf::Test, console: &Console) -> Result<Exit, Failure> {
    // The tests may be a folder, as rules may: the last of several is taken.
    let (paths, tests) = arguments.rules.split(arguments.tests.as_deref(), |_| false);
    let Some(tests) = tests else {
        let help = Some("name them behind the rules".to_owned());
        return Err(Failure::Argument("the tests are missing".to_owned(), help));
    };
    let files = test_files(&tests)?;
    let Some(loaded) = rules(&paths, console)? else { return Ok(Exit::Nothing) };
    let decider = Decider::new(loaded.rules, &arguments.rules);
    let mut summary = Summary::default();
    for file in &files {
        of_file(file, arguments, &decider, &mut summary);
    }
    if summary.tests == 0 && summary.errors.is_empty() {
        nothing("tests", &[tests], console);
        return Ok(Exit::Nothing);
    }
    console.write(|out| match arguments.format {
        Format::Text => print(&summary, console.colors(), out),
        Format::Json => {
            serde_json::to_writer_pretty(&mut *out, &summary)?;
            writeln!(out)
        }
    })?;
    Ok(match (summary.errors.is_empty(), summary.failed.is_empty()) {
        (false, _) => Exit::Incomplete,
        (true, false) => Exit::Findings,
        (true, true) => Exit::Clean,
    })
}

fn of_file(path: &Path, arguments: &waf::Test, decider: &Decider<'_>, summary: &mut Summary) {
    let file = path.display().to_string();
    let read = text(path).map_err(|error| error.to_string()).and_then(|text| ftw::read(&text));
    let tests = match read {
        Ok(tests) => tests,
        Err(message) => {
            summary.errors.push(Unread { file, message });
            return;
        }
    };
    let is = |id: &str, asked: &str| {
        id.strip_prefix(asked).is_some_and(|end| end.is_empty() || end.starts_with('-'))
    };
    let asked =
        |test: &&Test| arguments.only.is_empty() || arguments.only.iter().any(|only| is(&test.id, only));
    for test in tests.iter().filter(asked) {
        summary.tests += 1;
        let mut failed = None;
        for (number, stage) in (1..).zip(&test.stages) {
            summary.stages += 1;
            let decision = decider.decide(&test.id, &stage.request, Some(&stage.response), Wanted::default());
            let why = complaints(stage, &decision);
            if failed.is_none() && !why.is_empty() {
                failed = Some(Failed {
                    id: test.id.clone(),
                    file: file.clone(),
                    description: test.description.clone(),
                    stage: number,
                    why,
                    matched: decision.rules(),
                });
            }
        }
        match failed {
            Some(failed) => summary.failed.push(failed),
            None => summary.passed += 1,
        }
    }
}

/// What is wrong with a decision.
fn complaints(stage: &Stage, decision: &Decision) -> Vec<String> {
    let Expected { ids, not_ids, isolated, log, not_log, response, status } = &stage.expected;
    let found = decision.rules();
    let mut why = Vec::new();
    let missing = ids.iter().filter(|id| !found.contains(id));
    why.extend(missing.map(|id| format!("rule {id} did not match")));
    let extra = found.iter().filter(|id| not_ids.contains(id) || (*isolated && !ids.contains(id)));
    why.extend(extra.map(|id| format!("rule {id} matched")));
    let lines = decision.log.join("\n");
    let absent = log.iter().filter(|pattern| !pattern.is_match(lines.as_bytes()));
    why.extend(absent.map(|pattern| format!("no match of `{pattern}` in the log")));
    let present = not_log.iter().filter(|pattern| pattern.is_match(lines.as_bytes()));
    why.extend(present.map(|pattern| format!("a match of `{pattern}` in the log")));
    let answer = Response::split(&stage.response);
    let got = decision.status().or(answer.status).map(u64::from);
    if let Some(wanted) = status
        && got != Some(*wanted)
    {
        why.push(format!("the status is {} and not {wanted}", got.unwrap_or_default()));
    }
    if let Some(pattern) = response
        && (decision.status().is_some() || !pattern.is_match(&answer.body))
    {
        why.push(format!("no match of `{pattern}` in the response"));
    }
    why
}

fn print(summary: &Summary, colors: bool, out: &mut dyn Write) -> io::Result<()> {
    let paint = |color: AnsiColor| if colors { color.on_default().bold() } else { Style::new() };
    let red = paint(AnsiColor::Red);
    for Unread { file, message } in &summary.errors {
        writeln!(out, "{red}not read{red:#} {}: {}", plain(file), plain(message))?;
    }
    let mut file = "";
    for failed in &summary.failed {
        if failed.file != file {
            file = &failed.file;
            writeln!(out, "{}", plain(file))?;
        }
        writeln!(out, "  {red}failed{red:#} {}  {}", plain(&failed.id), plain(&failed.description))?;
        let stage = if failed.stage > 1 { format!("request {}: ", failed.stage) } else { String::new() };
        for why in &failed.why {
            writeln!(out, "         {stage}{}", plain(why))?;
        }
        let matched: Vec<String> = failed.matched.iter().map(ToString::to_string).collect();
        let matched = if matched.is_empty() { "none".to_owned() } else { matched.join(" ") };
        writeln!(out, "         rules that matched: {matched}")?;
    }
    if !(summary.errors.is_empty() && summary.failed.is_empty()) {
        writeln!(out)?;
    }
    let Summary { tests, stages, passed, failed, errors } = summary;
    let requests = super::counted(*stages, "request");
    write!(
        out,
        "{passed} of {} pass · {} failed · {requests}",
        super::counted(*tests, "test"),
        failed.len()
    )?;
    if !errors.is_empty() {
        write!(out, " · {} not read", super::counted(errors.len(), "file"))?;
    }
    writeln!(out)
}
