//! ARM templates in JSON, lowered to the intermediate form.

mod call;
mod definitions;
mod nested;
mod parameters;
mod resource;
mod value;

pub use call::special;
pub use definitions::{Definition, definition};
pub use parameters::{json_value, parameters};

use crate::ir::{
    Block, Builder, ExprId, Kind, Level, Loop, LoopOver, Output, Parameter, ResourceDeclaration, Slot,
    Symbol, Template, UserFunction, Variable,
};
use crate::json::{self, Document, Node, SyntaxError};
use ravelin_finding::{FileId, Place, Problem, ProblemKind, Span};
use ravelin_model::{Reason, Value};
use std::collections::HashMap;
use std::sync::Arc;

/// What a JSON file is to Azure Resource Manager.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A template.
    Template,
    /// A parameter file.
    Parameters,
    /// Neither.
    Other,
}

/// Tells what a JSON document is, by its schema, or by its members where the schema is missing.
#[must_use]
pub fn kind(document: &Document<'_>) -> FileKind {
    let root = document.root();
    let schema = root.get("$schema").and_then(Node::as_str).unwrap_or_default().to_ascii_lowercase();
    if schema.contains("deploymenttemplate.json") {
        return FileKind::Template;
    }
    if schema.contains("deploymentparameters.json") {
        return FileKind::Parameters;
    }
    let resources = root.get("resources").is_some_and(|node| node.is_array() || node.is_object());
    if resources && root.get("contentVersion").is_some() { FileKind::Template } else { FileKind::Other }
}

/// Lowers a template. What is wrong in it is in the template's problems; the rest stands.
#[must_use]
pub fn template(file: FileId, text: &str) -> Template {
    let parsed = json::parse(text);
    let mut problems: Vec<Problem> =
        parsed.errors.iter().map(|error| syntax(file, error, Span::default())).collect();
    match &parsed.document {
        Some(document) => {
            let mut template = Lower::new(file, 0).template(document.root());
            problems.append(&mut template.problems);
            template.problems = problems;
            template
        }
        None => {
            let mut template = Lower::new(file, 0).finish(Block::default(), Level::ResourceGroup);
            template.problems = problems;
            template
        }
    }
}

/// A syntax error as a problem.
pub(crate) fn syntax(file: FileId, error: &SyntaxError, within: Span) -> Problem {
    let span = Span::new(error.span.start + within.start, error.span.end + within.start);
    Problem {
        kind: ProblemKind::Invalid,
        place: Some(span.in_file(file)),
        path: None,
        message: error.message.clone(),
        help: error.help.clone(),
    }
}

/// A loop around the expression that is being lowered.
#[derive(Clone)]
pub(super) struct Around {
    pub(super) name: Option<String>,
    pub(super) index: Slot,
    /// Does `copyIndex()` without a name mean this loop?
    pub(super) unnamed: bool,
}

/// The lowering of one template.
pub(super) struct Lower {
    pub(super) file: FileId,
    pub(super) builder: Builder,
    parameters: Vec<Parameter>,
    variables: Vec<Variable>,
    functions: Vec<UserFunction>,
    pub(super) resources: Vec<Option<ResourceDeclaration>>,
    pub(super) parameter_names: HashMap<String, u32>,
    pub(super) variable_names: HashMap<String, u32>,
    pub(super) function_names: HashMap<String, u32>,
    pub(super) symbols: HashMap<String, Symbol>,
    /// Templates that are kept in variables, by the variable's name in lower case.
    pub(super) kept: HashMap<String, Arc<Template>>,
    pub(super) loops: Vec<Around>,
    /// Variables of lambdas, innermost last.
    pub(super) locals: Vec<(String, Slot)>,
    /// The parameters of the user function whose body is being lowered.
    pub(super) function_parameters: Option<HashMap<String, Slot>>,
    pub(super) problems: Vec<Problem>,
    /// How often `[[` has been said for `[`: once for a template that is kept in a variable.
    pub(super) escaped: usize,
}

impl Lower {
    pub(super) fn new(file: FileId, escaped: usize) -> Self {
        Self {
            file,
            builder: Builder::default(),
            parameters: Vec::new(),
            variables: Vec::new(),
            functions: Vec::new(),
            resources: Vec::new(),
            parameter_names: HashMap::new(),
            variable_names: HashMap::new(),
            function_names: HashMap::new(),
            symbols: HashMap::new(),
            kept: HashMap::new(),
            loops: Vec::new(),
            locals: Vec::new(),
            function_parameters: None,
            problems: Vec::new(),
            escaped,
        }
    }

    pub(super) fn place(&self, node: Node<'_, '_>) -> Place {
        node.span().in_file(self.file)
    }

    pub(super) fn problem(&mut self, place: Place, message: impl Into<String>, help: Option<&str>) {
        self.problems.push(Problem {
            kind: ProblemKind::Invalid,
            place: Some(place),
            path: None,
            message: message.into(),
            help: help.map(str::to_owned),
        });
    }

    /// A value that can't be had, because of a mistake that has been reported.
    pub(super) fn broken(&mut self, place: Place, why: &str) -> ExprId {
        let value =
            Value::unknown(format!("error@{}", place.span.start), Reason::new("error", why, Some(place)));
        self.builder.add(place, Kind::Constant(value))
    }

    pub(super) fn template(mut self, root: Node<'_, '_>) -> Template {
        if !root.is_object() {
            self.problem(self.place(root), "a template must be an object", None);
        }
        let level = level(root);
        self.declare(root);
        self.define_functions(root);
        self.define_parameters(root);
        self.define_variables(root);
        let block = self.block(root);
        self.finish(block, level)
    }

    /// The resources and outputs of a template node.
    pub(super) fn block(&mut self, root: Node<'_, '_>) -> Block {
        let resources = root.get("resources").map_or_else(Vec::new, |node| self.resources_of(node, root));
        let outputs = root.get("outputs").map_or_else(Vec::new, |node| self.outputs(node));
        Block { resources, outputs }
    }

    pub(super) fn finish(mut self, block: Block, scope: Level) -> Template {
        let nowhere = Span::default().in_file(self.file);
        let null = self.builder.literal(nowhere, Value::NULL);
        let missing = || ResourceDeclaration::missing(null, nowhere);
        let mut problems = self.problems;
        problems.sort_by_key(|problem| problem.place);
        Template {
            file: self.file,
            scope,
            slots: self.builder.slots(),
            exprs: self.builder.exprs,
            parameters: self.parameters,
            variables: self.variables,
            functions: self.functions,
            resources: self.resources.into_iter().map(|one| one.unwrap_or_else(missing)).collect(),
            block,
            assertions: Vec::new(),
            problems,
        }
    }

    /// Gives numbers to parameters, variables and symbolic names, so that they may be used before they are written.
    fn declare(&mut self, root: Node<'_, '_>) {
        for (key, _) in root.get("parameters").into_iter().flat_map(Node::members) {
            let number = number(self.parameter_names.len());
            self.parameter_names.entry(key.text.to_ascii_lowercase()).or_insert(number);
        }
        let variables = root.get("variables");
        for (key, node) in variables.into_iter().flat_map(Node::members) {
            if key.text.eq_ignore_ascii_case("copy") && node.is_array() {
                for item in node.items() {
                    if let Some(name) = item.get("name").and_then(Node::as_str) {
                        let number = number(self.variable_names.len());
                        self.variable_names.entry(name.to_ascii_lowercase()).or_insert(number);
                    }
                }
                continue;
            }
            let number = number(self.variable_names.len());
            self.variable_names.entry(key.text.to_ascii_lowercase()).or_insert(number);
        }
    }

    fn define_parameters(&mut self, root: Node<'_, '_>) {
        let definitions = root.get("definitions");
        for (key, node) in root.get("parameters").into_iter().flat_map(Node::members) {
            if self.parameter_names.get(&key.text.to_ascii_lowercase())
                != Some(&number(self.parameters.len()))
            {
                continue;
            }
            let place = key.span.to(node.span()).in_file(self.file);
            let facts = parameters::facts(node, definitions, 0);
            let default = node.get("defaultValue").map(|value| self.value(value));
            let allowed = facts.allowed.map(|allowed| {
                let items = allowed.items().map(|item| self.value(item)).collect::<Vec<_>>();
                items.into_iter().filter_map(|id| self.builder.constant(id).cloned()).collect()
            });
            self.parameters.push(Parameter {
                name: key.text.as_ref().into(),
                place,
                ty: facts.ty,
                default,
                allowed,
                nullable: facts.nullable,
                secure: facts.secure,
            });
        }
    }

    fn define_variables(&mut self, root: Node<'_, '_>) {
        let members: Vec<_> = root.get("variables").into_iter().flat_map(Node::members).collect();
        for (key, node) in members {
            if key.text.eq_ignore_ascii_case("copy") && node.is_array() {
                for item in node.items() {
                    let Some(name) = item.get("name").and_then(Node::as_str) else { continue };
                    let value = self.copy_item(item, true);
                    self.define_variable(&name, self.place(item), value);
                }
                continue;
            }
            let place = key.span.to(node.span()).in_file(self.file);
            // A template that is kept in a variable is lowered where it is deployed.
            let value = if nested::is_template(node) {
                let mut inner = Self::new(self.file, self.escaped + 1).template(node);
                self.problems.append(&mut inner.problems);
                self.kept.insert(key.text.to_ascii_lowercase(), Arc::new(inner));
                self.broken(place, "a template")
            } else {
                self.value(node)
            };
            self.define_variable(&key.text, place, value);
        }
    }

    fn define_variable(&mut self, name: &str, place: Place, value: ExprId) {
        if self.variable_names.get(&name.to_ascii_lowercase()) == Some(&number(self.variables.len())) {
            self.variables.push(Variable { name: name.into(), place, value });
        }
    }

    fn define_functions(&mut self, root: Node<'_, '_>) {
        let mut bodies = Vec::new();
        for namespace in root.get("functions").into_iter().flat_map(Node::items) {
            let prefix = namespace.get("namespace").and_then(Node::as_str).unwrap_or_default();
            for (key, node) in namespace.get("members").into_iter().flat_map(Node::members) {
                let name = format!("{prefix}.{}", key.text);
                self.function_names.insert(name.to_ascii_lowercase(), number(bodies.len()));
                bodies.push((name, node));
            }
        }
        for (name, node) in bodies {
            let mut slots = Vec::new();
            let mut names = HashMap::new();
            for parameter in node.get("parameters").into_iter().flat_map(Node::items) {
                let slot = self.builder.slot();
                slots.push(slot);
                let name = parameter.get("name").and_then(Node::as_str).unwrap_or_default();
                names.insert(name.to_ascii_lowercase(), slot);
            }
            self.function_parameters = Some(names);
            let body = match node.get("output").and_then(|output| output.get("value")) {
                Some(value) => self.value(value),
                None => self.broken(self.place(node), "the function has no output"),
            };
            self.function_parameters = None;
            self.functions.push(UserFunction { name: name.into(), parameters: slots, body });
        }
    }

    fn outputs(&mut self, node: Node<'_, '_>) -> Vec<Output> {
        let mut outputs = Vec::new();
        let members: Vec<_> = node.members().collect();
        for (key, node) in members {
            let place = key.span.to(node.span()).in_file(self.file);
            let condition = node.get("condition").map(|node| self.value(node));
            let value = match (node.get("copy"), node.get("value")) {
                (Some(copy), _) => self.copy_item(copy, true),
                (None, Some(value)) => self.value(value),
                (None, None) => self.broken(place, "the output has no value"),
            };
            let secure = parameters::facts(node, None, 0).secure;
            outputs.push(Output { name: key.text.as_ref().into(), place, value, condition, secure });
        }
        outputs
    }

    /// `{"name": …, "count": …, "input": …}` as an array.
    pub(super) fn copy_item(&mut self, node: Node<'_, '_>, unnamed: bool) -> ExprId {
        let place = self.place(node);
        let Some(input) = node.get("input") else {
            return self.broken(place, "the copy has no input");
        };
        let Some(each) = self.copy_loop(node, unnamed) else {
            return self.broken(place, "the copy has no count");
        };
        let body = self.value(input);
        self.loops.pop();
        self.builder.add(place, Kind::For { each, body })
    }

    /// The loop of a `copy` object; the caller pops it off the loops around.
    pub(super) fn copy_loop(&mut self, node: Node<'_, '_>, unnamed: bool) -> Option<Loop> {
        let count = node.get("count").map(|count| self.value(count))?;
        let name = node.get("name").and_then(Node::as_str).map(|name| name.to_ascii_lowercase());
        let index = self.builder.slot();
        self.loops.push(Around { name, index, unnamed });
        Some(Loop { over: LoopOver::Count(count), item: None, index, condition: None })
    }

    pub(super) fn text(&mut self, place: Place, text: &str) -> ExprId {
        self.builder.literal(place, text)
    }

    pub(super) fn intern(text: &str) -> Arc<str> {
        text.into()
    }
}

pub(super) fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn level(root: Node<'_, '_>) -> Level {
    let schema = root.get("$schema").and_then(Node::as_str).unwrap_or_default().to_ascii_lowercase();
    if schema.contains("subscriptiondeploymenttemplate.json") {
        Level::Subscription
    } else if schema.contains("managementgroupdeploymenttemplate.json") {
        Level::ManagementGroup
    } else if schema.contains("tenantdeploymenttemplate.json") {
        Level::Tenant
    } else {
        Level::ResourceGroup
    }
}
