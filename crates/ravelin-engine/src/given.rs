//! Parameters that are given: by files beside an entry point, by files named on the command line, and one by one.
//!
//! Later ones win: files beside the entry point, then `--parameters` in their order, then `--set`. A value of `--set` is
//! JSON where it can be read as JSON, and text otherwise. What is named on the command line goes to every entry point
//! that has a parameter of that name; a `.bicepparam` file to the one that its `using` names.

use crate::discover::{Entry, Variant, problem};
use crate::error::Error;
use crate::files::Files;
use crate::front::{self, Deployable};
use crate::paths;
use crate::suggest::did_you_mean;
use ravelin_finding::{Problem, ProblemKind};
use ravelin_model::{Array, Data, ObjectBuilder, Value};
use ravelin_template::eval::{GivenParameter, Settings};
use ravelin_template::loader::Loader;
use serde_json::Value as Json;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What was given on the command line.
#[derive(Debug)]
pub(crate) struct Given<'g> {
    reader: Reader<'g>,
    files: Vec<GivenFile>,
    set: Vec<GivenParameter>,
}

/// Reads parameter files.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reader<'r> {
    pub(crate) files: &'r Files,
    pub(crate) settings: &'r Settings,
}

#[derive(Debug)]
struct GivenFile {
    path: PathBuf,
    /// The template that it is for, where it says so.
    using: Option<PathBuf>,
    parameters: Vec<GivenParameter>,
    problems: Vec<Problem>,
}

impl<'g> Given<'g> {
    /// Reads what is given.
    pub(crate) fn read(paths: &[PathBuf], set: &[String], reader: Reader<'g>) -> Result<Self, Error> {
        let mut given = Self { reader, files: Vec::new(), set: Vec::new() };
        for path in paths {
            if !path.exists() {
                return Err(Error::NoSuchPath { path: path.clone(), given_as: "parameter file" });
            }
            let ending = paths::ending(path);
            if !matches!(ending.as_str(), "json" | "jsonc" | "bicepparam") && !front::is_variables(path) {
                let message = format!("`{}` is no parameter file", paths::shown(path));
                let help = Some("parameter files end with `.json`, `.bicepparam` or `.tfvars`".to_owned());
                return Err(Error::Option { option: "--parameters", message, help });
            }
            given.files.push(reader.read(&paths::normal(path)));
        }
        for text in set {
            given.set.push(one(text)?);
        }
        Ok(given)
    }

    /// Says what fits no entry point.
    pub(crate) fn verify(
        &self,
        entries: &[(&Entry, &Deployable)],
        problems: &mut Vec<Problem>,
    ) -> Result<(), Error> {
        if entries.is_empty() {
            return Ok(());
        }
        let known: BTreeSet<&str> = entries.iter().flat_map(|(_, template)| template.names()).collect();
        let unknown = |parameter: &&GivenParameter| {
            !known.iter().any(|name| name.eq_ignore_ascii_case(&parameter.name))
        };
        if let Some(parameter) = self.set.iter().find(unknown) {
            let known = known.into_iter().map(str::to_owned).collect();
            return Err(Error::UnknownParameter { name: parameter.name.as_ref().to_owned(), known });
        }
        for file in &self.files {
            problems.extend(file.problems.iter().cloned());
            match &file.using {
                Some(using)
                    if !entries.iter().any(|(entry, _)| paths::key(&entry.path) == paths::key(using)) =>
                {
                    let shown = paths::shown(&file.path);
                    let message =
                        format!("`{shown}` is for `{}`, which is no entry point here", paths::shown(using));
                    let help = Some(format!("check `{shown}` itself, or name the template as well"));
                    return Err(Error::Option { option: "--parameters", message, help });
                }
                Some(_) => {}
                None => problems.extend(
                    file.parameters
                        .iter()
                        .filter(unknown)
                        .map(|parameter| surplus(parameter, "no entry point has", known.iter().copied())),
                ),
            }
        }
        Ok(())
    }

    /// The evaluations of an entry point: its variants, or where files are named that apply to it, the one of its own
    /// name with those files over it.
    pub(crate) fn variants<'e>(&self, entry: &'e Entry, template: &Deployable) -> Vec<&'e Variant> {
        let plain = entry.variants.iter().find(|variant| variant.label.is_empty());
        let replaced = self.files.iter().any(|file| file.applies(entry, template));
        match (replaced, plain) {
            (false, _) => entry.variants.iter().collect(),
            (true, Some(plain)) => vec![plain],
            (true, None) => vec![const { &Variant { label: String::new(), files: Vec::new() } }],
        }
    }

    /// The parameters of one evaluation.
    pub(crate) fn parameters(
        &self,
        entry: &Entry,
        variant: &Variant,
        template: &Deployable,
        problems: &mut Vec<Problem>,
    ) -> Vec<GivenParameter> {
        let mut given = match template {
            Deployable::Terraform(_) => self.reader.environment(template),
            Deployable::Template(_) | Deployable::Shown(_) | Deployable::Export(_) => Vec::new(),
        };
        for path in &variant.files {
            let file = self.reader.read(path);
            problems.extend(file.problems);
            let has = |parameter: &&GivenParameter| template.has(&parameter.name);
            let what = format!("`{}` has", paths::shown(&entry.path));
            let without = file.parameters.iter().filter(|parameter| !has(parameter));
            problems.extend(without.map(|parameter| surplus(parameter, &what, template.names())));
            given.extend(file.parameters.iter().filter(has).cloned());
        }
        for file in self.files.iter().filter(|file| file.applies(entry, template)) {
            given.extend(file.parameters.iter().filter(|parameter| template.has(&parameter.name)).cloned());
        }
        given.extend(self.set.iter().filter(|parameter| template.has(&parameter.name)).cloned());
        given
    }
}

impl GivenFile {
    fn applies(&self, entry: &Entry, template: &Deployable) -> bool {
        match &self.using {
            Some(using) => paths::key(using) == paths::key(&entry.path),
            None => self.parameters.iter().any(|parameter| template.has(&parameter.name)),
        }
    }
}

/// Azure refuses a parameter that the template does not declare; the evaluation loses nothing by it.
fn surplus<'k>(parameter: &GivenParameter, who: &str, known: impl Iterator<Item = &'k str>) -> Problem {
    let who = if who.starts_with("no ") { who.to_owned() } else { format!("{who} no") };
    let article = if who.starts_with("no ") { " a" } else { "" };
    Problem {
        kind: ProblemKind::Note,
        place: parameter.place,
        path: None,
        message: format!("{who}{article} parameter `{}`", parameter.name),
        help: did_you_mean(&parameter.name, known),
    }
}

impl Reader<'_> {
    /// Variables of Terraform that the environment gives: `TF_VAR_NAME`
    /// (<https://developer.hashicorp.com/terraform/cli/config/environment-variables#tf_var_name>).
    fn environment(self, module: &Deployable) -> Vec<GivenParameter> {
        let mut given = Vec::new();
        for (name, value) in &self.settings.environment {
            let Some(variable) = name.strip_prefix("TF_VAR_").filter(|variable| module.has(variable)) else {
                continue;
            };
            let value = Value::from(value.as_str());
            given.push(GivenParameter { name: variable.into(), value, place: None });
        }
        given
    }

    fn read(self, path: &Path) -> GivenFile {
        let mut given =
            GivenFile { path: path.to_owned(), using: None, parameters: Vec::new(), problems: Vec::new() };
        let file = match self.files.open(path) {
            Ok(file) => file,
            Err(unloaded) => {
                given.problems.push(problem(ProblemKind::Unreadable, path, unloaded.message, unloaded.help));
                return given;
            }
        };
        let read = front::parameters(self.files, file, path, self.settings);
        given.parameters = read.given;
        given.problems = read.problems;
        let using = read.using.and_then(|using| self.files.resolve(file, &using).ok());
        given.using = using.map(|file| self.files.path(file).to_path_buf());
        given
    }
}

/// `name=value`.
fn one(text: &str) -> Result<GivenParameter, Error> {
    let Some((name, value)) = text.split_once('=').filter(|(name, _)| !name.trim().is_empty()) else {
        return Err(Error::Option {
            option: "--set",
            message: format!("`{text}` is not of the form `name=value`"),
            help: Some("write `--set sku=Premium`".to_owned()),
        });
    };
    let json: Option<Json> = serde_json::from_str(value).ok();
    let value = json.map_or_else(|| Value::from(value), |json| from_json(&json));
    Ok(GivenParameter { name: name.trim().into(), value, place: None })
}

/// The reader of JSON bounds the depth.
fn from_json(json: &Json) -> Value {
    match json {
        Json::Null => Value::NULL,
        Json::Bool(value) => Value::from(*value),
        Json::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(integer), _) => Value::from(integer),
            (None, Some(float)) => Value::from(float),
            (None, None) => Value::from(number.to_string()),
        },
        Json::String(text) => Value::from(text.as_str()),
        Json::Array(items) => Data::Array(Array::new(items.iter().map(from_json).collect())).into(),
        Json::Object(members) => {
            let mut object = ObjectBuilder::with_capacity(members.len());
            for (key, value) in members {
                object.put(key.as_str(), from_json(value));
            }
            Data::Object(object.build()).into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_json_or_else_text() {
        let value = |text: &str| one(text).unwrap().value.to_json().to_string();
        assert_eq!(value("a=true"), "true");
        assert_eq!(value("a=3"), "3");
        assert_eq!(value("a=[1, \"b\"]"), "[1,\"b\"]");
        assert_eq!(value("a=westeurope"), "\"westeurope\"");
        assert_eq!(value("a=x=y"), "\"x=y\"");
        assert_eq!(value("a="), "\"\"");
        assert_eq!(value("a=\"3\""), "\"3\"");
        assert!(one("a").is_err());
        assert!(one("=a").is_err());
    }
}
