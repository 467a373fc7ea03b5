//! `ravelin resources`: written row by row, so that an estate of any size needs no second copy in memory.

use super::{remark, request};
use crate::args::{ModelFormat, Resources, Shared};
use crate::exit::{Exit, Failure};
use crate::output::Console;
use crate::render::model;
use ravelin_engine::{Estate, Run};
use ravelin_finding::{Place, Problem, ProblemKind, Sources};
use ravelin_model::{Existence, Resource, Value};
use serde::Serialize;
use std::io::{self, Write};
use std::sync::Arc;

pub(crate) fn run(shared: &Shared, arguments: &Resources, console: &Console) -> Result<Exit, Failure> {
    let run = Run::new(request(shared, &arguments.input))?;
    let estate = run.evaluate(&|done, all| console.count(done, all))?;
    remark(&estate, &arguments.input, console);
    console.write(|out| match arguments.format {
        ModelFormat::Json => json(&estate, out),
        ModelFormat::Text => model::write(&estate, console.colors(), out),
    })?;
    let exit = Exit::of(&estate, false);
    // The process ends here: taking a large model apart piece by piece would only cost time.
    std::mem::forget(estate);
    Ok(exit)
}

/// A place as JSON.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Source {
    file: Arc<str>,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
}

impl Source {
    fn of(place: Place, sources: &Sources) -> Option<Self> {
        let region = sources.region(place)?;
        Some(Self {
            file: region.file,
            line: region.start.line,
            column: region.start.column,
            end_line: region.end.line,
            end_column: region.end.column,
        })
    }

    /// The beginning of a file that has no text.
    fn start(file: Option<&Arc<str>>) -> Self {
        let file = file.cloned().unwrap_or_else(|| "".into());
        Self { file, line: 1, column: 1, end_line: 1, end_column: 1 }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Row<'r> {
    /// Always a string, so that rows can be told apart by it: unknown parts stand in braces.
    id: String,
    #[serde(rename = "type")]
    ty: &'r str,
    name: &'r Value,
    api_version: Option<&'r Value>,
    location: Option<&'r Value>,
    existing: bool,
    condition: &'r Value,
    body: &'r Value,
    source: Option<Source>,
}

#[derive(Serialize)]
struct ProblemRow<'p> {
    #[serde(flatten)]
    source: Source,
    kind: ProblemKind,
    message: &'p str,
    help: Option<&'p str>,
}

fn json(estate: &Estate, out: &mut dyn Write) -> io::Result<()> {
    let sources = estate.sources();
    out.write_all(b"{\"resources\": [")?;
    list(estate.resources().map(|resource| row(resource, sources)), out)?;
    let problems = |notes: bool| {
        let chosen = move |problem: &&Problem| (problem.kind == ProblemKind::Note) == notes;
        estate.problems().iter().filter(chosen).map(|problem| problem_row(problem, sources))
    };
    out.write_all(b"],\n\"problems\": [")?;
    list(problems(false), out)?;
    out.write_all(b"],\n\"notes\": [")?;
    list(problems(true), out)?;
    out.write_all(b"]}\n")
}

/// One item a line.
fn list(items: impl Iterator<Item: Serialize>, out: &mut dyn Write) -> io::Result<()> {
    let mut separator: &[u8] = b"\n";
    for item in items {
        out.write_all(separator)?;
        serde_json::to_writer(&mut *out, &item)?;
        separator = b",\n";
    }
    if separator == b"\n" { Ok(()) } else { out.write_all(b"\n") }
}

fn row<'r>(resource: &'r Resource, sources: &Sources) -> Row<'r> {
    const DEPLOYED: &Value = &Value { data: ravelin_model::Data::Bool(true), origin: None, secret: false };
    Row {
        id: resource.id.display().unwrap_or_default(),
        ty: &resource.ty,
        name: &resource.name,
        api_version: resource.api_version.as_ref(),
        location: resource.location.as_ref(),
        existing: resource.existing,
        condition: match &resource.existence {
            Existence::Certain => DEPLOYED,
            Existence::Depends(value) => value,
        },
        body: &resource.body,
        source: Source::of(resource.place, sources),
    }
}

fn problem_row<'p>(problem: &'p Problem, sources: &Sources) -> ProblemRow<'p> {
    let source = problem.place.and_then(|place| Source::of(place, sources));
    ProblemRow {
        source: source.unwrap_or_else(|| Source::start(problem.path.as_ref())),
        kind: problem.kind,
        message: &problem.message,
        help: problem.help.as_deref(),
    }
}
