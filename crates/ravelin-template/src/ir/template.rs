//! Templates: parameters, variables, functions, resources, modules and outputs.

use super::{Expr, ExprId, Slot, Symbol};
use ravelin_finding::{FileId, Place, Problem};
use ravelin_model::Value;
use std::sync::Arc;

/// A lowered template.
#[derive(Debug)]
pub struct Template {
    /// The file it is written in.
    pub file: FileId,
    /// The level it deploys to.
    pub scope: Level,
    /// All expressions.
    pub exprs: Vec<Expr>,
    /// The parameters.
    pub parameters: Vec<Parameter>,
    /// The variables.
    pub variables: Vec<Variable>,
    /// The user-defined functions, imported ones included.
    pub functions: Vec<UserFunction>,
    /// Resources and modules at any depth of nesting, each with a number; `roots` are those of the template itself.
    pub resources: Vec<ResourceDeclaration>,
    /// What the template deploys.
    pub block: Block,
    /// The assertions.
    pub assertions: Vec<Assertion>,
    /// What could not be read or understood; the rest of the template stands.
    pub problems: Vec<Problem>,
    /// How deep its variables of loops and lambdas count.
    pub slots: u32,
}

/// The level of Azure's hierarchy that a template deploys to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Level {
    /// A resource group.
    #[default]
    ResourceGroup,
    /// A subscription.
    Subscription,
    /// A management group.
    ManagementGroup,
    /// The tenant.
    Tenant,
}

/// Resources and outputs that are deployed together: a template's own, or those of a nested one that is evaluated in
/// its parent's scope.
#[derive(Debug, Default)]
pub struct Block {
    /// The resources.
    pub resources: Vec<Symbol>,
    /// The outputs.
    pub outputs: Vec<Output>,
}

/// A parameter.
#[derive(Debug)]
pub struct Parameter {
    /// Its name.
    pub name: Arc<str>,
    /// Its declaration.
    pub place: Place,
    /// Its type as written, `string` or `object`, where that is one word.
    pub ty: Arc<str>,
    /// Its default.
    pub default: Option<ExprId>,
    /// The values it may have.
    pub allowed: Option<Vec<Value>>,
    /// Is null its value when none is given?
    pub nullable: bool,
    /// Is it declared secure?
    pub secure: bool,
}

/// A variable.
#[derive(Debug)]
pub struct Variable {
    /// Its name.
    pub name: Arc<str>,
    /// Its declaration.
    pub place: Place,
    /// Its value.
    pub value: ExprId,
}

/// A user-defined function.
#[derive(Debug)]
pub struct UserFunction {
    /// Its name, with its namespace: `contoso.uniqueName`.
    pub name: Arc<str>,
    /// Its parameters.
    pub parameters: Vec<Slot>,
    /// Its body.
    pub body: ExprId,
}

/// An output.
#[derive(Debug)]
pub struct Output {
    /// Its name.
    pub name: Arc<str>,
    /// Its declaration.
    pub place: Place,
    /// Its value.
    pub value: ExprId,
    /// Whether it is there.
    pub condition: Option<ExprId>,
    /// Is it declared secure?
    pub secure: bool,
}

/// An assertion.
#[derive(Debug)]
pub struct Assertion {
    /// Its name.
    pub name: Arc<str>,
    /// Its declaration.
    pub place: Place,
    /// What must hold.
    pub value: ExprId,
}

/// A loop.
#[derive(Clone, Debug)]
pub struct Loop {
    /// What it runs over.
    pub over: LoopOver,
    /// The variable that holds the item.
    pub item: Option<Slot>,
    /// The variable that holds the index, from 0.
    pub index: Slot,
    /// Turns for which this is false give nothing.
    pub condition: Option<ExprId>,
}

/// What a loop runs over.
#[derive(Clone, Copy, Debug)]
pub enum LoopOver {
    /// So many turns.
    Count(ExprId),
    /// The items of an array.
    Items(ExprId),
}

/// A resource or module as declared.
#[derive(Debug)]
pub struct ResourceDeclaration {
    /// Its symbolic name, where it has one; the deployment's name is made of it when a module has none.
    pub symbol: Option<Arc<str>>,
    /// The type, whole unless `parent` is given, when it is the last part only.
    pub ty: ExprId,
    /// The API version.
    pub api_version: Option<ExprId>,
    /// The name, whole unless `parent` is given; `None` for a module without one.
    pub name: Option<ExprId>,
    /// The parent whose type and name come before.
    pub parent: Option<Parent>,
    /// Is it declared as existing?
    pub existing: bool,
    /// Whether it is deployed.
    pub condition: Option<ExprId>,
    /// The loop that multiplies it.
    pub each: Option<Loop>,
    /// Where it is deployed, when not where the template is.
    pub scope: Option<Scope>,
    /// Everything else: `location`, `sku`, `properties`, …
    pub body: ExprId,
    /// Explicit dependencies.
    pub depends_on: Vec<ExprId>,
    /// The template that it deploys, when it is a module, nested or linked deployment.
    pub module: Option<Module>,
    /// The whole declaration.
    pub place: Place,
    /// Its first line.
    pub header: Place,
}

impl ResourceDeclaration {
    /// What stands in the stead of a declaration that could not be read, so that the others keep their numbers; no
    /// block deploys it.
    #[must_use]
    pub fn missing(null: ExprId, place: Place) -> Self {
        Self {
            symbol: None,
            ty: null,
            api_version: None,
            name: None,
            parent: None,
            existing: true,
            condition: None,
            each: None,
            scope: None,
            body: null,
            depends_on: Vec::new(),
            module: None,
            place,
            header: place,
        }
    }
}

/// A parent resource.
#[derive(Clone, Copy, Debug)]
pub struct Parent {
    /// Which.
    pub symbol: Symbol,
    /// Its index, where it is a loop.
    pub index: Option<ExprId>,
    /// Is the child declared inside the parent's body, so that the parent's condition is its own as well?
    pub nested: bool,
}

/// Where a resource or module is deployed.
#[derive(Clone, Debug)]
pub enum Scope {
    /// The resource or scope with this id: absolute, `/` for the tenant, or relative to the deployment's scope.
    Id(ExprId),
    /// A declared resource (an extension's target, a resource group for a module), with its index in a loop.
    Resource(Symbol, Option<ExprId>),
    /// A resource group, in another subscription perhaps.
    ResourceGroup {
        /// The subscription's id.
        subscription: Option<ExprId>,
        /// The group's name; the current one's when absent.
        name: Option<ExprId>,
    },
    /// A subscription; the current one when absent.
    Subscription(Option<ExprId>),
    /// A management group; the current one when absent.
    ManagementGroup(Option<ExprId>),
    /// The tenant.
    Tenant,
}

/// A template that is deployed by a resource.
#[derive(Debug)]
pub struct Module {
    /// Which template.
    pub source: ModuleSource,
    /// The parameters that are given, by name, each with the place of the assignment; one expression per name.
    pub parameters: Vec<(Arc<str>, ExprId, Place)>,
    /// All parameters as one object of `{"name": {"value": …}}`, where they are not written out.
    pub parameters_object: Option<ExprId>,
}

/// Where a module's template is found.
#[derive(Debug)]
pub enum ModuleSource {
    /// In the same file, evaluated in its own scope.
    Inline(Arc<Template>),
    /// In the same file, evaluated in the parent's scope.
    Outer(Block),
    /// In a file, by a path relative to this one, or a registry reference.
    Path(Arc<str>, Place),
    /// A value that is a template, loaded from a file for instance.
    Computed(ExprId),
    /// By a URI or path that is computed.
    Link {
        /// The URI.
        uri: Option<ExprId>,
        /// The path relative to this file.
        relative_path: Option<ExprId>,
    },
    /// Not to be had; says why.
    Unknown(Arc<str>),
}

impl Template {
    /// The expression with this number.
    #[must_use]
    pub fn expr(&self, id: ExprId) -> Option<&Expr> {
        self.exprs.get(id.0 as usize)
    }

    /// The declaration with this number.
    #[must_use]
    pub fn declaration(&self, symbol: Symbol) -> Option<&ResourceDeclaration> {
        self.resources.get(symbol.0 as usize)
    }
}
