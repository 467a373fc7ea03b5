//! The intermediate form that ARM templates and Bicep files are lowered to: one language, one evaluator.
//!
//! Names are resolved: parameters, variables, resources and loop variables are numbers. Whatever is constant is a
//! value already. Nothing here knows which notation it came from.

mod build;
mod template;

pub use build::Builder;
pub use template::{
    Assertion, Block, Level, Loop, LoopOver, Module, ModuleSource, Output, Parameter, Parent,
    ResourceDeclaration, Scope, Template, UserFunction, Variable,
};

use crate::functions::Function;
use ravelin_finding::Place;
use ravelin_model::Value;
use std::sync::Arc;

/// An expression's number in its template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ExprId(pub u32);

/// A variable of a loop or lambda; unique in its template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Slot(pub u32);

/// A resource or module declaration's number in its template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Symbol(pub u32);

/// An expression with its place.
#[derive(Clone, Debug)]
pub struct Expr {
    /// Where it is written.
    pub place: Place,
    /// What it is.
    pub kind: Kind,
}

/// The kinds of expression.
#[derive(Clone, Debug)]
pub enum Kind {
    /// A value that is known as it stands.
    Constant(Value),
    /// A parameter of the template, by number.
    Parameter(u32),
    /// A variable of the template, by number.
    Variable(u32),
    /// A variable of a loop, lambda or user function.
    Local(Slot),
    /// A function of its arguments.
    Call(&'static Function, Box<[ExprId]>),
    /// A function that needs the evaluator.
    Special(Special, Box<[ExprId]>),
    /// A user-defined function, by number.
    User(u32, Box<[ExprId]>),
    /// `base.key`, `base[key]`; `safe` makes a missing member null.
    Member {
        /// What is accessed.
        base: ExprId,
        /// The key or index.
        key: ExprId,
        /// Null where there is no such member?
        safe: bool,
    },
    /// An object.
    Object(Box<[Member]>),
    /// An array.
    Array(Box<[Item]>),
    /// An array with an item for each turn of a loop.
    For {
        /// The loop.
        each: Loop,
        /// The item of each turn.
        body: ExprId,
    },
    /// A lambda.
    Lambda(Box<[Slot]>, ExprId),
    /// A declared resource, as the whole object that Azure answers; with its index where it is a loop.
    Resource(Symbol, Option<ExprId>),
    /// An output of a module.
    ModuleOutput {
        /// The module.
        module: Symbol,
        /// Its index in the module's loop.
        index: Option<ExprId>,
        /// The output's name.
        name: Arc<str>,
        /// Null where the module is not deployed?
        safe: bool,
    },
}

/// A member of an object expression.
#[derive(Clone, Debug)]
pub enum Member {
    /// A key that is known.
    Named(Arc<str>, ExprId, Place),
    /// A key that is computed.
    Computed(ExprId, ExprId, Place),
    /// All members of another object.
    Spread(ExprId),
}

/// An item of an array expression.
#[derive(Clone, Copy, Debug)]
pub enum Item {
    /// One item.
    One(ExprId),
    /// All items of another array.
    Spread(ExprId),
}

/// Functions that are lazy, take lambdas, or need the deployment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the template function of that name")]
pub enum Special {
    If,
    And,
    Or,
    Coalesce,
    Map,
    Filter,
    Reduce,
    Sort,
    ToObject,
    GroupBy,
    MapValues,
    Subscription,
    ResourceGroup,
    Tenant,
    ManagementGroup,
    Deployment,
    Deployer,
    Environment,
    Parameters,
    Variables,
    ResourceId,
    SubscriptionResourceId,
    TenantResourceId,
    ManagementGroupResourceId,
    ExtensionResourceId,
    Reference,
    References,
    ResourceInfo,
    Fail,
    /// A function whose result only Azure knows; the name is for the reason. The second tells whether it is a secret.
    Runtime(&'static str, bool),
    /// A function that gives another result every time.
    Fresh(&'static str),
    /// A function that takes its value from outside the code: `readEnvironmentVariable`, `externalInput`.
    External(&'static str),
    /// `list*()` of a resource.
    List,
    /// A secret of a key vault, passed by reference: `getSecret()` or a parameter file's reference.
    Secret,
    /// `null` where the argument is unknown in a way that the language forbids, the argument otherwise: `x!`.
    NonNull,
}
