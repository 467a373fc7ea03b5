//! The notations: which reader a file is for.

use crate::discover::{Entry, EntryKind};
use crate::files::Files;
use crate::paths;
use ravelin_finding::{FileId, Problem};
use ravelin_model::EntryId;
use ravelin_template::eval::{EntryPoint, Evaluation, GivenParameter, Settings, evaluate};
use ravelin_template::ir::Template;
use ravelin_template::loader::{Loader as _, Unloaded};
use ravelin_terraform::EntryPoint as RootModule;
use ravelin_terraform::ir::Module;
use ravelin_terraform::loader::Loader as _;
use ravelin_terraform::shown::Shown;
use ravelin_terraform::syntax::ConfigurationFile;
use std::path::Path;
use std::sync::Arc;

/// What an entry point deploys, read and not yet evaluated.
#[derive(Clone, Debug)]
pub(crate) enum Deployable {
    /// A template.
    Template(Arc<Template>),
    /// A root module of Terraform.
    Terraform(Arc<Module>),
    /// A plan or state of Terraform.
    Shown(FileId),
    /// Resources exported from Azure.
    Export(FileId),
}

impl Deployable {
    /// Reads an entry point.
    pub(crate) fn read(entry: &Entry, files: &Files) -> Result<Self, Unloaded> {
        match entry.kind {
            EntryKind::Template => files.template(entry.file).map(Self::Template),
            EntryKind::Terraform => files.module(&paths::shown(&entry.path)).map(Self::Terraform),
            EntryKind::Shown => Ok(Self::Shown(entry.file)),
            EntryKind::Export => Ok(Self::Export(entry.file)),
        }
    }

    /// The names of its parameters.
    pub(crate) fn names(&self) -> Box<dyn Iterator<Item = &str> + '_> {
        match self {
            Self::Template(template) => {
                Box::new(template.parameters.iter().map(|parameter| &*parameter.name))
            }
            Self::Terraform(module) => Box::new(module.variables.iter().map(|variable| &*variable.name)),
            Self::Shown(_) | Self::Export(_) => Box::new(std::iter::empty()),
        }
    }

    /// Has it a parameter of this name? Templates don't mind letter case.
    pub(crate) fn has(&self, name: &str) -> bool {
        match self {
            Self::Template(_) => self.names().any(|own| own.eq_ignore_ascii_case(name)),
            Self::Terraform(_) | Self::Shown(_) | Self::Export(_) => self.names().any(|own| own == name),
        }
    }

    /// Deploys it on paper.
    pub(crate) fn evaluate(
        &self,
        id: EntryId,
        name: Arc<str>,
        parameters: Vec<GivenParameter>,
        files: &Files,
        settings: &Settings,
    ) -> Evaluation {
        match self {
            Self::Template(template) => {
                let point = EntryPoint { id, template: Arc::clone(template), name, parameters };
                evaluate(&point, files, settings)
            }
            Self::Terraform(module) => {
                let folder = Arc::clone(&module.folder);
                let root = RootModule { id, folder, name, variables: parameters, workspace: None };
                ravelin_terraform::evaluate(&root, files, settings)
            }
            Self::Shown(file) => {
                let source = files.sources().get(*file);
                let text = source.as_ref().map(|source| &**source.text()).unwrap_or_default();
                let path = files.path(*file);
                let folder = paths::shown(path.parent().unwrap_or_else(|| Path::new("")));
                let shown = Shown { id, file: *file, text, folder: &folder };
                ravelin_terraform::shown::evaluate(shown, files, settings)
            }
            Self::Export(file) => {
                let source = files.sources().get(*file);
                let text = source.as_ref().map(|source| &**source.text()).unwrap_or_default();
                let csv = paths::ending(&files.path(*file)) == "csv";
                ravelin_template::export::evaluate(id, *file, text, csv)
            }
        }
    }
}

/// What a parameter file says.
#[derive(Debug, Default)]
pub(crate) struct Parameters {
    /// The template that it is for.
    pub(crate) using: Option<String>,
    /// The parameters.
    pub(crate) given: Vec<GivenParameter>,
    /// What is wrong.
    pub(crate) problems: Vec<Problem>,
}

/// Reads a parameter file.
pub(crate) fn parameters(files: &Files, file: FileId, path: &Path, settings: &Settings) -> Parameters {
    if is_variables(path) {
        let source = files.sources().get(file);
        let text = source.as_ref().map(|source| &**source.text()).unwrap_or_default();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let (given, problems) =
            ravelin_terraform::variables_file(ConfigurationFile { name: &name, file, text });
        return Parameters { using: None, given, problems };
    }
    if paths::ending(path) == "bicepparam" {
        let ravelin_bicep::ParameterFile { using, given, problems } =
            ravelin_bicep::parameters(file, files, settings);
        return Parameters { using, given, problems };
    }
    let text = files.sources().get(file).map(|source| Arc::clone(source.text())).unwrap_or_default();
    let (given, problems) = ravelin_template::lower::parameters(file, &text);
    Parameters { using: None, given, problems }
}

/// Is it a file of variable values for Terraform?
pub(crate) fn is_variables(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.ends_with(".tfvars") || name.ends_with(".tfvars.json")
}

/// The lowered template of a file.
pub(crate) fn lower(files: &Files, file: FileId, path: &Path) -> Result<Arc<Template>, Unloaded> {
    let text = files.sources().get(file).map(|source| Arc::clone(source.text())).unwrap_or_default();
    match paths::ending(path).as_str() {
        "bicep" => Ok(Arc::new(ravelin_bicep::lower(file, files))),
        "json" | "jsonc" | "arm" => Ok(Arc::new(ravelin_template::lower::template(file, &text))),
        _ => Err(Unloaded::new(format!(
            "`{}` is neither a Bicep file nor an ARM template",
            paths::shown(path)
        ))),
    }
}
