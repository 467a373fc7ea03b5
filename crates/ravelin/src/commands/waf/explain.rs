//! `ravelin waf explain`: what every rule did with a request, phase by phase.

use super::decide::{Decider, Wanted, stopped};
use super::requests::{Requests, Sent, name};
use super::{counted, may_be_rules, plain, rules};
use crate::args::waf::{Explain, Format};
use crate::exit::{Exit, Failure};
use crate::output::Console;
use anstyle::{AnsiColor, Style};
use ravelin_engine::waf::open;
use ravelin_waf::{Decision, Match, Outcome, TraceEntry};
use serde_json::{Value as Json, json};
use std::io::{self, Write};

/// How much of a value is shown.
const SHOWN: usize = 120;

pub(super) fn run(arguments: &Explain, console: &Console) -> Result<Exit, Failure> {
    let (paths, file) = arguments.rules.split(arguments.request.as_deref(), may_be_rules);
    let Some(file) = file else {
        let help = Some("name it behind the rules; `-` is standard input".to_owned());
        return Err(Failure::Argument("the request is missing".to_owned(), help));
    };
    let input = open(Some(&file))?;
    let Some(loaded) = rules(&paths, console)? else { return Ok(Exit::Nothing) };
    let decider = Decider::new(loaded.rules, &arguments.rules);
    let wanted = Wanted { trace: true, redact: arguments.redact };
    let mut errors = 0;
    let mut count = 0;
    console.write(|out| {
        let mut requests = Requests::new(input, Some(&file))?;
        while let Some(item) = requests.next()? {
            match item {
                Ok(sent) => {
                    count += 1;
                    explain(arguments, &decider, &sent, wanted, console.colors(), out)?;
                }
                Err(no) => {
                    errors += 1;
                    console.warn(&format!("{}: {}", plain(&name(&no.id)), plain(&no.why)));
                }
            }
        }
        Ok(())
    })?;
    Ok(match (errors, count) {
        (0, 0) => Exit::Nothing,
        (0, _) => Exit::Clean,
        _ => Exit::Incomplete,
    })
}

fn explain(
    arguments: &Explain,
    decider: &Decider<'_>,
    sent: &Sent,
    wanted: Wanted,
    colors: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let decision = decider.decide(&name(&sent.id), &sent.request, sent.response.as_deref(), wanted);
    let asked = |entry: &&TraceEntry| {
        (arguments.only.is_empty() || arguments.only.contains(&entry.rule))
            && (!arguments.matched || matches!(entry.outcome, Outcome::Matched { .. }))
    };
    let entries: Vec<&TraceEntry> = decision.trace.iter().filter(asked).collect();
    match arguments.format {
        Format::Text => text(&sent.id, &decision, &entries, colors, out),
        Format::Json => {
            let rules: Vec<Json> = entries.iter().map(|entry| json_of(entry, &decision)).collect();
            let row = json!({"id": sent.id, "status": decision.status(), "intervention": stopped(&decision), "rules": rules});
            serde_json::to_writer(&mut *out, &row)?;
            writeln!(out)
        }
    }
}

fn found<'d>(entry: &TraceEntry, decision: &'d Decision) -> Option<&'d Match> {
    decision.matches.iter().find(|found| found.rule == entry.rule)
}

fn json_of(entry: &TraceEntry, decision: &Decision) -> Json {
    let TraceEntry { rule, phase, outcome } = entry;
    let mut row = match outcome {
        Outcome::NoMatch { values } => json!({"outcome": "no-match", "values": values}),
        Outcome::RuledOut => json!({"outcome": "ruled-out"}),
        Outcome::Matched { variable, value } => {
            json!({"outcome": "matched", "variable": variable, "value": String::from_utf8_lossy(value),
                "message": found(entry, decision).and_then(|found| found.message.clone())})
        }
        Outcome::ChainEnded { link } => json!({"outcome": "chain-ended", "link": link}),
        Outcome::Removed => json!({"outcome": "removed"}),
        Outcome::Skipped { by } => json!({"outcome": "skipped", "by": by}),
    };
    if let Some(object) = row.as_object_mut() {
        object.shift_insert(0, "rule".to_owned(), (*rule).into());
        object.shift_insert(1, "phase".to_owned(), (*phase).into());
    }
    row
}

fn text(
    id: &Json,
    decision: &Decision,
    entries: &[&TraceEntry],
    colors: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let bold = if colors { Style::new().bold() } else { Style::new() };
    let red = if colors { AnsiColor::Red.on_default().bold() } else { Style::new() };
    writeln!(out, "{bold}{}{bold:#}", plain(&name(id)))?;
    let mut phase = 0;
    for entry in entries {
        if entry.phase != phase {
            phase = entry.phase;
            writeln!(out, "\n{bold}phase {phase}: {}{bold:#}", when(phase))?;
        }
        let style = if matches!(entry.outcome, Outcome::Matched { .. }) { red } else { Style::new() };
        writeln!(out, "  {style}{:>6}  {}{style:#}", entry.rule, sentence(&entry.outcome))?;
        if let (Outcome::Matched { .. }, Some(message)) =
            (&entry.outcome, found(entry, decision).and_then(|found| found.message.as_deref()))
        {
            writeln!(out, "          {}", plain(message))?;
        }
    }
    writeln!(out)?;
    if let Some(refusal) = &decision.refusal {
        writeln!(out, "refused with {}: {}", refusal.status, refusal.reason)?;
    }
    let ending = stopped(decision).map_or_else(|| "not stopped by a rule".to_owned(), |by| by.sentence());
    let matched =
        decision.trace.iter().filter(|entry| matches!(entry.outcome, Outcome::Matched { .. })).count();
    let all = counted(decision.trace.len(), "rule");
    writeln!(out, "{ending} · {matched} of {all} matched · {} shown", entries.len())
}

const fn when(phase: u8) -> &'static str {
    match phase {
        1 => "the request's headers",
        2 => "the request's body",
        3 => "the response's headers",
        4 => "the response's body",
        _ => "logging",
    }
}

fn sentence(outcome: &Outcome) -> String {
    match outcome {
        Outcome::NoMatch { values: 0 } => "no value to look at".to_owned(),
        Outcome::NoMatch { values } => format!("no match in {}", counted(*values, "value")),
        Outcome::RuledOut => "ruled out: no value has what a match must contain".to_owned(),
        Outcome::Matched { variable, value } => {
            let text = String::from_utf8_lossy(value);
            let mut short: String = text.chars().take(SHOWN).collect();
            if short.len() < text.len() {
                short.push('…');
            }
            match variable.as_str() {
                "" => "matched, as it always does".to_owned(),
                variable => format!("matched {} = `{}`", plain(variable), plain(&short)),
            }
        }
        Outcome::ChainEnded { link } => format!("the first part matched, link {link} of its chain did not"),
        Outcome::Removed => "removed by an action or a directive".to_owned(),
        Outcome::Skipped { by } => format!("skipped by rule {by}"),
    }
}
