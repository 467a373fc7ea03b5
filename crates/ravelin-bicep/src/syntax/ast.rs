//! The syntax tree of a Bicep or `.bicepparam` file. Names borrow from the source text; every node carries its span.
//!
//! The tree says what was written, not what it means: names are not resolved, types are not checked.

use ravelin_finding::Span;
use std::borrow::Cow;

/// A parsed file: every statement that could be read, and what could not.
#[derive(Debug, Default)]
pub struct File<'s> {
    /// The statements, in source order.
    pub statements: Vec<Statement<'s>>,
    /// The syntax errors, in source order.
    pub errors: Vec<SyntaxError>,
    /// The names that statements with syntax errors would have declared.
    pub lost: Vec<&'s str>,
}

/// A syntax error; the statement it stands in, its decorators included, is not in the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// The offending token.
    pub span: Span,
    /// What is wrong, lower case, no full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

/// An identifier.
#[derive(Clone, Copy, Debug)]
pub struct Name<'s> {
    /// As written.
    pub text: &'s str,
    /// Where.
    pub span: Span,
}

/// A statement with its decorators.
#[derive(Debug)]
pub struct Statement<'s> {
    /// From the first decorator to the last token.
    pub span: Span,
    /// The decorators, in source order.
    pub decorators: Vec<Decorator<'s>>,
    /// The statement itself.
    pub kind: StatementKind<'s>,
}

/// `@name(args)` or `@sys.name(args)`.
#[derive(Debug)]
pub struct Decorator<'s> {
    /// From `@` to the closing parenthesis.
    pub span: Span,
    /// The namespace, where one is written.
    pub namespace: Option<Name<'s>>,
    /// The decorator's name.
    pub name: Name<'s>,
    /// Its arguments.
    pub arguments: Vec<Expression<'s>>,
}

/// The kinds of statement, those of `.bicepparam` files included.
#[derive(Debug)]
pub enum StatementKind<'s> {
    /// `targetScope = expr`
    TargetScope(Expression<'s>),
    /// `metadata name = expr`
    Metadata(Name<'s>, Expression<'s>),
    /// `param name type = default`
    Parameter {
        /// Its name.
        name: Name<'s>,
        /// Its type.
        ty: Type<'s>,
        /// Its default.
        default: Option<Expression<'s>>,
    },
    /// `var name type? = expr`
    Variable {
        /// Its name.
        name: Name<'s>,
        /// Its type, where one is written.
        ty: Option<Type<'s>>,
        /// Its value.
        value: Expression<'s>,
    },
    /// `type name = type`
    Type(Name<'s>, Type<'s>),
    /// `func name(a type, …) type => expr`
    Function {
        /// Its name.
        name: Name<'s>,
        /// The parameters with their types.
        parameters: Vec<(Name<'s>, Type<'s>)>,
        /// The type of the result.
        result: Type<'s>,
        /// The body.
        body: Expression<'s>,
    },
    /// `resource name 'type@version' existing? = …`
    Resource(Resource<'s>),
    /// `module name 'path' = …`
    Module(Deployable<'s>),
    /// `test name 'path' = …`
    Test(Deployable<'s>),
    /// `output name type = expr`; `resource` alone is a type here
    Output {
        /// Its name.
        name: Name<'s>,
        /// Its type.
        ty: Type<'s>,
        /// Its value.
        value: Expression<'s>,
    },
    /// `import {a as b} from 'x'` or `import * as x from 'y'`
    Import {
        /// What is imported.
        symbols: ImportSymbols<'s>,
        /// From where.
        from: StringLiteral<'s>,
    },
    /// `extension name with {…} as alias` (also the older `import 'x@1'` and `provider`)
    Extension {
        /// What is written after the keyword: an identifier's text or a string's parts.
        specification: StringLiteral<'s>,
        /// The configuration.
        with: Option<Object<'s>>,
        /// The alias.
        alias: Option<Name<'s>>,
    },
    /// `assert name = expr`
    Assert(Name<'s>, Expression<'s>),
    /// `using 'path'`, `using none`, with the object of a `with` clause
    Using(Option<StringLiteral<'s>>, Option<Object<'s>>),
    /// `extends 'path'`
    Extends(StringLiteral<'s>),
    /// `param name = expr` of a parameter file
    Assignment(Name<'s>, Expression<'s>),
    /// `extensionConfig name with {…}`
    ExtensionConfig(Name<'s>, Object<'s>),
}

/// What an `import` names.
#[derive(Debug)]
pub enum ImportSymbols<'s> {
    /// `{a, b as c, 'd' as e}`: the exported name (an identifier or a string), and the local alias.
    List(Vec<(Cow<'s, str>, Span, Option<Name<'s>>)>),
    /// `* as name`
    All(Name<'s>),
}

/// A resource declaration, at top level or nested in another's body.
#[derive(Debug)]
pub struct Resource<'s> {
    /// Is it declared `existing`?
    pub existing: bool,
    /// Name, type string and body.
    pub deployable: Deployable<'s>,
}

/// What resources, modules and tests share: a symbol, a string, a body.
#[derive(Debug)]
pub struct Deployable<'s> {
    /// The symbol.
    pub name: Name<'s>,
    /// The type with its version, or the module's path.
    pub path: StringLiteral<'s>,
    /// From the keyword to the string: what an error about the declaration underlines.
    pub header: Span,
    /// What is deployed.
    pub body: Body<'s>,
}

/// `{…}`, `if (c) {…}`, `[for x in xs: {…}]`, `[for x in xs: if (c) {…}]`
#[derive(Debug)]
pub struct Body<'s> {
    /// The loop.
    pub each: Option<ForHeader<'s>>,
    /// The condition; inside the loop where there is one.
    pub condition: Option<Expression<'s>>,
    /// The object.
    pub object: Object<'s>,
}

/// `for item in items` or `for (item, index) in items`
#[derive(Debug)]
pub struct ForHeader<'s> {
    /// The item's variable.
    pub item: Name<'s>,
    /// The index's variable.
    pub index: Option<Name<'s>>,
    /// What is iterated over.
    pub items: Box<Expression<'s>>,
}

/// An object literal.
#[derive(Debug)]
pub struct Object<'s> {
    /// From brace to brace.
    pub span: Span,
    /// Its members and spreads.
    pub members: Vec<Member<'s>>,
    /// Resources nested in a resource body, with their decorators.
    pub resources: Vec<(Vec<Decorator<'s>>, Resource<'s>)>,
}

/// A member of an object literal.
#[derive(Debug)]
pub enum Member<'s> {
    /// `key: value`
    Property {
        /// The key: an identifier becomes a string without holes.
        key: StringLiteral<'s>,
        /// The value.
        value: Expression<'s>,
    },
    /// `...expr`
    Spread(Expression<'s>),
}

/// A string: texts and holes in turn, beginning and ending with a text. `texts.len() == holes.len() + 1`.
#[derive(Debug)]
pub struct StringLiteral<'s> {
    /// From quote to quote (or the identifier).
    pub span: Span,
    /// The texts, escapes decoded; multi-line strings lose the first line break after the quotes.
    pub texts: Vec<Cow<'s, str>>,
    /// The interpolated expressions.
    pub holes: Vec<Expression<'s>>,
}

impl StringLiteral<'_> {
    /// The text, where there is no hole.
    #[must_use]
    pub fn plain(&self) -> Option<&str> {
        match (self.texts.as_slice(), self.holes.is_empty()) {
            ([text], true) => Some(text),
            _ => None,
        }
    }
}

/// An expression with its span.
#[derive(Debug)]
pub struct Expression<'s> {
    /// From first to last token.
    pub span: Span,
    /// What it is.
    pub kind: ExpressionKind<'s>,
}

/// The kinds of expression.
#[derive(Debug)]
pub enum ExpressionKind<'s> {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// An integer without its sign; `None` where it does not fit 64 bits. `9223372036854775808` fits as `u64`.
    Integer(Option<u64>),
    /// A string with its holes.
    String(StringLiteral<'s>),
    /// `{…}`
    Object(Object<'s>),
    /// `[…]`
    Array(Vec<Item<'s>>),
    /// `[for x in xs: expr]`, with `if (c)` as `condition` where it filters
    For {
        /// The loop.
        header: ForHeader<'s>,
        /// The filter.
        condition: Option<Box<Expression<'s>>>,
        /// The value of each turn.
        body: Box<Expression<'s>>,
    },
    /// A name.
    Variable(Name<'s>),
    /// `f(args)`
    Call(Name<'s>, Vec<Expression<'s>>),
    /// `base.f(args)`; the language has no `base.?f(args)`
    Method {
        /// What stands before the dot.
        base: Box<Expression<'s>>,
        /// The function's name.
        name: Name<'s>,
        /// Its arguments.
        arguments: Vec<Expression<'s>>,
    },
    /// `base.name`, `base.?name`
    Property {
        /// What stands before the dot.
        base: Box<Expression<'s>>,
        /// The property.
        name: Name<'s>,
        /// Is it `.?`?
        safe: bool,
    },
    /// `base[index]`, `base[?index]`, `base[^index]`, `base[?^index]`
    Index {
        /// What is indexed.
        base: Box<Expression<'s>>,
        /// The index.
        index: Box<Expression<'s>>,
        /// Is it `[?`?
        safe: bool,
        /// Is it `[^`, counted from the end?
        from_end: bool,
    },
    /// `base::name`
    Nested(Box<Expression<'s>>, Name<'s>),
    /// `base!`
    NonNull(Box<Expression<'s>>),
    /// `(expr)`
    Parenthesized(Box<Expression<'s>>),
    /// `-x`, `!x` (and `+x`)
    Unary(UnaryOperator, Box<Expression<'s>>),
    /// `a + b`
    Binary(BinaryOperator, Box<Expression<'s>>, Box<Expression<'s>>),
    /// `c ? a : b`
    Conditional(Box<Expression<'s>>, Box<Expression<'s>>, Box<Expression<'s>>),
    /// `x => expr`, `(x, y) => expr`
    Lambda(Vec<Name<'s>>, Box<Expression<'s>>),
}

/// An item of an array literal.
#[derive(Debug)]
pub enum Item<'s> {
    /// A value.
    Value(Expression<'s>),
    /// `...expr`
    Spread(Expression<'s>),
}

/// Unary operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnaryOperator {
    /// `!`
    Not,
    /// `-`
    Minus,
    /// `+`
    Plus,
}

/// Binary operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BinaryOperator {
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `%`
    Modulo,
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `=~`, without regard to case
    EqualInsensitive,
    /// `!~`, without regard to case
    NotEqualInsensitive,
    /// `&&`
    And,
    /// `||`
    Or,
    /// `??`
    Coalesce,
}

/// A type expression with its span.
#[derive(Debug)]
pub struct Type<'s> {
    /// From first to last token.
    pub span: Span,
    /// What it is.
    pub kind: TypeKind<'s>,
}

/// The kinds of type expression.
#[derive(Debug)]
pub enum TypeKind<'s> {
    /// `string`, `myType`
    Named(Name<'s>),
    /// `resourceInput<'T'>` or, with what stands before the dot, `sys.resourceInput<'T'>`
    Generic(Option<Box<Type<'s>>>, Name<'s>, Vec<Type<'s>>),
    /// `resource`, `resource 'type@version'`
    Resource(Option<StringLiteral<'s>>),
    /// `'literal'`
    String(StringLiteral<'s>),
    /// `42`
    Integer(Option<u64>),
    /// `true`, `false`
    Bool(bool),
    /// `null`
    Null,
    /// `-T`, `!T`
    Unary(UnaryOperator, Box<Type<'s>>),
    /// `A | B`
    Union(Vec<Type<'s>>),
    /// `T?`
    Nullable(Box<Type<'s>>),
    /// `T!`
    NonNull(Box<Type<'s>>),
    /// `T[]`
    Array(Box<Type<'s>>),
    /// `[A, B]`
    Tuple(Vec<(Vec<Decorator<'s>>, Type<'s>)>),
    /// `{ a: A, *: B }`
    Object(Vec<TypeMember<'s>>),
    /// `(T)`
    Parenthesized(Box<Type<'s>>),
    /// `T.name`
    Property(Box<Type<'s>>, Name<'s>),
    /// `T[3]`; `None` where the index is no integer that fits
    Index(Box<Type<'s>>, Option<u64>),
    /// `T[*]`
    Items(Box<Type<'s>>),
    /// `T.*`
    AdditionalProperties(Box<Type<'s>>),
}

/// A member of an object type.
#[derive(Debug)]
pub struct TypeMember<'s> {
    /// Its decorators.
    pub decorators: Vec<Decorator<'s>>,
    /// Its name; `None` for `*`.
    pub name: Option<Cow<'s, str>>,
    /// Its type.
    pub ty: Type<'s>,
}
