//! `ravelin controls`: the catalogue.

use crate::args::{Controls, PageFormat, Shared};
use crate::exit::{Exit, Failure};
use crate::output::Console;
use anstyle::{AnsiColor, Style};
use ravelin_engine::select;
use ravelin_finding::{Audience, Rule, Severity};
use serde::Serialize;
use std::io::{self, Write};

pub(crate) fn run(_: &Shared, arguments: &Controls, console: &Console) -> Result<Exit, Failure> {
    let rules: Vec<&Rule> = select::rules().collect();
    console.write(|out| match arguments.format {
        PageFormat::Text => {
            text(&rules, console.colors(), out)?;
            writeln!(out, "\n{} controls", rules.len())
        }
        PageFormat::Markdown => markdown(&rules, out),
        PageFormat::Json => {
            serde_json::to_writer_pretty(&mut *out, &serde_json::json!({"controls": rows(&rules)}))?;
            writeln!(out)
        }
    })?;
    Ok(Exit::Clean)
}

/// A control as JSON.
#[derive(Serialize)]
pub(crate) struct Row {
    id: &'static str,
    title: &'static str,
    severity: Severity,
    audience: Audience,
    recommendation: &'static str,
    maps: Vec<String>,
    types: &'static [&'static str],
    since: &'static str,
    stable: bool,
    summary: String,
}

pub(crate) fn row(rule: &Rule) -> Row {
    Row {
        id: rule.id,
        title: rule.title,
        severity: rule.severity,
        audience: rule.audience,
        recommendation: rule.recommendation(),
        maps: rule.maps.iter().map(ToString::to_string).collect(),
        types: select::types(rule.id),
        since: rule.status.since,
        stable: rule.status.stable,
        summary: rule.summary(),
    }
}

pub(crate) fn rows(rules: &[&Rule]) -> Vec<Row> {
    rules.iter().map(|rule| row(rule)).collect()
}

/// What it decides about, in a word.
fn kinds(rule: &Rule) -> String {
    match select::types(rule.id) {
        [] => "templates".to_owned(),
        types => types.join(", "),
    }
}

/// A table: id, severity, recommendation, title, and under it the types.
pub(crate) fn text(rules: &[&Rule], color: bool, out: &mut dyn Write) -> io::Result<()> {
    let width = rules.iter().map(|rule| rule.id.len()).max().unwrap_or_default();
    let asked = rules.iter().map(|rule| rule.recommendation().len()).max().unwrap_or_default();
    for rule in rules {
        let tint = if color { tint(rule.severity) } else { Style::new() };
        let dim = if color { Style::new().dimmed() } else { Style::new() };
        let audience = match rule.audience {
            Audience::Regular => "",
            Audience::Pedantic => " (pedantic)",
            Audience::Auditor => " (auditor)",
        };
        let (id, severity, recommendation) = (rule.id, rule.severity, rule.recommendation());
        let row = format!(
            "{id:width$}  {tint}{severity:8}{tint:#}  {recommendation:asked$}  {}{audience}",
            rule.title
        );
        writeln!(out, "{row}")?;
        writeln!(out, "{:width$}  {dim}{}{dim:#}", "", kinds(rule))?;
    }
    Ok(())
}

fn tint(severity: Severity) -> Style {
    match severity {
        Severity::Critical | Severity::High => AnsiColor::Red.on_default(),
        Severity::Medium => AnsiColor::Yellow.on_default(),
        Severity::Low | Severity::Info => AnsiColor::Blue.on_default(),
    }
}

/// A table for documents.
pub(crate) fn markdown(rules: &[&Rule], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "| control | severity | recommendation | title | resource types |")?;
    writeln!(out, "| --- | --- | --- | --- | --- |")?;
    for rule in rules {
        let title = rule.title.replace('|', "\\|");
        let kinds = kinds(rule);
        writeln!(
            out,
            "| `{}` | {} | {} | {title} | {kinds} |",
            rule.id,
            rule.severity,
            rule.recommendation()
        )?;
    }
    Ok(())
}
