//! The one value type of every front end.

use crate::object::Shape;
use crate::{Array, Form, MAX_ALTERNATIVES, Object, Open, Origin, Piece, Reason, Unknown};
use std::sync::Arc;

/// A value with the way it came. Cheap to clone: compound parts are shared.
#[derive(Clone, Debug)]
pub struct Value {
    /// What it is.
    pub data: Data,
    /// Where it came from; `None` where nobody needs to know.
    pub origin: Option<Arc<Origin>>,
    /// Does it hold, or derive from, something declared secret? Such a value is never shown.
    pub secret: bool,
}

/// What a value is.
#[derive(Clone, Debug)]
pub enum Data {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A 64-bit integer.
    Int(i64),
    /// Any other number that a double holds.
    Float(f64),
    /// A number that neither of these holds exactly, in decimal notation as short as can be: only Terraform has them.
    Decimal(Arc<str>),
    /// A string.
    String(Arc<str>),
    /// An array.
    Array(Array),
    /// An object.
    Object(Object),
    /// Not known.
    Unknown(Arc<Unknown>),
}

/// What stands at a key or index.
#[derive(Clone, Debug)]
pub enum Lookup {
    /// This value (which may itself be unknown).
    Found(Value),
    /// Nothing, for certain.
    Absent,
    /// Perhaps something.
    Unknown(Arc<Unknown>),
}

impl From<Data> for Value {
    fn from(data: Data) -> Self {
        Self { data, origin: None, secret: false }
    }
}

macro_rules! from {
    ($($source:ty => $variant:ident),* $(,)?) => {
        $(impl From<$source> for Value {
            fn from(value: $source) -> Self {
                Data::$variant(value.into()).into()
            }
        })*
    };
}

from!(bool => Bool, i64 => Int, f64 => Float, &str => String, String => String, Arc<str> => String,
    Array => Array, Object => Object, Arc<Unknown> => Unknown);

impl From<Vec<Self>> for Value {
    fn from(items: Vec<Self>) -> Self {
        Data::Array(Array::new(items)).into()
    }
}

impl Value {
    /// `null`
    pub const NULL: Self = Self { data: Data::Null, origin: None, secret: false };

    /// The value with this origin.
    #[must_use]
    pub fn with_origin(mut self, origin: Arc<Origin>) -> Self {
        self.origin = Some(origin);
        self
    }

    /// The value, marked as secret where `secret` holds.
    #[must_use]
    pub fn marked(mut self, secret: bool) -> Self {
        self.secret |= secret;
        self
    }

    /// An unknown of which nothing is known.
    #[must_use]
    pub fn unknown(residual: impl AsRef<str>, reason: Arc<Reason>) -> Self {
        Unknown::any(residual, reason).into()
    }

    /// One of several values. One alternative alone is known; too many are no longer told apart.
    #[must_use]
    pub fn one_of(
        alternatives: Vec<Self>,
        residual: impl AsRef<str>,
        reasons: impl IntoIterator<Item = Arc<Reason>>,
    ) -> Self {
        let mut flat: Vec<Self> = Vec::new();
        for alternative in alternatives {
            let inner = match &alternative.data {
                Data::Unknown(unknown) => match &unknown.form {
                    Form::OneOf(values) => values.to_vec(),
                    Form::Any | Form::Pattern(_) | Form::Holding(_) => vec![alternative],
                },
                _ => vec![alternative],
            };
            for value in inner {
                if !flat.iter().any(|other| other.same(&value) == Some(true)) {
                    flat.push(value);
                }
                if flat.len() > MAX_ALTERNATIVES {
                    return Unknown::new(residual, reasons, Form::Any).into();
                }
            }
        }
        match <[Self; 1]>::try_from(flat) {
            Ok([only]) => only,
            Err(several) => {
                let secret = several.iter().any(Self::is_secret);
                Self::from(Unknown::new(residual, reasons, Form::OneOf(several.into()))).marked(secret)
            }
        }
    }

    pub(crate) fn shape(&self) -> Shape {
        let mut shape = match &self.data {
            Data::Null | Data::Bool(_) | Data::Int(_) | Data::Float(_) | Data::Decimal(_) => {
                Shape { weight: 1, depth: 0, known: true, secret: false }
            }
            Data::String(text) => {
                Shape { weight: 1 + text.len() as u64 / 64, depth: 0, known: true, secret: false }
            }
            Data::Array(array) => array.shape(),
            Data::Object(object) => object.shape(),
            Data::Unknown(_) => Shape { weight: 2, depth: 0, known: false, secret: false },
        };
        shape.secret |= self.secret;
        shape
    }

    /// How many nodes the value has, long strings counted as several, shared parts as often as they occur.
    #[must_use]
    pub fn weight(&self) -> u64 {
        self.shape().weight
    }

    /// How deep arrays and objects nest in it.
    #[must_use]
    pub fn depth(&self) -> u16 {
        self.shape().depth
    }

    /// Is all of it known?
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.shape().known
    }

    /// Is any part of it secret?
    #[must_use]
    pub fn is_secret(&self) -> bool {
        self.shape().secret
    }

    /// Is it `null`, for certain?
    #[must_use]
    pub const fn is_null(&self) -> bool {
        matches!(self.data, Data::Null)
    }

    /// The unknown, where the value as a whole is one.
    #[must_use]
    pub const fn as_unknown(&self) -> Option<&Arc<Unknown>> {
        match &self.data {
            Data::Unknown(unknown) => Some(unknown),
            _ => None,
        }
    }

    /// The string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match &self.data {
            Data::String(text) => Some(text),
            _ => None,
        }
    }

    /// The boolean.
    #[must_use]
    pub const fn as_bool(&self) -> Option<bool> {
        match &self.data {
            Data::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The integer; a float without a fraction counts.
    #[must_use]
    pub fn as_int(&self) -> Option<i64> {
        match &self.data {
            Data::Int(value) => Some(*value),
            #[expect(clippy::cast_possible_truncation, reason = "guarded: whole and within 2^53")]
            Data::Float(value) if value.fract() == 0.0 && value.abs() < 9_007_199_254_740_992.0 => {
                Some(*value as i64)
            }
            _ => None,
        }
    }

    /// The items.
    #[must_use]
    pub fn as_array(&self) -> Option<&[Self]> {
        match &self.data {
            Data::Array(array) => Some(array.items()),
            _ => None,
        }
    }

    /// The object.
    #[must_use]
    pub const fn as_object(&self) -> Option<&Object> {
        match &self.data {
            Data::Object(object) => Some(object),
            _ => None,
        }
    }

    /// What stands under `key`. Of a value that is one of several, the member is one of theirs.
    #[must_use]
    pub fn get(&self, key: &str) -> Lookup {
        match &self.data {
            Data::Object(object) => match object.get(key) {
                Lookup::Found(value) => Lookup::Found(value.marked(self.secret)),
                other => other,
            },
            Data::Unknown(unknown) => unknown.get(key, self.secret),
            _ => Lookup::Absent,
        }
    }

    /// Follows a path of keys separated by dots; `[3]` style indexing is not part of it. A `null` on the way ends it.
    #[must_use]
    pub fn at(&self, path: &str) -> Lookup {
        let mut value = self.clone();
        for key in path.split('.').filter(|key| !key.is_empty()) {
            match value.get(key) {
                Lookup::Found(next) => value = next,
                other => return other,
            }
        }
        Lookup::Found(value)
    }

    pub(crate) fn opened_under(&self, open: &Open, key: &str) -> Self {
        self.opened_at(open, &format!("{}.{key}", open.rest.residual))
    }

    /// The value with every object in it open, where `path` is its name; arrays are looked through.
    fn opened_at(&self, open: &Open, path: &str) -> Self {
        let data = match &self.data {
            Data::Object(object) if object.open().is_none() => {
                let rest = Unknown::new(path, open.rest.reasons.iter().cloned(), Form::Any);
                Data::Object(object.opened(Some(Arc::new(Open { rest, deep: true }))))
            }
            Data::Array(array) => {
                let items = array.items().iter().enumerate();
                Data::Array(Array::new(
                    items.map(|(at, item)| item.opened_at(open, &format!("{path}[{at}]"))).collect(),
                ))
            }
            _ => return self.clone(),
        };
        Self { data, origin: self.origin.clone(), secret: self.secret }
    }

    /// The canonical expression that gives this value: for unknowns their residual, for the rest a literal.
    #[must_use]
    pub fn residual(&self) -> String {
        let mut out = String::new();
        self.write_residual(&mut out);
        out
    }

    pub(crate) fn write_residual(&self, out: &mut String) {
        match &self.data {
            Data::Unknown(unknown) => out.push_str(&unknown.residual),
            // A secret's text is in no expression; where it was written tells it from others.
            _ if self.is_secret() => match &self.origin {
                Some(origin) => {
                    let place = origin.made().place;
                    out.push_str(&format!("secret@{}:{}", place.file.0, place.span.start));
                }
                None => out.push_str("secret"),
            },
            Data::String(text) => {
                out.push('\'');
                out.push_str(&text.replace('\'', "''"));
                out.push('\'');
            }
            _ => out.push_str(&serde_json::to_string(&self.plain()).unwrap_or_default()),
        }
    }

    /// Every reason in the value, at any depth; at most a handful.
    #[must_use]
    pub fn reasons(&self) -> Vec<Arc<Reason>> {
        let mut found = Vec::new();
        self.collect_reasons(&mut found);
        found
    }

    fn collect_reasons(&self, found: &mut Vec<Arc<Reason>>) {
        if found.len() >= 8 || self.is_known() {
            return;
        }
        match &self.data {
            Data::Unknown(unknown) => add_reasons(&unknown.reasons, found),
            Data::Array(array) => array.items().iter().for_each(|item| item.collect_reasons(found)),
            Data::Object(object) => {
                object.entries().iter().for_each(|entry| entry.value.collect_reasons(found));
                if let Some(open) = object.open() {
                    add_reasons(&open.rest.reasons, found);
                }
            }
            _ => {}
        }
    }
}

fn add_reasons(reasons: &[Arc<Reason>], found: &mut Vec<Arc<Reason>>) {
    for reason in reasons {
        if !found.contains(reason) {
            found.push(Arc::clone(reason));
        }
    }
}

impl Unknown {
    fn get(&self, key: &str, secret: bool) -> Lookup {
        let residual = format!("{}.{key}", self.residual);
        let rest = || Lookup::Unknown(Self::new(&residual, self.reasons.iter().cloned(), Form::Any));
        match &self.form {
            Form::OneOf(values) => {
                let mut found = Vec::new();
                let mut absent = 0usize;
                for value in values.iter() {
                    match value.get(key) {
                        Lookup::Found(member) => found.push(member.marked(secret)),
                        Lookup::Absent => absent += 1,
                        Lookup::Unknown(_) => return rest(),
                    }
                }
                match (found.is_empty(), absent) {
                    (true, _) => Lookup::Absent,
                    (false, 0) => {
                        Lookup::Found(Value::one_of(found, &residual, self.reasons.iter().cloned()))
                    }
                    (false, _) => {
                        found.push(Value::NULL);
                        match Value::one_of(found, &residual, self.reasons.iter().cloned()).data {
                            Data::Unknown(unknown) => Lookup::Unknown(unknown),
                            _ => rest(),
                        }
                    }
                }
            }
            Form::Any => rest(),
            // A string or an array has no members.
            Form::Pattern(_) | Form::Holding(_) => Lookup::Absent,
        }
    }

    /// The string's parts, where it is known to be a string with known parts; otherwise one hole.
    #[must_use]
    pub fn pieces(self: &Arc<Self>) -> Vec<Piece> {
        match &self.form {
            Form::Pattern(pieces) => pieces.to_vec(),
            Form::Any | Form::OneOf(_) | Form::Holding(_) => vec![Piece::Hole(Arc::clone(self))],
        }
    }
}
