//! What Terraform's evaluation asks of files. Folders are paths as they are shown; modules may lie anywhere, but what
//! functions read lies in the project's folder.

use super::{Files, confined, held};
use crate::{paths, text};
use ravelin_finding::{FileId, Sources};
use ravelin_template::loader::Unloaded;
use ravelin_terraform::ir::Module;
use ravelin_terraform::loader::Loader;
use ravelin_terraform::syntax::{self, ConfigurationFile};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The most files below a folder that are listed, and the deepest that is looked.
const MAX_FILES: usize = 100_000;
const MAX_DEPTH: usize = 64;

impl Loader for Files {
    fn sources(&self) -> &Sources {
        &self.sources
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, Unloaded> {
        names(Path::new(folder))
    }

    fn folder(&self, from: &str, path: &str) -> String {
        paths::shown(&paths::normal(&Path::new(from).join(path.replace('\\', "/"))))
    }

    fn module(&self, folder: &str) -> Result<Arc<Module>, Unloaded> {
        let key = paths::key(Path::new(folder));
        if let Some(known) = held(&self.modules).get(&key) {
            return known.clone();
        }
        let made = self.read_module(folder);
        held(&self.modules).entry(key).or_insert(made).clone()
    }

    fn text(&self, folder: &str, path: &str) -> Result<FileId, Unloaded> {
        self.open(&paths::normal(&Path::new(folder).join(path)))
    }

    fn bytes(&self, folder: &str, path: &str) -> Result<Vec<u8>, Unloaded> {
        confined::bytes(self, &inner(folder), path)
    }

    fn files_below(&self, folder: &str, path: &str) -> Result<Vec<String>, Unloaded> {
        let root = confined::folder(self, &inner(folder), path)?;
        let mut found = Vec::new();
        let mut open = vec![(root.clone(), 0)];
        while let Some((folder, depth)) = open.pop() {
            for name in names(&folder)? {
                let path = folder.join(&name);
                let Ok(metadata) = std::fs::symlink_metadata(&path) else { continue };
                if metadata.is_dir() && depth < MAX_DEPTH {
                    open.push((path, depth + 1));
                } else if metadata.is_file() && found.len() < MAX_FILES {
                    found.extend(path.strip_prefix(&root).ok().map(paths::shown));
                }
            }
        }
        found.sort();
        Ok(found)
    }
}

/// A file in the folder, as functions of a module see others from it.
fn inner(folder: &str) -> PathBuf {
    Path::new(folder).join("main.tf")
}

/// The names in a folder, sorted.
fn names(folder: &Path) -> Result<Vec<String>, Unloaded> {
    let readable = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let unreadable =
        |error| Unloaded::new(format!("`{}` {}", paths::shown(folder), text::Unreadable::from(error)));
    let entries = std::fs::read_dir(readable).map_err(unreadable)?;
    let mut names: Vec<String> =
        entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    names.sort();
    Ok(names)
}

impl Files {
    /// Reads the configuration files of a folder. One that can't be read is among the module's problems.
    fn read_module(&self, folder: &str) -> Result<Arc<Module>, Unloaded> {
        let names: Vec<String> =
            names(Path::new(folder))?.into_iter().filter(|name| syntax::is_configuration(name)).collect();
        if names.is_empty() {
            return Err(Unloaded::new(format!("there are no Terraform files in `{folder}`")));
        }
        let mut texts = Vec::new();
        let mut problems = Vec::new();
        for name in &names {
            let path = paths::normal(&Path::new(folder).join(name));
            match self.open(&path) {
                Ok(file) => texts.extend(self.sources.get(file).map(|source| (name, file, source))),
                Err(unloaded) => problems.push(crate::discover::problem(
                    ravelin_finding::ProblemKind::Unreadable,
                    &path,
                    unloaded.message,
                    unloaded.help,
                )),
            }
        }
        let files: Vec<ConfigurationFile<'_>> = texts
            .iter()
            .map(|(name, file, source)| ConfigurationFile { name, file: *file, text: source.text() })
            .collect();
        let mut module = syntax::read(folder, &files);
        module.problems.extend(problems);
        Ok(Arc::new(module))
    }
}
