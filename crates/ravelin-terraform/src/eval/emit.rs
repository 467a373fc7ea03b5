//! From modules to instances, and what each module was given and puts out.

use super::unit::{Start, Unit};
use super::world::World;
use super::{EntryPoint, Settings};
use crate::ir::{Module, Variable};
use crate::loader::Loader;
use crate::types::Type;
use crate::{Instance, provider};
use ravelin_finding::{FileId, Place, ProblemKind, Span};
use ravelin_model::{Deployed, OutputValue, ParameterValue, Reason, Value};
use ravelin_template::eval::Evaluation;
use std::rc::Rc;
use std::sync::Arc;

/// What a root module comes to, before it is lowered to resources of Azure.
#[derive(Debug, Default)]
pub struct Estate {
    /// The instances, in order of declaration, those of modules after those of their callers.
    pub instances: Vec<Instance>,
    /// The modules, the root first.
    pub deployed: Vec<Deployed>,
    /// What could not be read or evaluated.
    pub problems: Vec<ravelin_finding::Problem>,
    /// Why there may be further resources.
    pub gaps: Vec<Arc<Reason>>,
}

pub(super) fn lowered(entry: &EntryPoint, loader: &dyn Loader, settings: &Settings) -> Evaluation {
    let estate = run(entry, loader, settings);
    let lowered = provider::lower(entry.id, &estate.instances, settings);
    let mut evaluation = Evaluation {
        resources: lowered.resources,
        deployed: estate.deployed,
        problems: estate.problems,
        gaps: estate.gaps,
    };
    evaluation.problems.extend(lowered.problems);
    evaluation.gaps.extend(lowered.gaps);
    evaluation
}

pub(super) fn run(entry: &EntryPoint, loader: &dyn Loader, settings: &Settings) -> Estate {
    let module = match loader.module(&entry.folder) {
        Ok(module) => module,
        Err(failure) => {
            let problem = ravelin_finding::Problem {
                kind: ProblemKind::Unreadable,
                place: None,
                path: Some(Arc::clone(&entry.folder)),
                message: failure.message.clone(),
                help: failure.help,
            };
            let gap = Reason::new(Arc::clone(&entry.folder), failure.message, None);
            return Estate { problems: vec![problem], gaps: vec![gap], ..Estate::default() };
        }
    };
    let given = |name: &str| entry.variables.iter().any(|given| &*given.name == name);
    let missing = |variable: &Variable| variable.default.is_none() && !given(&variable.name);
    let world = World::new(loader, settings, entry, module.variables.iter().any(missing));
    let mut out = Estate::default();
    world.report(&module);
    world.undeclared(&module);
    let root = Unit::new(
        &world,
        Start {
            folders: vec![Arc::clone(&module.folder)],
            module,
            caller: None,
            address: "".into(),
            path: "".into(),
            chain: Arc::new([]),
            conditions: Vec::new(),
        },
    );
    root.emit(&mut out);
    drop(root);
    let (problems, gaps) = world.finish();
    out.problems = problems;
    out.gaps = gaps;
    out
}

impl World<'_> {
    /// Passes on what is wrong in a module that is used.
    pub(super) fn report(&self, module: &Module) {
        for problem in &module.problems {
            self.problem(problem.kind, problem.place, &problem.message, problem.help.clone());
            if problem.kind != ProblemKind::Note {
                self.gap(Reason::new("syntax", problem.message.as_str(), problem.place));
            }
        }
    }

    /// Values that are given to no variable.
    fn undeclared(&self, module: &Module) {
        for given in &self.entry.variables {
            if module.variables.iter().any(|variable| variable.name == given.name) {
                continue;
            }
            let message =
                format!("a value is given to `{}`, which is no variable of this module", given.name);
            self.problem(ProblemKind::Note, given.place, &message, None);
        }
    }
}

impl<'w> Unit<'w> {
    fn emit(self: &Rc<Self>, out: &mut Estate) {
        let at = out.deployed.len();
        out.deployed.push(self.deployed());
        for (number, block) in self.module.resources.iter().enumerate() {
            let rows = self.rows(number);
            for row in &rows.list {
                if !self.world.resource(block.header) {
                    return;
                }
                match self.instance(block, row) {
                    Some(instance) => out.instances.push(Instance::clone(&instance)),
                    None => {
                        self.world.fail(block.header, "this resource depends on itself");
                    }
                }
            }
        }
        for number in 0..self.module.calls.len() {
            let Some(calls) = self.called(number) else { continue };
            for (_, unit) in &calls.list {
                if self.world.stopped() {
                    return;
                }
                unit.emit(out);
            }
        }
        for number in 0..self.module.locals.len() {
            self.local(number);
        }
        let outputs = self.outputs_now();
        if let Some(deployed) = out.deployed.get_mut(at) {
            deployed.outputs = outputs;
        }
    }

    fn deployed(self: &Rc<Self>) -> Deployed {
        let parameters = self.module.variables.iter().enumerate();
        let parameters = parameters.map(|(number, variable)| self.parameter(number, variable)).collect();
        let root = self.caller.is_none();
        let name: Value =
            if root { Arc::clone(&self.world.entry.name).into() } else { Arc::clone(&self.address).into() };
        let file = self.module.files.first().copied().unwrap_or(FileId(0));
        Deployed {
            entry: self.world.entry.id,
            id: name.clone(),
            name,
            root,
            place: Place { file, span: Span::default() },
            chain: Arc::clone(&self.chain),
            parameters,
            outputs: Vec::new(),
        }
    }

    fn parameter(self: &Rc<Self>, number: usize, variable: &Variable) -> ParameterValue {
        let value = self.variable(number);
        let ty = self.declared_type(variable);
        let default = variable.default.as_ref().map(|default| {
            let closed = super::scope::Env { closed: true, ..super::scope::Env::default() };
            self.world.speculate(|| self.eval(default, &closed)).value
        });
        ParameterValue {
            name: Arc::clone(&variable.name),
            place: variable.place,
            ty: word(ty.as_ref()).into(),
            secure: variable.sensitive || variable.ephemeral,
            default,
            value,
        }
    }

    fn outputs_now(self: &Rc<Self>) -> Vec<OutputValue> {
        let outputs = self.module.outputs.iter().enumerate();
        let value = |(number, output): (usize, &crate::ir::Output)| OutputValue {
            name: Arc::clone(&output.name),
            place: output.place,
            secure: output.sensitive,
            value: self.output(number),
        };
        outputs.map(value).collect()
    }
}

/// A type in one word, in the words that templates use too.
const fn word(ty: Option<&Type>) -> &'static str {
    match ty {
        None | Some(Type::Any) => "any",
        Some(Type::String) => "string",
        Some(Type::Number) => "number",
        Some(Type::Bool) => "bool",
        Some(Type::List(_) | Type::Set(_) | Type::Tuple(_)) => "array",
        Some(Type::Map(_) | Type::Object(_)) => "object",
    }
}
