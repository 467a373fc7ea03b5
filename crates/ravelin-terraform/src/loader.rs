//! What evaluation asks of the outside world. The one implementation that touches files is the engine's.

use crate::ir::Module;
use ravelin_finding::{FileId, Sources};
use ravelin_template::loader::Unloaded;
use std::sync::Arc;

/// Finds and reads what modules name. Folders are paths as the loader writes them, `/` between their parts; a relative
/// path is seen from the folder given with it.
pub trait Loader: Sync {
    /// The texts read so far.
    fn sources(&self) -> &Sources;

    /// The names of the files in a folder, sorted.
    ///
    /// # Errors
    /// When there is no such folder, it can't be read, or it lies outside the project.
    fn list(&self, folder: &str) -> Result<Vec<String>, Unloaded>;

    /// The folder that a local module source (`./x`, `../x`) or a path of `modules.json` names, as seen from a folder.
    fn folder(&self, from: &str, path: &str) -> String;

    /// The module in a folder, read once (see [`crate::syntax::read`]).
    ///
    /// # Errors
    /// When there is no such folder, or no configuration in it.
    fn module(&self, folder: &str) -> Result<Arc<Module>, Unloaded>;

    /// A text, registered as a source.
    ///
    /// # Errors
    /// When there is no such file, it is no text, lies outside the project or is too large.
    fn text(&self, folder: &str, path: &str) -> Result<FileId, Unloaded>;

    /// The bytes of a file.
    ///
    /// # Errors
    /// When there is no such file, it lies outside the project or is too large.
    fn bytes(&self, folder: &str, path: &str) -> Result<Vec<u8>, Unloaded>;

    /// Every file below a folder, as paths relative to it, sorted: what `fileset()` chooses from.
    ///
    /// # Errors
    /// When there is no such folder, or it lies outside the project.
    fn files_below(&self, folder: &str, path: &str) -> Result<Vec<String>, Unloaded>;
}
