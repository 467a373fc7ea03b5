//! The notations: which reader a file is for.

use crate::files::Files;
use crate::paths;
use ravelin_finding::{FileId, Problem};
use ravelin_template::eval::{GivenParameter, Settings};
use ravelin_template::ir::Template;
use ravelin_template::loader::{Loader, Unloaded};
use std::path::Path;
use std::sync::Arc;

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
    if paths::ending(path) == "bicepparam" {
        let ravelin_bicep::ParameterFile { using, given, problems } =
            ravelin_bicep::parameters(file, files, settings);
        return Parameters { using, given, problems };
    }
    let text = files.sources().get(file).map(|source| Arc::clone(source.text())).unwrap_or_default();
    let (given, problems) = ravelin_template::lower::parameters(file, &text);
    Parameters { using: None, given, problems }
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
