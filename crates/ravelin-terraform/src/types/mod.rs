//! Terraform's types, and the conversions between them.
//!
//! The type of a value is read off it: lists, sets and maps carry their kind, but an empty one does not know the type of
//! its elements, and a null or unknown one knows no type at all. Such parts fit any type.

mod constraint;
mod convert;
mod equal;
pub mod number;
mod set;
#[cfg(test)]
mod tests;
mod unify;

pub use constraint::constraint;
pub use convert::{convert, to_text};
pub use equal::equal;
pub use set::set_of;
pub use unify::{type_of, unified, unify};

use ravelin_model::{Form, ObjectBuilder, ObjectKind, Reason, Unknown, Value};
use std::fmt;
use std::sync::Arc;

/// A type constraint.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    /// `any`
    Any,
    /// `string`
    String,
    /// `number`
    Number,
    /// `bool`
    Bool,
    /// `list(…)`
    List(Arc<Type>),
    /// `set(…)`
    Set(Arc<Type>),
    /// `map(…)`
    Map(Arc<Type>),
    /// `tuple([…])`
    Tuple(Arc<[Type]>),
    /// `object({…})`; the members in the order of their names.
    Object(Arc<[Field]>),
}

/// A member of an object type.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name.
    pub name: Arc<str>,
    /// Its type.
    pub ty: Type,
    /// Is it `optional(…)`?
    pub optional: bool,
    /// The default of an optional member.
    pub default: Option<Value>,
}

impl PartialEq for Field {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.ty == other.ty && self.optional == other.optional
    }
}

impl Type {
    /// Does it leave a part open to any type?
    #[must_use]
    pub fn has_any(&self) -> bool {
        match self {
            Self::Any => true,
            Self::String | Self::Number | Self::Bool => false,
            Self::List(element) | Self::Set(element) | Self::Map(element) => element.has_any(),
            Self::Tuple(items) => items.iter().any(Self::has_any),
            Self::Object(fields) => fields.iter().any(|field| field.ty.has_any()),
        }
    }

    /// The type in a word, as messages name it.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Any => "value of any type",
            Self::String => "string",
            Self::Number => "number",
            Self::Bool => "bool",
            Self::List(_) => "list",
            Self::Set(_) => "set",
            Self::Map(_) => "map",
            Self::Tuple(_) => "tuple",
            Self::Object(_) => "object",
        }
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any => f.write_str("any"),
            Self::String | Self::Number | Self::Bool => f.write_str(self.word()),
            Self::List(element) | Self::Set(element) | Self::Map(element) => {
                write!(f, "{}({element})", self.word())
            }
            Self::Tuple(items) => {
                f.write_str("tuple([")?;
                for (at, item) in items.iter().enumerate() {
                    write!(f, "{}{item}", if at > 0 { ", " } else { "" })?;
                }
                f.write_str("])")
            }
            Self::Object(fields) => {
                f.write_str("object({")?;
                for (at, field) in fields.iter().enumerate() {
                    let comma = if at > 0 { ", " } else { "" };
                    match field.optional {
                        true => write!(f, "{comma}{} = optional({})", field.name, field.ty)?,
                        false => write!(f, "{comma}{} = {}", field.name, field.ty)?,
                    }
                }
                f.write_str("})")
            }
        }
    }
}

/// An unknown of a type: an object has its members, each unknown; anything else is unknown as a whole.
#[must_use]
pub fn unknown_of(ty: &Type, residual: &str, reasons: &[Arc<Reason>]) -> Value {
    let Type::Object(fields) = ty else {
        return Unknown::new(residual, reasons.iter().cloned(), Form::Any).into();
    };
    let mut object = ObjectBuilder::of_kind(ObjectKind::Exact);
    for field in fields.iter() {
        let inner = format!("{residual}.{}", field.name);
        object.put(Arc::clone(&field.name), unknown_of(&field.ty, &inner, reasons));
    }
    object.build().into()
}
