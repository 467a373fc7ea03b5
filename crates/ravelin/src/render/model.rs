//! The model as a tree to read.

use anstyle::{AnsiColor, Style};
use ravelin_engine::Estate;
use ravelin_finding::{Problem, Sources};
use ravelin_model::{Existence, Resource};
use serde_json::Value as Json;
use std::io::{self, Write};

/// How deep the tree is drawn; what is deeper stands as JSON on one line.
const MAX_DEPTH: usize = 40;

struct Styles {
    title: Style,
    dim: Style,
    unknown: Style,
}

/// Writes every resource, then what could not be read.
pub(crate) fn write(estate: &Estate, color: bool, out: &mut dyn Write) -> io::Result<()> {
    let plain = Style::new();
    let styles = if color {
        Styles { title: plain.bold(), dim: plain.dimmed(), unknown: AnsiColor::Yellow.on_default() }
    } else {
        Styles { title: plain, dim: plain, unknown: plain }
    };
    let mut count = 0usize;
    for resource in estate.resources() {
        one(resource, estate.sources(), &styles, out)?;
        count += 1;
    }
    for problem in estate.problems() {
        writeln!(out, "{}", said(problem, estate.sources()))?;
    }
    let problems = match estate.problems().len() {
        0 => String::new(),
        1 => " · 1 problem".to_owned(),
        several => format!(" · {several} problems"),
    };
    writeln!(out, "{count} resource{}{problems}", if count == 1 { "" } else { "s" })
}

fn one(resource: &Resource, sources: &Sources, styles: &Styles, out: &mut dyn Write) -> io::Result<()> {
    let Styles { title, dim, unknown } = styles;
    let name = resource.name.display().unwrap_or_else(|| "?".to_owned());
    let existing = if resource.existing { " (existing)" } else { "" };
    write!(out, "{title}{} {name}{title:#}{existing}", resource.ty)?;
    match sources.region(resource.place) {
        Some(region) => writeln!(out, "  {dim}{}:{}{dim:#}", region.file, region.start.line)?,
        None => writeln!(out)?,
    }
    if let Existence::Depends(condition) = &resource.existence {
        member("if", &condition.to_json(), 1, *unknown, out)?;
    }
    for (key, value) in [("apiVersion", &resource.api_version), ("location", &resource.location)] {
        if let Some(value) = value {
            member(key, &value.to_json(), 1, *unknown, out)?;
        }
    }
    members(&resource.body.to_json(), 1, *unknown, out)?;
    writeln!(out)
}

fn members(value: &Json, depth: usize, unknown: Style, out: &mut dyn Write) -> io::Result<()> {
    match value {
        Json::Object(object) => {
            object.iter().try_for_each(|(key, value)| member(key, value, depth, unknown, out))
        }
        other => member("-", other, depth, unknown, out),
    }
}

fn member(key: &str, value: &Json, depth: usize, unknown: Style, out: &mut dyn Write) -> io::Result<()> {
    let indent = "  ".repeat(depth);
    let key = one_line(key);
    let colon = if key == "-" { "" } else { ":" };
    let deeper = |out: &mut dyn Write| writeln!(out, "{indent}{key}{colon}");
    match value {
        Json::Object(object) if object.len() == 1 && key == "$unknown" => deeper(out),
        Json::Object(object)
            if object.contains_key("$unknown") && !object.keys().any(|key| !key.starts_with('$')) =>
        {
            writeln!(out, "{indent}{key}{colon} {unknown}{}{unknown:#}", said_of_unknown(object))
        }
        Json::Object(object) if !object.is_empty() && depth < MAX_DEPTH => {
            deeper(out)?;
            object.iter().try_for_each(|(key, value)| member(key, value, depth + 1, unknown, out))
        }
        Json::Array(items) if !items.is_empty() && depth < MAX_DEPTH => {
            deeper(out)?;
            items.iter().try_for_each(|item| member("-", item, depth + 1, unknown, out))
        }
        Json::String(text) if key == "$unknown" => {
            writeln!(out, "{indent}{unknown}… {}{unknown:#}", one_line(text))
        }
        Json::String(text) => writeln!(out, "{indent}{key}{colon} {}", one_line(text)),
        other => writeln!(out, "{indent}{key}{colon} {other}"),
    }
}

/// `https://{}.vault.azure.net ← parameter `name` has no value`
fn said_of_unknown(object: &serde_json::Map<String, Json>) -> String {
    let why = object.get("$unknown").and_then(Json::as_str).unwrap_or_default();
    let known = ["$pattern", "$oneOf", "$holding"].into_iter().find_map(|key| Some((key, object.get(key)?)));
    let known = match known {
        Some(("$pattern", Json::String(pattern))) => format!("{pattern} "),
        Some(("$oneOf", alternatives)) => format!("one of {alternatives} "),
        Some(("$holding", items)) => format!("at least {items} "),
        _ => String::new(),
    };
    one_line(&format!("{known}← {why}"))
}

/// Text from a template on one line, without anything that a terminal would obey.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn said(problem: &Problem, sources: &Sources) -> String {
    let place = problem.place.and_then(|place| sources.region(place));
    let at = match (place, &problem.path) {
        (Some(region), _) => format!("{}:{}:{}: ", region.file, region.start.line, region.start.column),
        (None, Some(path)) => format!("{path}: "),
        (None, None) => String::new(),
    };
    let help = problem.help.as_ref().map(|help| format!("\n  help: {help}")).unwrap_or_default();
    format!("{at}{}{help}", one_line(&problem.message))
}
