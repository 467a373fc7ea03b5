//! What evaluation asks of the outside world. The one implementation that touches files is the engine's.

use crate::ir::Template;
use ravelin_finding::{FileId, Sources};
use ravelin_model::Value;
use std::sync::Arc;

/// Finds and reads the files that templates name.
pub trait Loader: Sync {
    /// The texts read so far.
    fn sources(&self) -> &Sources;

    /// The file that a module path, a registry or template-spec reference (`br:…`, `br/alias:…`, `ts:…`), an import's
    /// path or a `relativePath` names, as seen from `from`.
    ///
    /// # Errors
    /// When there is no such file, or it can't be read.
    fn resolve(&self, from: FileId, reference: &str) -> Result<FileId, Unloaded>;

    /// The file that a linked template's URI names: a `file:` URI made by [`Loader::uri`], or any URI (known, or with
    /// a known tail) whose path ends like a file beside `from` or above it.
    ///
    /// # Errors
    /// When no file fits.
    fn linked(&self, from: FileId, uri: &Value) -> Result<FileId, Unloaded>;

    /// The lowered template of a file; what is wrong in it is in its `problems`.
    ///
    /// # Errors
    /// When the file is no template.
    fn template(&self, file: FileId) -> Result<Arc<Template>, Unloaded>;

    /// The bytes of a file named by a `load…()` function, as seen from `from`; confined to the project's folder.
    ///
    /// # Errors
    /// When there is no such file, it lies outside the project, or it is too large.
    fn bytes(&self, from: FileId, path: &str) -> Result<Vec<u8>, Unloaded>;

    /// The files in a folder named by `loadDirectoryFileInfo()`, sorted by path, as seen from `from`.
    ///
    /// # Errors
    /// When there is no such folder, or it lies outside the project.
    fn directory(&self, from: FileId, path: &str, pattern: &str) -> Result<Vec<DirectoryFile>, Unloaded>;

    /// The URI by which a template finds its own links: `deployment().properties.templateLink.uri`.
    fn uri(&self, file: FileId) -> String;
}

/// A file of a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DirectoryFile {
    /// The path relative to the template that asks.
    pub relative_path: String,
    /// The name without its folder.
    pub base_name: String,
    /// The extension, with its dot.
    pub extension: String,
}

/// Why a file could not be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unloaded {
    /// What is wrong, lower case, no full stop.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

impl Unloaded {
    /// A failure with this message.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None }
    }

    /// The failure with advice.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}
