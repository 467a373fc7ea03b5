//! `ravelin waf check`: everything that is wrong with a rule set, and what is suspicious about one that loads.
//!
//! Advice (directives without effect, patterns that no scan can speak for) is shown and does not make the check fail.

use super::{counted, nothing, plain};
use crate::args::waf::{Check, Format};
use crate::exit::{Exit, Failure};
use crate::output::Console;
use anstyle::{AnsiColor, Style};
use ravelin_engine::waf::{Loaded, NotLoaded, load};
use ravelin_waf::{Concern, LoadError, LoadErrorKind, Place};
use serde::Serialize;
use std::io::{self, Write};

/// Something about a rule set.
#[derive(Debug, Serialize)]
struct Row {
    kind: &'static str,
    level: Level,
    file: String,
    line: u32,
    rule: Option<u64>,
    message: String,
    help: Option<&'static str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Level {
    Error,
    Warning,
    Note,
}

pub(super) fn run(arguments: &Check, console: &Console) -> Result<Exit, Failure> {
    let (rows, counts) = match load(&arguments.rules) {
        Ok(loaded) => {
            let counts = Some((loaded.files.len(), loaded.rules.len() - loaded.defaults));
            (suspicions(&loaded), counts)
        }
        Err(NotLoaded::Rules(errors)) => (errors.iter().map(error).collect(), None),
        Err(NotLoaded::Path(error)) => return Err(error.into()),
        Err(NotLoaded::Nothing) => {
            nothing("rules", &arguments.rules, console);
            return Ok(Exit::Nothing);
        }
    };
    console.write(|out| match arguments.format {
        Format::Text => text(&rows, counts, console.colors(), out),
        Format::Json => {
            let (files, rules) = counts.unzip();
            let all = serde_json::json!({"files": files, "rules": rules, "findings": rows});
            serde_json::to_writer_pretty(&mut *out, &all)?;
            writeln!(out)
        }
    })?;
    Ok(if rows.iter().any(|row| row.kind == "unreadable") {
        Exit::Incomplete
    } else if rows.iter().any(|row| row.level != Level::Note) {
        Exit::Findings
    } else {
        Exit::Clean
    })
}

fn error(error: &LoadError) -> Row {
    let kind = match &error.kind {
        LoadErrorKind::Unreadable { .. } => "unreadable",
        LoadErrorKind::Unsupported { .. } => "unsupported",
        LoadErrorKind::Regex { .. } => "pattern",
        LoadErrorKind::DuplicateId { .. } => "duplicate-id",
        LoadErrorKind::MissingId => "missing-id",
        _ => "syntax",
    };
    let whole = error.to_string();
    let message = whole.split_once("\nhelp: ").map_or(whole.as_str(), |(message, _)| message);
    row(kind, Level::Error, &error.place, None, message, error.help())
}

fn suspicions(loaded: &Loaded) -> Vec<Row> {
    let own = |place: &Place| &*place.file != ravelin_engine::waf::DEFAULTS;
    let notes = loaded.rules.notes().iter().filter(|(place, _)| own(place));
    let notes = notes.map(|(place, note)| row("no-effect", Level::Note, place, None, note, None));
    let lints = loaded.rules.lint().into_iter().filter(|lint| own(&lint.place)).map(|lint| {
        let (kind, level, help) = match &lint.concern {
            Concern::MarkerMissing { .. } => {
                ("marker-missing", Level::Warning, Some("write `SecMarker NAME` where the skip shall end"))
            }
            Concern::Unreachable { .. } => ("unreachable", Level::Warning, None),
            Concern::NoPrefilter { .. } => (
                "slow-pattern",
                Level::Note,
                Some("a word that every match contains lets most values be left out"),
            ),
        };
        row(kind, level, &lint.place, Some(lint.rule), &lint.to_string(), help)
    });
    notes.chain(lints).collect()
}

fn row(
    kind: &'static str,
    level: Level,
    place: &Place,
    rule: Option<u64>,
    message: &str,
    help: Option<&'static str>,
) -> Row {
    // The place stands in a field of its own.
    let message = message.strip_prefix(&format!("{place}: ")).unwrap_or(message).to_owned();
    Row { kind, level, file: place.file.to_string(), line: place.line, rule, message, help }
}

fn text(rows: &[Row], counts: Option<(usize, usize)>, colors: bool, out: &mut dyn Write) -> io::Result<()> {
    for row in rows {
        let (color, label) = match row.level {
            Level::Error => (AnsiColor::Red, "error"),
            Level::Warning => (AnsiColor::Yellow, "warning"),
            Level::Note => (AnsiColor::Cyan, "note"),
        };
        let style = if colors { color.on_default().bold() } else { Style::new() };
        let (file, line, kind) = (plain(&row.file), row.line, row.kind);
        writeln!(out, "{style}{label}[{kind}]{style:#}: {file}:{line}: {}", plain(&row.message))?;
        if let Some(help) = row.help {
            writeln!(out, "  help: {help}")?;
        }
    }
    let of = |level| rows.iter().filter(|row| row.level == level).count();
    if let Some((files, rules)) = counts {
        write!(out, "{} in {} · ", counted(rules, "rule"), counted(files, "file"))?;
    }
    let [errors, warnings, notes] = [Level::Error, Level::Warning, Level::Note].map(of);
    let (errors, warnings) = (counted(errors, "error"), counted(warnings, "warning"));
    writeln!(out, "{errors} · {warnings} · {}", counted(notes, "note"))
}
