//! Names resolved, constructs mapped to the intermediate form.

mod call;
mod compiled;
mod expression;
mod files;
mod imports;
mod json_path;
mod module;
mod resource;
mod scope;
#[cfg(test)]
mod tests;
mod types;

use crate::syntax::ast::{
    Decorator, Deployable, File, ImportSymbols, Name, Object, Statement, StatementKind, StringLiteral,
};
use crate::syntax::{FileKind, parse};
use ravelin_finding::{FileId, Place, Problem, ProblemKind, Span};
use ravelin_model::{Reason, Value};
use ravelin_template::ir::{
    Assertion, Block, Builder, ExprId, Kind, Level, Output, Parameter, ResourceDeclaration, Slot, Symbol,
    Template, UserFunction, Variable,
};
use ravelin_template::loader::Loader;
use std::collections::{HashMap, HashSet};

/// Lowers a Bicep file. What is wrong in it is in the template's problems; the rest stands.
#[must_use]
pub fn lower(file: FileId, loader: &dyn Loader) -> Template {
    let text = loader.sources().get(file);
    let text = text.as_ref().map_or("", |source| source.text());
    let ast = parse(text, FileKind::Bicep);
    let unit = Unit::new(file, &ast);
    let mut lower = Lower::new(loader);
    lower.faulty.insert(file);
    lower.syntax_errors(&unit);
    lower.template(&unit)
}

/// A parsed file with its declarations by name.
pub(crate) struct Unit<'a> {
    pub(crate) file: FileId,
    pub(crate) ast: &'a File<'a>,
    pub(crate) names: HashMap<&'a str, &'a Statement<'a>>,
    /// What is imported, and the paths it is imported from. Every name of a function is looked for here.
    pub(crate) imports: Vec<(&'a ImportSymbols<'a>, &'a StringLiteral<'a>)>,
}

impl<'a> Unit<'a> {
    pub(crate) fn new(file: FileId, ast: &'a File<'a>) -> Self {
        let mut names = HashMap::new();
        let mut imports = Vec::new();
        for statement in &ast.statements {
            if let Some(name) = declared(&statement.kind) {
                names.entry(name.text).or_insert(statement);
            }
            if let StatementKind::Import { symbols, from } = &statement.kind {
                imports.push((symbols, from));
            }
        }
        Self { file, ast, names, imports }
    }

    pub(crate) const fn place(&self, span: Span) -> Place {
        span.in_file(self.file)
    }
}

/// The name that a statement declares for use in expressions or types. Outputs have names of their own kind.
fn declared<'a>(kind: &StatementKind<'a>) -> Option<Name<'a>> {
    match kind {
        StatementKind::Parameter { name, .. }
        | StatementKind::Variable { name, .. }
        | StatementKind::Type(name, _)
        | StatementKind::Function { name, .. }
        | StatementKind::Assignment(name, _) => Some(*name),
        StatementKind::Resource(resource) => Some(resource.deployable.name),
        StatementKind::Module(module) => Some(module.name),
        _ => None,
    }
}

/// What a name means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Binding {
    Parameter(u32),
    Variable(u32),
    Function(u32),
    Resource(Symbol),
    /// The exports of another file.
    Namespace(FileId),
    /// Something that could not be had, and has been reported.
    Missing,
}

/// The lowering of one template.
pub(crate) struct Lower<'l> {
    pub(crate) loader: &'l dyn Loader,
    pub(crate) builder: Builder,
    parameters: Vec<Option<Parameter>>,
    pub(crate) variables: Vec<Option<Variable>>,
    pub(crate) functions: Vec<Option<UserFunction>>,
    pub(crate) resources: Vec<Option<ResourceDeclaration>>,
    pub(crate) bindings: HashMap<(FileId, String), Binding>,
    /// Resources nested in a resource, by its symbol.
    pub(crate) nested: HashMap<Symbol, Vec<(String, Symbol)>>,
    /// Nested resources that are in sight by their plain names, innermost last.
    pub(crate) in_sight: Vec<(String, Symbol)>,
    pub(crate) looped: HashSet<Symbol>,
    pub(crate) modules: HashSet<Symbol>,
    pub(crate) locals: Vec<(String, Slot)>,
    /// Files whose exports are being read, to notice circles.
    pub(crate) importing: Vec<FileId>,
    /// Variables (`false`) and functions (`true`) taken over from compiled modules, by file and number there.
    taken: HashMap<(FileId, bool, usize), u32>,
    /// How deep in an expression that is being taken over.
    taking: u16,
    /// Variables that are being lowered before their turn, to notice circles.
    defining: HashSet<u32>,
    /// How much text was read for imports.
    pub(crate) import_bytes: usize,
    /// Imported files whose syntax errors have been said.
    pub(crate) faulty: HashSet<FileId>,
    /// Imports that could not be had, each said once.
    pub(crate) unimported: HashSet<String>,
    /// The level that the file deploys to.
    pub(crate) level: Level,
    /// How many types were looked at.
    pub(crate) type_looks: u32,
    pub(crate) problems: Vec<Problem>,
}

impl<'l> Lower<'l> {
    pub(crate) fn new(loader: &'l dyn Loader) -> Self {
        Self {
            loader,
            builder: Builder::default(),
            parameters: Vec::new(),
            variables: Vec::new(),
            functions: Vec::new(),
            resources: Vec::new(),
            bindings: HashMap::new(),
            nested: HashMap::new(),
            in_sight: Vec::new(),
            looped: HashSet::new(),
            modules: HashSet::new(),
            locals: Vec::new(),
            importing: Vec::new(),
            taken: HashMap::new(),
            taking: 0,
            defining: HashSet::new(),
            import_bytes: 0,
            faulty: HashSet::new(),
            unimported: HashSet::new(),
            level: Level::ResourceGroup,
            type_looks: 0,
            problems: Vec::new(),
        }
    }

    pub(crate) fn problem(&mut self, place: Place, message: impl Into<String>, help: Option<&str>) {
        self.problems.push(Problem {
            kind: ProblemKind::Invalid,
            place: Some(place),
            path: None,
            message: message.into(),
            help: help.map(str::to_owned),
        });
    }

    /// A value that can't be had, because of a mistake that has been reported.
    pub(crate) fn broken(&mut self, place: Place, why: &str) -> ExprId {
        let residual = format!("error@{}:{}", place.file.0, place.span.start);
        let value = Value::unknown(residual, Reason::new("error", why, Some(place)));
        self.builder.add(place, Kind::Constant(value))
    }

    pub(crate) fn syntax_errors(&mut self, unit: &Unit<'_>) {
        for error in &unit.ast.errors {
            self.problem(unit.place(error.span), error.message.clone(), error.help.as_deref());
        }
    }

    fn template(mut self, unit: &Unit<'_>) -> Template {
        let mut block = Block::default();
        let mut assertions = Vec::new();
        self.declare(unit);
        for statement in &unit.ast.statements {
            if let StatementKind::TargetScope(value) = &statement.kind {
                self.level = self.target_scope(unit, value);
            }
        }
        for statement in &unit.ast.statements {
            let place = unit.place(statement.span);
            match &statement.kind {
                StatementKind::Parameter { .. }
                | StatementKind::Variable { .. }
                | StatementKind::Function { .. } => {
                    self.define(unit, statement);
                }
                StatementKind::Resource(resource) => {
                    if let Some(Binding::Resource(symbol)) = self.bound(unit, resource.deployable.name.text) {
                        self.resource(unit, resource, place, symbol, None, &mut block.resources);
                    }
                }
                StatementKind::Module(module) => {
                    if let Some(Binding::Resource(symbol)) = self.bound(unit, module.name.text) {
                        self.module(unit, module, place, symbol);
                        block.resources.push(symbol);
                    }
                }
                StatementKind::Output { name, value, .. } => {
                    let value = self.expression(unit, value);
                    let secure = has_decorator(&statement.decorators, "secure");
                    block.outputs.push(Output {
                        name: name.text.into(),
                        place,
                        value,
                        condition: None,
                        secure,
                    });
                }
                StatementKind::Assert(name, value) => {
                    let value = self.expression(unit, value);
                    assertions.push(Assertion { name: name.text.into(), place, value });
                }
                _ => {}
            }
        }
        let scope = self.level;
        self.finish(unit.file, scope, block, assertions)
    }

    pub(crate) fn finish(
        self,
        file: FileId,
        scope: Level,
        block: Block,
        assertions: Vec<Assertion>,
    ) -> Template {
        let mut problems = self.problems;
        problems.sort_by_key(|problem| problem.place);
        let nowhere = Span::default().in_file(file);
        let mut builder = self.builder;
        let null = builder.literal(nowhere, Value::NULL);
        let missing_variable = || Variable { name: "".into(), place: nowhere, value: null };
        let missing_resource = || ResourceDeclaration::missing(null, nowhere);
        let missing_function = || UserFunction { name: "".into(), parameters: Vec::new(), body: null };
        Template {
            file,
            scope,
            slots: builder.slots(),
            parameters: self.parameters.into_iter().flatten().collect(),
            variables: self.variables.into_iter().map(|one| one.unwrap_or_else(missing_variable)).collect(),
            functions: self.functions.into_iter().map(|one| one.unwrap_or_else(missing_function)).collect(),
            resources: self.resources.into_iter().map(|one| one.unwrap_or_else(missing_resource)).collect(),
            exprs: builder.exprs,
            block,
            assertions,
            problems,
        }
    }

    /// Gives numbers to all that is declared, so that it may be used before it is written.
    pub(crate) fn declare(&mut self, unit: &Unit<'_>) {
        let mut taken: HashSet<&str> = HashSet::new();
        for statement in &unit.ast.statements {
            let Some(name) = declared(&statement.kind) else { continue };
            if !taken.insert(name.text) {
                let message = format!("`{}` is declared twice", name.text);
                self.problem(unit.place(name.span), message, Some("give one of them another name"));
                continue;
            }
            let binding = match &statement.kind {
                StatementKind::Parameter { .. } => {
                    self.parameters.push(None);
                    Binding::Parameter(number(self.parameters.len()))
                }
                StatementKind::Variable { .. } | StatementKind::Assignment(..) => {
                    self.variables.push(None);
                    Binding::Variable(number(self.variables.len()))
                }
                StatementKind::Function { .. } => {
                    self.functions.push(None);
                    Binding::Function(number(self.functions.len()))
                }
                StatementKind::Resource(resource) => Binding::Resource(self.reserve(&resource.deployable)),
                StatementKind::Module(module) => {
                    let symbol = self.reserve(module);
                    self.modules.insert(symbol);
                    Binding::Resource(symbol)
                }
                _ => continue,
            };
            self.bindings.insert((unit.file, name.text.to_owned()), binding);
        }
    }

    /// A number for a resource or module, and for the resources nested in it.
    fn reserve(&mut self, deployable: &Deployable<'_>) -> Symbol {
        self.resources.push(None);
        let symbol = Symbol(number(self.resources.len()));
        if deployable.body.each.is_some() {
            self.looped.insert(symbol);
        }
        let nested = self.reserve_nested(&deployable.body.object);
        self.nested.insert(symbol, nested);
        symbol
    }

    fn reserve_nested(&mut self, object: &Object<'_>) -> Vec<(String, Symbol)> {
        let children = object.resources.iter();
        children
            .map(|(_, child)| (child.deployable.name.text.to_owned(), self.reserve(&child.deployable)))
            .collect()
    }

    pub(crate) fn bound(&self, unit: &Unit<'_>, name: &str) -> Option<Binding> {
        self.bindings.get(&(unit.file, name.to_owned())).copied()
    }

    /// Lowers a parameter, variable, function or assignment that has its number already.
    pub(crate) fn define(&mut self, unit: &Unit<'_>, statement: &Statement<'_>) {
        let place = unit.place(statement.span);
        match &statement.kind {
            StatementKind::Parameter { name, ty, default } => {
                let Some(Binding::Parameter(at)) = self.bound(unit, name.text) else { return };
                let facts = self.parameter_facts(unit, ty, &statement.decorators);
                let default = default.as_ref().map(|value| self.expression(unit, value));
                let parameter = Parameter {
                    name: name.text.into(),
                    place: unit.place(name.span.to(ty.span)),
                    ty: facts.ty.into(),
                    default,
                    allowed: facts.allowed,
                    nullable: facts.nullable,
                    secure: facts.secure,
                };
                fill(&mut self.parameters, at, parameter);
            }
            StatementKind::Variable { name, value, .. } | StatementKind::Assignment(name, value) => {
                let Some(Binding::Variable(at)) = self.bound(unit, name.text) else { return };
                if self.variables.get(at as usize).is_some_and(Option::is_some) {
                    return;
                }
                let value = self.expression(unit, value);
                fill(&mut self.variables, at, Variable { name: name.text.into(), place, value });
            }
            StatementKind::Function { name, parameters, body, .. } => {
                let Some(Binding::Function(at)) = self.bound(unit, name.text) else { return };
                let outer = std::mem::take(&mut self.locals);
                let slots: Vec<Slot> = parameters.iter().map(|(name, _)| self.local(*name)).collect();
                let body = self.expression(unit, body);
                self.locals = outer;
                fill(
                    &mut self.functions,
                    at,
                    UserFunction { name: name.text.into(), parameters: slots, body },
                );
            }
            _ => {}
        }
    }

    /// A fresh local variable, in sight until it is taken off again.
    pub(crate) fn local(&mut self, name: Name<'_>) -> Slot {
        let slot = self.builder.slot();
        self.locals.push((name.text.to_owned(), slot));
        slot
    }

    fn target_scope(&mut self, unit: &Unit<'_>, value: &crate::syntax::ast::Expression<'_>) -> Level {
        let id = self.expression(unit, value);
        match self.builder.constant(id).and_then(Value::as_str) {
            Some("resourceGroup") => Level::ResourceGroup,
            Some("subscription") => Level::Subscription,
            Some("managementGroup") => Level::ManagementGroup,
            Some("tenant") => Level::Tenant,
            _ => {
                let help = "write one of 'resourceGroup', 'subscription', 'managementGroup', 'tenant'";
                self.problem(unit.place(value.span), "this is no target scope", Some(help));
                Level::ResourceGroup
            }
        }
    }
}

fn fill<T>(list: &mut [Option<T>], at: u32, value: T) {
    if let Some(slot) = list.get_mut(at as usize) {
        *slot = Some(value);
    }
}

/// The number of the last of `count`.
fn number(count: usize) -> u32 {
    u32::try_from(count.saturating_sub(1)).unwrap_or(u32::MAX)
}

/// Is there a decorator of this name, of the `sys` namespace or without one?
pub(crate) fn has_decorator(decorators: &[Decorator<'_>], name: &str) -> bool {
    decorators.iter().any(|decorator| {
        decorator.name.text == name && decorator.namespace.is_none_or(|namespace| namespace.text == "sys")
    })
}
