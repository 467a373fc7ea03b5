//! What a module says, whatever notation it is in: `.tf` and `.tf.json` both become this.
//!
//! Blocks whose meaning evaluation needs are told apart here; what is inside a resource stays a plain [`Body`].

use ravelin_finding::{FileId, Place, Problem};
use ravelin_model::Value;
use std::sync::Arc;

/// All configuration files of one folder, overrides merged.
#[derive(Debug, Default)]
pub struct Module {
    /// The folder, as the loader names it.
    pub folder: Arc<str>,
    /// Its files.
    pub files: Vec<FileId>,
    /// `terraform` blocks.
    pub required_providers: Vec<RequiredProvider>,
    /// `variable` blocks.
    pub variables: Vec<Variable>,
    /// The members of `locals` blocks.
    pub locals: Vec<Attribute>,
    /// `resource` and `data` blocks.
    pub resources: Vec<ResourceBlock>,
    /// `module` blocks.
    pub calls: Vec<ModuleCall>,
    /// `output` blocks.
    pub outputs: Vec<Output>,
    /// `provider` blocks.
    pub providers: Vec<Block>,
    /// What is wrong; the rest stands.
    pub problems: Vec<Problem>,
}

/// A row of `required_providers`.
#[derive(Clone, Debug)]
pub struct RequiredProvider {
    /// The local name.
    pub name: Arc<str>,
    /// `source`, `hashicorp/NAME` when it is left out.
    pub source: Arc<str>,
    /// `version`, as written.
    pub version: Option<(Arc<str>, Place)>,
}

/// A `variable` block.
#[derive(Debug)]
pub struct Variable {
    /// Its name.
    pub name: Arc<str>,
    /// `type`, unevaluated: a type expression.
    pub ty: Option<Expr>,
    /// `default`.
    pub default: Option<Expr>,
    /// `nullable`; true when left out.
    pub nullable: bool,
    /// `sensitive`.
    pub sensitive: bool,
    /// `ephemeral`.
    pub ephemeral: bool,
    /// The block, whole.
    pub place: Place,
    /// Its first line.
    pub header: Place,
}

/// A `resource` or `data` block.
#[derive(Debug)]
pub struct ResourceBlock {
    /// Is it `resource`, not `data`?
    pub managed: bool,
    /// The type, `azurerm_storage_account`.
    pub ty: Arc<str>,
    /// The name.
    pub name: Arc<str>,
    /// `count`
    pub count: Option<Expr>,
    /// `for_each`
    pub for_each: Option<Expr>,
    /// `provider`, as written: `azurerm.hub`.
    pub provider: Option<(Arc<str>, Place)>,
    /// `depends_on`
    pub depends_on: Vec<Expr>,
    /// Paths in `lifecycle.ignore_changes`, as written; `all` is one.
    pub ignore_changes: Vec<Arc<str>>,
    /// Everything else.
    pub body: Body,
    /// The block, whole.
    pub place: Place,
    /// Its first line.
    pub header: Place,
}

/// A `module` block.
#[derive(Debug)]
pub struct ModuleCall {
    /// Its name.
    pub name: Arc<str>,
    /// `source`, which must be a constant.
    pub source: Option<(Arc<str>, Place)>,
    /// `version`
    pub version: Option<Arc<str>>,
    /// `count`
    pub count: Option<Expr>,
    /// `for_each`
    pub for_each: Option<Expr>,
    /// `providers`: the name inside, and the one outside, `azurerm` or `azurerm.hub`.
    pub providers: Vec<(Arc<str>, Arc<str>)>,
    /// The arguments.
    pub arguments: Vec<Attribute>,
    /// The block, whole.
    pub place: Place,
    /// Its first line.
    pub header: Place,
}

/// An `output` block.
#[derive(Debug)]
pub struct Output {
    /// Its name.
    pub name: Arc<str>,
    /// `value`
    pub value: Option<Expr>,
    /// `sensitive`
    pub sensitive: bool,
    /// The block, whole.
    pub place: Place,
}

/// What stands between braces.
#[derive(Debug, Default)]
pub struct Body {
    /// `name = value`
    pub attributes: Vec<Attribute>,
    /// Nested blocks, `dynamic` ones as they are written.
    pub blocks: Vec<Block>,
}

/// `name = value`
#[derive(Debug)]
pub struct Attribute {
    /// The name.
    pub name: Arc<str>,
    /// The value.
    pub value: Expr,
    /// Name and value.
    pub place: Place,
}

/// A block.
#[derive(Debug)]
pub struct Block {
    /// Its type: `network_rules`, `dynamic`.
    pub ty: Arc<str>,
    /// Its labels.
    pub labels: Vec<Arc<str>>,
    /// What it holds.
    pub body: Body,
    /// The block, whole.
    pub place: Place,
    /// Its first line.
    pub header: Place,
}

/// An expression.
#[derive(Debug)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where it is written.
    pub place: Place,
}

/// What an expression is.
#[derive(Debug)]
pub enum ExprKind {
    /// A number, a boolean, `null`, or a string without holes.
    Literal(Value),
    /// A string with holes and directives.
    Template(Vec<Part>),
    /// `[a, b]`
    Tuple(Vec<Expr>),
    /// `{ a = b }`; a key that is a bare word is a literal.
    Object(Vec<(Expr, Expr)>),
    /// A bare word at the start of a traversal: `var`, `local`, `each`, `azurerm_subnet`, the variable of a `for`.
    Name(Arc<str>),
    /// `a.b`
    Attribute(Box<Expr>, Arc<str>, Place),
    /// `a[b]`; the older `a.0` is one as well.
    Index(Box<Expr>, Box<Expr>),
    /// `a.*.b.c` or `a[*].b[0]`: what follows, applied to each item; its root is [`ExprKind::SplatItem`].
    Splat(Box<Expr>, Box<Expr>),
    /// The item inside a splat.
    SplatItem,
    /// `f(a, b...)`
    Call {
        /// The name, with its namespaces: `provider::azurerm::normalise_resource_id`.
        name: Arc<str>,
        /// The arguments.
        args: Vec<Expr>,
        /// Is the last one spread, `...`?
        expand: bool,
    },
    /// `[for k, v in c : v if x]` or `{for k, v in c : k => v... if x}`
    For(Box<For>),
    /// `a ? b : c`
    Conditional(Box<Expr>, Box<Expr>, Box<Expr>),
    /// `!a`, `-a`
    Unary(UnaryOperator, Box<Expr>),
    /// `a + b`
    Binary(BinaryOperator, Box<Expr>, Box<Expr>),
    /// What could not be read; a problem tells of it.
    Error,
}

/// A `for` expression.
#[derive(Debug)]
pub struct For {
    /// The name of the key or index.
    pub key: Option<Arc<str>>,
    /// The name of the item.
    pub item: Arc<str>,
    /// What is gone through.
    pub collection: Expr,
    /// The key that each item gets: an object comes out.
    pub key_result: Option<Expr>,
    /// What each item becomes.
    pub result: Expr,
    /// `...`: values of the same key are grouped.
    pub grouping: bool,
    /// `if`
    pub condition: Option<Expr>,
}

/// A part of a template.
#[derive(Debug)]
pub enum Part {
    /// Text, escapes resolved, strip markers heeded.
    Text(Arc<str>),
    /// `${a}`
    Hole(Expr),
    /// `%{ if a }…%{ else }…%{ endif }`
    If(Expr, Vec<Part>, Vec<Part>),
    /// `%{ for k, v in c }…%{ endfor }`
    For {
        /// The name of the key or index.
        key: Option<Arc<str>>,
        /// The name of the item.
        item: Arc<str>,
        /// What is gone through.
        collection: Expr,
        /// What is repeated.
        body: Vec<Part>,
    },
}

/// `!` and `-`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnaryOperator {
    /// `!`
    Not,
    /// `-`
    Minus,
}

/// Operators between two operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BinaryOperator {
    /// `||`
    Or,
    /// `&&`
    And,
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `%`
    Modulo,
}
