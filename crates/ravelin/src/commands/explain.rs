//! `ravelin explain`: a control's page, or a recommendation with its controls.

use crate::args::{Explain, PageFormat, Shared};
use crate::commands::controls::{self, rows};
use crate::exit::{Exit, Failure};
use crate::output::Console;
use crate::render::page;
use ravelin_engine::{did_you_mean, guidance, select};
use ravelin_finding::{Audience, Rule};
use serde_json::json;
use std::io::{self, Write};

pub(crate) fn run(_: &Shared, arguments: &Explain, console: &Console) -> Result<Exit, Failure> {
    let id = arguments.id.trim();
    if let Some(rule) = select::rule(id).or_else(|| select::rule(&id.to_ascii_lowercase())) {
        console.write(|out| one(rule, arguments.format, console, out))?;
        return Ok(Exit::Clean);
    }
    let rules = select::of_recommendation(id);
    let asked = guidance::recommendation(id);
    if rules.is_empty() && asked.is_none() {
        return Err(unknown(id));
    }
    let id = asked.map_or_else(|| id.to_ascii_uppercase(), |asked| asked.id.to_owned());
    let asks = asked.map_or("", |asked| asked.asks);
    console.write(|out| match arguments.format {
        PageFormat::Json => {
            let document = json!({"recommendation": id, "asks": asks, "controls": rows(&rules)});
            serde_json::to_writer_pretty(&mut *out, &document)?;
            writeln!(out)
        }
        PageFormat::Text | PageFormat::Markdown => {
            let color = console.colors() && arguments.format == PageFormat::Text;
            page::write(&format!("# {id}\n\n{asks}"), color, out)?;
            writeln!(out)?;
            match (rules.is_empty(), arguments.format) {
                (true, _) => writeln!(out, "No control decides this yet."),
                (false, PageFormat::Markdown) => controls::markdown(&rules, out),
                (false, _) => controls::text(&rules, color, out),
            }
        }
    })?;
    Ok(Exit::Clean)
}

fn unknown(id: &str) -> Failure {
    let known = select::ids().chain(guidance::RECOMMENDATIONS.iter().map(|row| row.id));
    let help = did_you_mean(id, known).unwrap_or_else(|| "`ravelin controls` lists the controls".to_owned());
    Failure::Argument(format!("there is no control or recommendation `{id}`"), Some(help))
}

fn one(rule: &Rule, format: PageFormat, console: &Console, out: &mut dyn Write) -> io::Result<()> {
    if format == PageFormat::Json {
        let mut row = serde_json::to_value(controls::row(rule))?;
        if let Some(row) = row.as_object_mut() {
            row.insert("page".to_owned(), json!(rule.page));
        }
        serde_json::to_writer_pretty(&mut *out, &row)?;
        return writeln!(out);
    }
    let maps: Vec<String> = rule.maps.iter().map(ToString::to_string).collect();
    let maps = if maps.is_empty() { String::new() } else { format!(" · {}", maps.join(" · ")) };
    let audience = match rule.audience {
        Audience::Regular => "",
        Audience::Pedantic => " · runs with `--pedantic`",
        Audience::Auditor => " · runs with `--auditor`",
    };
    let preview = if rule.status.stable { "" } else { " · preview" };
    let head = format!(
        "# {}\n\n{}\n\n`{}` · {}{maps}{audience}{preview} · since {}\n\n",
        rule.id, rule.title, rule.id, rule.severity, rule.status.since
    );
    let color = console.colors() && format == PageFormat::Text;
    page::write(&format!("{head}{}", rule.page), color, out)
}
