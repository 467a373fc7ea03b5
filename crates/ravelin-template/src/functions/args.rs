//! Reading a function's arguments, each of which may be unknown, and saying what is wrong with them.

use super::{Answer, Failure};
use ravelin_model::{Data, Form, MAX_STRING, Piece, Reason, Unknown, Value};
use std::sync::Arc;

/// Types a value may have, as a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kinds(u8);

impl Kinds {
    pub(super) const NULL: Self = Self(1);
    pub(super) const BOOL: Self = Self(2);
    pub(super) const INT: Self = Self(4);
    pub(super) const FLOAT: Self = Self(8);
    pub(super) const STRING: Self = Self(16);
    pub(super) const ARRAY: Self = Self(32);
    pub(super) const OBJECT: Self = Self(64);
    const ALL: Self = Self(127);

    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Every type that this value may have; one for a known value.
    pub(super) fn of(value: &Value) -> Self {
        match &value.data {
            Data::Null => Self::NULL,
            Data::Bool(_) => Self::BOOL,
            Data::Int(_) => Self::INT,
            Data::Float(_) | Data::Decimal(_) => Self::FLOAT,
            Data::String(_) => Self::STRING,
            Data::Array(_) => Self::ARRAY,
            Data::Object(_) => Self::OBJECT,
            Data::Unknown(unknown) => match &unknown.form {
                Form::Any => Self::ALL,
                Form::Pattern(_) => Self::STRING,
                Form::Holding(_) => Self::ARRAY,
                Form::OneOf(values) => values.iter().fold(Self(0), |kinds, value| kinds.or(Self::of(value))),
            },
        }
    }

    /// In words: "a string or an array".
    pub(super) fn words(self) -> String {
        let names = [
            (Self::NULL, "null"),
            (Self::BOOL, "a boolean"),
            (Self::INT, "an integer"),
            (Self::FLOAT, "a number with a fraction"),
            (Self::STRING, "a string"),
            (Self::ARRAY, "an array"),
            (Self::OBJECT, "an object"),
        ];
        let words: Vec<&str> =
            names.iter().filter(|(kind, _)| kind.meets(self)).map(|(_, word)| *word).collect();
        words.join(" or ")
    }
}

/// A failure with this message.
pub(super) fn fail<T>(message: impl Into<String>) -> Result<T, Failure> {
    Err(Failure { message: message.into() })
}

/// Refuses a value that can't be of the types expected.
pub(super) fn expect(name: &str, value: &Value, expected: Kinds) -> Result<(), Failure> {
    let kinds = Kinds::of(value);
    if kinds.meets(expected) {
        return Ok(());
    }
    fail(format!("`{name}()` expects {}, not {}", expected.words(), kinds.words()))
}

/// The argument at a position; the arity was checked before.
pub(super) fn arg(args: &[Value], at: usize) -> &Value {
    const ABSENT: &Value = &Value::NULL;
    args.get(at).unwrap_or(ABSENT)
}

/// The string, or nothing where it is not known.
pub(super) fn string<'v>(name: &str, value: &'v Value) -> Result<Option<&'v str>, Failure> {
    expect(name, value, Kinds::STRING)?;
    Ok(value.as_str())
}

/// The integer, or nothing where it is not known.
pub(super) fn int(name: &str, value: &Value) -> Result<Option<i64>, Failure> {
    expect(name, value, Kinds::INT)?;
    match value.data {
        Data::Int(number) => Ok(Some(number)),
        _ => Ok(None),
    }
}

/// The items, or nothing where they are not known. Items of a secret array are secret.
pub(super) fn array(name: &str, value: &Value) -> Result<Option<Vec<Value>>, Failure> {
    expect(name, value, Kinds::ARRAY)?;
    Ok(value.as_array().map(|items| marked(items, value.secret)))
}

/// The items, each marked where the whole was secret.
pub(super) fn marked(items: &[Value], secret: bool) -> Vec<Value> {
    items.iter().map(|item| item.clone().marked(secret)).collect()
}

/// The parts of a string of which not all is known, where it is certain to be a string.
pub(super) fn pieces(value: &Value) -> Option<Vec<Piece>> {
    let unknown = value.as_unknown()?;
    match &unknown.form {
        Form::Pattern(pieces) => Some(pieces.to_vec()),
        Form::Any if is_hash(unknown) => Some(vec![Piece::Hole(Arc::clone(unknown))]),
        Form::Any | Form::OneOf(_) | Form::Holding(_) => None,
    }
}

/// Is it made of the lower case letters and digits of a hash, all of them or some?
pub(super) fn is_hash(unknown: &Unknown) -> bool {
    const PARTS: [&str; 5] = ["take(", "skip(", "substring(", "toLower(", "trim("];
    let mut residual = &*unknown.residual;
    while let Some(inner) = PARTS.iter().find_map(|part| residual.strip_prefix(part)) {
        residual = inner;
    }
    residual.starts_with("uniqueString(")
}

/// The items that an array of which not all is known holds for certain.
pub(super) fn held(value: &Value) -> Option<Vec<Value>> {
    match &value.as_unknown()?.form {
        Form::Holding(items) => Some(marked(items, value.secret)),
        Form::Any | Form::OneOf(_) | Form::Pattern(_) => None,
    }
}

/// The known text at the start of a string, all of it where it is known.
pub(super) fn head(value: &Value) -> &str {
    match (value.as_str(), value.as_unknown().map(|unknown| &unknown.form)) {
        (Some(text), _) => text,
        (None, Some(Form::Pattern(pieces))) => text(pieces.first()),
        _ => "",
    }
}

/// The known text at the end of a string, all of it where it is known.
pub(super) fn tail(value: &Value) -> &str {
    match (value.as_str(), value.as_unknown().map(|unknown| &unknown.form)) {
        (Some(text), _) => text,
        (None, Some(Form::Pattern(pieces))) => text(pieces.last()),
        _ => "",
    }
}

/// The text, where the part is known.
fn text(piece: Option<&Piece>) -> &str {
    match piece {
        Some(Piece::Text(text)) => text,
        Some(Piece::Hole(_)) | None => "",
    }
}

/// Refuses a string that would be longer than any that is kept.
pub(super) fn fits(name: &str, length: usize) -> Result<(), Failure> {
    if length > MAX_STRING {
        return fail(format!("the result of `{name}()` is longer than {MAX_STRING} bytes"));
    }
    Ok(())
}

/// The call in canonical form, secrets left out.
pub(super) fn residual(name: &str, args: &[Value]) -> String {
    let mut out = format!("{name}(");
    for (at, arg) in args.iter().enumerate() {
        if at > 0 {
            out.push_str(", ");
        }
        if arg.as_unknown().is_none() && arg.is_secret() {
            out.push_str("'********'");
        } else {
            out.push_str(&arg.residual());
        }
    }
    out.push(')');
    out
}

/// Every reason in the arguments.
pub(super) fn reasons(args: &[Value]) -> Vec<Arc<Reason>> {
    args.iter().flat_map(Value::reasons).collect()
}

/// A result that only some of which is known, for the reasons that lie in the arguments.
pub(super) fn unknown(name: &str, args: &[Value], form: Form) -> Value {
    let mut reasons = reasons(args);
    if reasons.is_empty() {
        let why = format!("what `{name}()` answers to these arguments is not settled");
        reasons.push(Reason::new(format!("{name}()"), why, None));
    }
    Unknown::new(residual(name, args), reasons, form).into()
}

/// The result where no source says what Azure does: unknown, with the reason why.
pub(super) fn doubtful(name: &str, args: &[Value], why: &str) -> Answer {
    let reason = Reason::new(format!("{name}()"), why, None);
    let reasons = reasons(args).into_iter().chain([reason]);
    let secret = args.iter().any(Value::is_secret);
    Ok(Some(Value::from(Unknown::new(residual(name, args), reasons, Form::Any)).marked(secret)))
}
