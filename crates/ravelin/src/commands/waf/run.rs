//! `ravelin waf run`: requests decided one by one, each line of the result as soon as it is there.

use super::decide::{Decider, Stopped, Wanted, stopped};
use super::requests::{Item, Requests, name};
use super::{may_be_rules, plain, rules};
use crate::args::waf::{Format, Run};
use crate::exit::{Exit, Failure};
use crate::output::Console;
use anstyle::{AnsiColor, Style};
use ravelin_engine::waf::open;
use ravelin_waf::Decision;
use serde::Serialize;
use serde_json::Value as Json;
use std::io::{self, Write};

pub(super) fn run(arguments: &Run, console: &Console) -> Result<Exit, Failure> {
    let (paths, file) = arguments.rules.split(arguments.file.as_deref(), may_be_rules);
    let input = open(file.as_deref())?;
    let Some(loaded) = rules(&paths, console)? else { return Ok(Exit::Nothing) };
    loaded.rules.warm_up();
    let decider = Decider::new(loaded.rules, &arguments.rules);
    let wanted = Wanted { trace: false, redact: arguments.redact };
    let mut counts = Counts::default();
    console.write(|out| {
        let mut requests = Requests::new(input, file.as_deref())?;
        while let Some(item) = requests.next()? {
            let row = row(&decider, &item, wanted);
            counts.add(&row);
            match arguments.format {
                Format::Json => {
                    serde_json::to_writer(&mut *out, &row)?;
                    out.write_all(b"\n")?;
                }
                Format::Text => text(&row, console.colors(), out)?,
            }
            // Whoever asks line by line waits for the answer.
            if !requests.is_ready() {
                out.flush()?;
            }
        }
        match arguments.format {
            Format::Json => Ok(()),
            Format::Text => writeln!(out, "{counts}"),
        }
    })?;
    Ok(if counts.errors > 0 { Exit::Incomplete } else { Exit::Clean })
}

/// The result for one request. The form is a promise.
#[derive(Debug, Serialize)]
struct Row {
    id: Json,
    status: Option<u16>,
    matched: Vec<u64>,
    intervention: Option<Stopped>,
    log: Vec<String>,
    error: Option<String>,
    #[serde(skip)]
    decision: Option<Decision>,
}

fn row(decider: &Decider<'_>, item: &Item, wanted: Wanted) -> Row {
    match item {
        Ok(sent) => {
            let mut decision =
                decider.decide(&name(&sent.id), &sent.request, sent.response.as_deref(), wanted);
            let mut log = std::mem::take(&mut decision.log);
            if let Some(refusal) = &decision.refusal {
                log.push(format!("Request refused with code {}: {}", refusal.status, refusal.reason));
            }
            Row {
                id: sent.id.clone(),
                status: decision.status(),
                matched: decision.rules(),
                intervention: stopped(&decision),
                log,
                error: None,
                decision: Some(decision),
            }
        }
        Err(no) => Row {
            id: no.id.clone(),
            status: None,
            matched: Vec::new(),
            intervention: None,
            log: Vec::new(),
            error: Some(no.why.clone()),
            decision: None,
        },
    }
}

/// How many of what.
#[derive(Debug, Default)]
struct Counts {
    passed: usize,
    stopped: usize,
    refused: usize,
    errors: usize,
}

impl Counts {
    fn add(&mut self, row: &Row) {
        let refused = row.decision.as_ref().is_some_and(|decision| decision.refusal.is_some());
        let count = match (&row.error, &row.intervention) {
            (Some(_), _) => &mut self.errors,
            (None, _) if refused => &mut self.refused,
            (None, Some(_)) => &mut self.stopped,
            (None, None) => &mut self.passed,
        };
        *count += 1;
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let all = self.passed + self.stopped + self.refused + self.errors;
        let all = super::counted(all, "request");
        write!(f, "{all}: {} passed · {} stopped", self.passed, self.stopped)?;
        if self.refused > 0 {
            write!(f, " · {} refused as no proper HTTP", self.refused)?;
        }
        if self.errors > 0 {
            write!(f, " · {} could not be read", self.errors)?;
        }
        Ok(())
    }
}

fn text(row: &Row, colors: bool, out: &mut dyn Write) -> io::Result<()> {
    let paint = |color: AnsiColor| if colors { color.on_default().bold() } else { Style::new() };
    let id = plain(&name(&row.id));
    if let Some(error) = &row.error {
        let style = paint(AnsiColor::Red);
        return writeln!(out, "{id}: {style}not read{style:#}: {}\n", plain(error));
    }
    let Some(decision) = &row.decision else { return Ok(()) };
    let (style, verdict) = match (&decision.refusal, &row.intervention) {
        (Some(refusal), _) => {
            (paint(AnsiColor::Yellow), format!("refused with {}: {}", refusal.status, refusal.reason))
        }
        (None, Some(stopped)) => (paint(AnsiColor::Red), stopped.sentence()),
        (None, None) => (paint(AnsiColor::Green), "passed".to_owned()),
    };
    writeln!(out, "{id}: {style}{verdict}{style:#}")?;
    for found in decision.matches.iter().filter(|found| found.logged) {
        let message = found.message.as_deref().unwrap_or(&found.reason);
        writeln!(out, "  {:>6}  {}  at {}", found.rule, plain(message), plain(&found.variable))?;
    }
    writeln!(out)
}
