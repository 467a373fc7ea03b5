//! Parameter files in Bicep's own notation, and what a file refers to.

use crate::lower::{Lower, Unit};
use crate::syntax::ast::StatementKind;
use crate::syntax::{FileKind, parse};
use ravelin_finding::{FileId, Problem};
use ravelin_model::EntryId;
use ravelin_template::eval::{EntryPoint, GivenParameter, Settings, evaluate};
use ravelin_template::ir::{Block, Kind, Level, Output};
use ravelin_template::loader::Loader;
use std::sync::Arc;

/// How many files may extend one another.
const MAX_EXTENDS: usize = 16;

/// A `.bicepparam` file, evaluated.
#[derive(Debug, Default)]
pub struct ParameterFile {
    /// The template it is for, as written; `None` for `using none` and for files without `using`.
    pub using: Option<String>,
    /// The parameters that it gives, those of files it extends included.
    pub given: Vec<GivenParameter>,
    /// What could not be read or evaluated.
    pub problems: Vec<Problem>,
}

/// Evaluates a parameter file.
#[must_use]
pub fn parameters(file: FileId, loader: &dyn Loader, settings: &Settings) -> ParameterFile {
    let mut result = ParameterFile::default();
    let mut chain = vec![file];
    collect(file, loader, settings, &mut chain, &mut result);
    result
}

fn collect(
    file: FileId,
    loader: &dyn Loader,
    settings: &Settings,
    chain: &mut Vec<FileId>,
    result: &mut ParameterFile,
) {
    let Some(source) = loader.sources().get(file) else { return };
    let ast = parse(source.text(), FileKind::Parameters);
    let unit = Unit::new(file, &ast);
    let mut lower = Lower::new(loader);
    lower.syntax_errors(&unit);
    lower.declare(&unit);
    let mut block = Block::default();
    for statement in &ast.statements {
        match &statement.kind {
            StatementKind::Using(path, _) if result.using.is_none() => {
                result.using = path.as_ref().and_then(|path| path.plain()).map(str::to_owned);
            }
            StatementKind::Extends(path) => {
                let place = unit.place(path.span);
                match path.plain().map(|path| loader.resolve(file, path)) {
                    Some(Ok(base)) if !chain.contains(&base) && chain.len() < MAX_EXTENDS => {
                        chain.push(base);
                        collect(base, loader, settings, chain, result);
                    }
                    Some(Ok(_)) => {
                        lower.problem(place, "parameter files extend one another in a circle", None)
                    }
                    Some(Err(failure)) => lower.problem(place, failure.message, failure.help.as_deref()),
                    None => lower.problem(place, "the path must be a constant", None),
                }
            }
            StatementKind::Variable { .. } => lower.define(&unit, statement),
            StatementKind::Assignment(name, _) => {
                lower.define(&unit, statement);
                if let Some(crate::lower::Binding::Variable(at)) = lower.bound(&unit, name.text) {
                    let place = unit.place(statement.span);
                    let value = lower.builder.add(place, Kind::Variable(at));
                    block.outputs.push(Output {
                        name: name.text.into(),
                        place,
                        value,
                        condition: None,
                        secure: false,
                    });
                }
            }
            _ => {}
        }
    }
    let template = lower.finish(file, Level::ResourceGroup, block, Vec::new());
    let name = Arc::clone(source.path());
    let entry = EntryPoint { id: EntryId(0), template: Arc::new(template), name, parameters: Vec::new() };
    let evaluation = evaluate(&entry, loader, settings);
    result.problems.extend(evaluation.problems);
    let outputs = evaluation.deployed.into_iter().next().map_or_else(Vec::new, |deployed| deployed.outputs);
    for output in outputs {
        result.given.retain(|given| given.name != output.name);
        let given = GivenParameter { name: output.name, value: output.value, place: Some(output.place) };
        result.given.push(given);
    }
}

/// What a Bicep or parameter file refers to by path: its modules (and the template of a parameter file).
#[must_use]
pub fn references(text: &str, kind: FileKind) -> Vec<String> {
    let ast = parse(text, kind);
    let paths = ast.statements.iter().filter_map(|statement| match &statement.kind {
        StatementKind::Module(module) | StatementKind::Test(module) => module.path.plain().map(str::to_owned),
        StatementKind::Using(path, _) => path.as_ref().and_then(|path| path.plain()).map(str::to_owned),
        _ => None,
    });
    paths.collect()
}
