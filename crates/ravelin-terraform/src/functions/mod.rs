//! The built-in functions of Terraform that need nothing but their arguments and files.
//!
//! `can`, `try`, `templatefile`, `templatestring` and `type` are the evaluator's: they need expressions. What functions do
//! is taken from Terraform's documentation and checked against Terraform 1.11 (see the fixtures). A function that gives
//! something else each time, or that depends on the machine, gives an unknown that says so.

mod args;
mod collections;
mod conversions;
mod csv;
mod dates;
mod encoding;
mod files;
mod format;
pub(crate) mod go;
mod hashes;
mod json;
mod lists;
mod maps;
mod network;
mod numbers;
mod regexes;
mod sets;
mod strings;
#[cfg(test)]
mod tests;
mod yaml;
mod yaml_write;

use crate::types::{Type, convert};
use args::{Args, Choices};
use ravelin_model::{Form, MAX_DEPTH, MAX_WEIGHT, Reason, Unknown, Value};
use std::sync::Arc;

/// What functions ask of the outside.
pub trait Context {
    /// The bytes of a file, seen from the module's folder; the error in words.
    ///
    /// # Errors
    /// When it can't be had.
    fn bytes(&self, path: &str) -> Result<Vec<u8>, String>;
    /// The files below a folder, as paths relative to it, for `fileset()`; none where there is no such folder.
    ///
    /// # Errors
    /// When it is not known which there are.
    fn files_below(&self, path: &str) -> Result<Vec<String>, String>;
}

/// A function.
struct Function {
    name: &'static str,
    /// What it takes.
    params: &'static [Want],
    /// What it takes any number of, behind these.
    rest: Option<Want>,
    carries: Carries,
    call: fn(&Args<'_>) -> Answer,
}

/// What a function answers; `Ok(None)` when what is unknown in the arguments decides it.
type Answer = Result<Option<Value>, String>;

/// What a parameter takes; arguments are converted to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Want {
    /// Anything but null.
    Some,
    /// Anything.
    Any,
    String,
    Number,
    /// `list(any)`
    List,
    /// `list(string)`
    Strings,
    /// `list(bool)`
    Bools,
    /// `set(any)`
    Set,
    /// `map(list(string))`
    StringLists,
}

impl Want {
    fn ty(self) -> Type {
        match self {
            Self::Some | Self::Any => Type::Any,
            Self::String => Type::String,
            Self::Number => Type::Number,
            Self::List => Type::List(Arc::new(Type::Any)),
            Self::Strings => Type::List(Arc::new(Type::String)),
            Self::Bools => Type::List(Arc::new(Type::Bool)),
            Self::Set => Type::Set(Arc::new(Type::Any)),
            Self::StringLists => Type::Map(Arc::new(Type::List(Arc::new(Type::String)))),
        }
    }
}

/// What of a secret argument the result reveals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Carries {
    /// Its text or a part of it: the result is as secret as any part of any argument.
    Text,
    /// Whole values, moved: each keeps its own mark, and that of the argument it was in.
    Values,
    /// Nothing, or the function sees to it.
    Nothing,
}

impl Function {
    const fn text(name: &'static str, params: &'static [Want], call: fn(&Args<'_>) -> Answer) -> Self {
        Self { name, params, rest: None, carries: Carries::Text, call }
    }

    const fn values(name: &'static str, params: &'static [Want], call: fn(&Args<'_>) -> Answer) -> Self {
        Self { name, params, rest: None, carries: Carries::Values, call }
    }

    const fn open(name: &'static str, params: &'static [Want], call: fn(&Args<'_>) -> Answer) -> Self {
        Self { name, params, rest: None, carries: Carries::Nothing, call }
    }

    const fn and_more(mut self, rest: Want) -> Self {
        self.rest = Some(rest);
        self
    }
}

const FAMILIES: &[&[Function]] = &[
    collections::FUNCTIONS,
    conversions::FUNCTIONS,
    csv::FUNCTIONS,
    dates::FUNCTIONS,
    encoding::FUNCTIONS,
    files::FUNCTIONS,
    format::FUNCTIONS,
    hashes::FUNCTIONS,
    json::FUNCTIONS,
    lists::FUNCTIONS,
    maps::FUNCTIONS,
    network::FUNCTIONS,
    numbers::FUNCTIONS,
    regexes::FUNCTIONS,
    sets::FUNCTIONS,
    strings::FUNCTIONS,
    yaml::FUNCTIONS,
];

/// What the evaluator does itself.
const SPECIAL: &[&str] = &["can", "templatefile", "templatestring", "try", "type"];

fn find(name: &str) -> Option<&'static Function> {
    let name = name.strip_prefix("core::").unwrap_or(name);
    FAMILIES.iter().flat_map(|family| family.iter()).find(|function| function.name == name)
}

/// Is there a function of this name? The evaluator's own count.
#[must_use]
pub fn exists(name: &str) -> bool {
    SPECIAL.contains(&name.strip_prefix("core::").unwrap_or(name)) || find(name).is_some()
}

/// The names of all functions, the evaluator's own among them.
pub fn names() -> impl Iterator<Item = &'static str> {
    FAMILIES
        .iter()
        .flat_map(|family| family.iter())
        .map(|function| function.name)
        .chain(SPECIAL.iter().copied())
}

/// Calls a function. Arguments may be unknown in parts; the result keeps what is certain.
///
/// # Errors
/// What is wrong with the call, in Terraform's sense: lower case, no full stop.
pub fn call(name: &str, args: &[Value], context: &dyn Context) -> Result<Value, String> {
    let Some(function) = find(name) else { return Err(format!("there is no function named `{name}`")) };
    let (least, most) = (function.params.len(), function.rest.map_or(function.params.len(), |_| usize::MAX));
    if args.len() < least || args.len() > most {
        let wanted = match function.rest {
            Some(_) => format!("at least {least}"),
            None => least.to_string(),
        };
        let plural = if least == 1 { "" } else { "s" };
        return Err(format!("`{}()` takes {wanted} argument{plural}, not {}", function.name, args.len()));
    }
    let args = converted(function, args)?;
    let Some(choices) = Choices::of(&args) else { return one(function, &args, context) };
    let mut results = Vec::new();
    let mut failure = None;
    for number in 0..choices.combinations() {
        // A combination that fails is not the one that a working configuration has, unless all do.
        match one(function, &choices.combination(&args, number), context) {
            Ok(value) => results.push(value),
            Err(error) => failure = failure.or(Some(error)),
        }
    }
    match failure {
        Some(failure) if results.is_empty() => Err(failure),
        _ => {
            let reasons: Vec<Arc<Reason>> = args.iter().flat_map(Value::reasons).collect();
            Ok(Value::one_of(results, residual(function.name, &args), reasons))
        }
    }
}

fn converted(function: &Function, args: &[Value]) -> Result<Vec<Value>, String> {
    let wanted = function.params.iter().copied().chain(std::iter::repeat_with(|| function.rest).flatten());
    let convert = |(at, (value, want)): (usize, (&Value, Want))| {
        let said = |why: String| format!("argument {} of `{}()`: {why}", at + 1, function.name);
        if want == Want::Any {
            return Ok(value.clone());
        }
        if value.is_null() {
            return Err(said("it must not be null".to_owned()));
        }
        convert(value, &want.ty()).map_err(said)
    };
    args.iter().zip(wanted).enumerate().map(convert).collect()
}

/// One call with arguments of the right types.
fn one(function: &Function, values: &[Value], context: &dyn Context) -> Result<Value, String> {
    let answer = (function.call)(&Args { values, context });
    let answer = answer.map_err(|why| format!("`{}()`: {why}", function.name))?;
    let value = match answer {
        Some(value) if value.weight() > MAX_WEIGHT || value.depth() > MAX_DEPTH => {
            return Err(format!("`{}()`: the result is too large", function.name));
        }
        Some(value) => value,
        None => unknown(function.name, values),
    };
    let secret = match function.carries {
        Carries::Text => values.iter().any(Value::is_secret),
        Carries::Values => values.iter().any(|value| value.secret),
        Carries::Nothing => false,
    };
    Ok(value.marked(secret))
}

/// The canonical expression of a call.
fn residual(name: &str, args: &[Value]) -> String {
    let args: Vec<String> = args.iter().map(Value::residual).collect();
    format!("{name}({})", args.join(", "))
}

fn unknown(name: &str, args: &[Value]) -> Value {
    let mut reasons: Vec<Arc<Reason>> = args.iter().flat_map(Value::reasons).collect();
    if reasons.is_empty() {
        let call = format!("{name}()");
        reasons.push(Reason::new(call.as_str(), format!("what `{call}` gives here is not known"), None));
    }
    Unknown::new(residual(name, args), reasons, Form::Any).into()
}
