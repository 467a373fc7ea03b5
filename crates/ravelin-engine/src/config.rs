//! `ravelin.toml`: what holds for a project, so that nobody has to say it on each command line.
//!
//! Every key is known or an error with its line and column. A control that is switched off has a reason.

mod table;
#[cfg(test)]
mod tests;

use crate::error::Error;
use crate::{paths, select, text};
use jiff::civil::Date;
use ravelin_finding::Severity;
use std::ops::Range;
use std::path::{Path, PathBuf};
use table::{Fault, Table};

/// The file's name.
pub const NAME: &str = "ravelin.toml";

/// What a project's file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// The file; `None` when there is none.
    pub path: Option<PathBuf>,
    /// Its text.
    pub text: String,
    /// Patterns of files that a search leaves out, seen from the file's folder.
    pub exclude: Vec<String>,
    /// From which severity on findings make the run fail; `Some(None)` for never.
    pub fail_on: Option<Option<Severity>>,
    /// Shall pedantic advice be given?
    pub pedantic: Option<bool>,
    /// Shall evidence for a review be given?
    pub auditor: Option<bool>,
    /// Folders with modules of registries, seen from the file's folder.
    pub module_root: Vec<PathBuf>,
    /// Environment variables that templates may read.
    pub environment: Vec<String>,
    /// The controls that are switched off.
    pub disabled: Vec<Disabled>,
    /// Where it will be deployed.
    pub deployment: Deployment,
}

/// A control that is switched off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disabled {
    /// The control.
    pub id: String,
    /// Why.
    pub reason: String,
    /// The last day on which it is.
    pub until: Option<Date>,
    /// Where it is written.
    pub span: Range<usize>,
}

/// Where code will be deployed; what is not given is unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deployment {
    /// The subscription's id.
    pub subscription: Option<String>,
    /// The resource group's name.
    pub resource_group: Option<String>,
    /// The location.
    pub location: Option<String>,
    /// The tenant's id.
    pub tenant: Option<String>,
    /// The management group's name.
    pub management_group: Option<String>,
}

/// The severity that `--fail-on` names; `never` is none.
///
/// # Errors
/// When there is no such severity.
pub fn fail_on(name: &str) -> Result<Option<Severity>, String> {
    match Severity::from_name(name) {
        Some(severity) => Ok(Some(severity)),
        None if name == "never" => Ok(None),
        None => Err(format!("`{name}` is none of info, low, medium, high, critical, never")),
    }
}

impl Config {
    /// The configuration that holds for a path: that of the nearest folder upwards.
    ///
    /// # Errors
    /// When the file can't be read or is wrong.
    pub fn nearest(path: &Path) -> Result<Self, Error> {
        let absolute = paths::key(path);
        let folder = if absolute.is_dir() { Some(absolute.as_path()) } else { absolute.parent() };
        let found = folder.into_iter().flat_map(Path::ancestors).map(|folder| folder.join(NAME));
        match found.into_iter().find(|path| path.is_file()) {
            Some(found) => Self::load(&as_written(&found)),
            None => Ok(Self::default()),
        }
    }

    /// The configuration of a file.
    ///
    /// # Errors
    /// When the file can't be read or is wrong.
    pub fn load(path: &Path) -> Result<Self, Error> {
        let wrong = |at, message, help| Error::Config { path: path.to_owned(), at, message, help };
        let text = text::read_text(path).map_err(|error| wrong(None, error.to_string(), error.help()))?;
        let mut config = Self::read(&text).map_err(|fault| {
            let (line, column) = line_column(&text, fault.span.start);
            wrong(Some((line, column)), fault.message, fault.help)
        })?;
        config.path = Some(path.to_owned());
        config.text = text;
        Ok(config)
    }

    fn read(text: &str) -> Result<Self, Fault> {
        let mut root = Table::parse(text)?;
        let mut config = Self {
            exclude: root.strings("exclude")?,
            fail_on: root.string("fail-on")?.map(|(name, span)| named_severity(&name, span)).transpose()?,
            pedantic: root.flag("pedantic")?,
            auditor: root.flag("auditor")?,
            module_root: root.strings("module-root")?.into_iter().map(PathBuf::from).collect(),
            environment: root.strings("environment")?,
            ..Self::default()
        };
        if let Some(mut table) = root.table("deployment")? {
            let mut text = |key| Ok(table.string(key)?.map(|(text, _)| text));
            config.deployment = Deployment {
                subscription: text("subscription")?,
                resource_group: text("resource-group")?,
                location: text("location")?,
                tenant: text("tenant")?,
                management_group: text("management-group")?,
            };
            table.end()?;
        }
        if let Some(table) = root.table("disabled")? {
            config.disabled = table.rest().into_iter().map(disabled).collect::<Result<_, _>>()?;
        }
        root.end()?;
        Ok(config)
    }

    /// The folder that its paths are seen from.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.path.as_deref().and_then(Path::parent).unwrap_or_else(|| Path::new(""))
    }

    /// The line and column of a place in it.
    #[must_use]
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        line_column(&self.text, offset)
    }
}

/// A found file is shown from the current folder where it is below it.
fn as_written(path: &Path) -> PathBuf {
    let current = paths::key(Path::new("."));
    path.strip_prefix(&current).map_or_else(|_| path.to_owned(), Path::to_owned)
}

fn named_severity(name: &str, span: Range<usize>) -> Result<Option<Severity>, Fault> {
    fail_on(name).map_err(|message| Fault { span, message, help: None })
}

/// `id = "reason"` or `id = { reason = "…", until = "2027-01-01" }`.
fn disabled((id, span, row): (String, Range<usize>, table::Row<'_>)) -> Result<Disabled, Fault> {
    if select::rule(&id).is_none() {
        let help = crate::suggest::did_you_mean(&id, select::ids());
        return Err(Fault { span, message: format!("there is no control `{id}`"), help });
    }
    let (reason, until) = match row {
        table::Row::Text(reason) => (reason, None),
        table::Row::Table(mut table) => {
            let reason = table.string("reason")?.map(|(reason, _)| reason).unwrap_or_default();
            let until = match table.string("until")? {
                Some((text, span)) => {
                    Some(date(&text).map_err(|message| Fault { span, message, help: None })?)
                }
                None => None,
            };
            table.end()?;
            (reason, until)
        }
    };
    if reason.trim().is_empty() {
        let help = Some(format!("write `{id} = \"why it does not apply here\"`"));
        return Err(Fault { span, message: format!("`{id}` is switched off without a reason"), help });
    }
    Ok(Disabled { id, reason, until, span })
}

/// A day as `2027-01-31`.
pub(crate) fn date(text: &str) -> Result<Date, String> {
    let form = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let parsed = if form { text.parse().ok() } else { None };
    parsed.ok_or_else(|| format!("`{text}` is no date; write `2027-01-31`"))
}

fn line_column(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (line, column)
}
