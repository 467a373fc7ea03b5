//! The files of a run: each is read once, kept as a source text, and lowered once.
//!
//! This is the [`Loader`] that evaluation asks. It deliberately does not know which files are entry points.

mod aliases;
mod confined;
mod links;
mod lowered;
mod registry;
mod terraform;

pub(crate) use links::candidates as link_candidates;

use crate::{front, paths, text};
use aliases::Aliases;
use lowered::Lowered;
use ravelin_finding::{FileId, Sources};
use ravelin_model::Value;
use ravelin_template::ir::Template;
use ravelin_template::loader::{DirectoryFile, Loader, Unloaded};
use ravelin_terraform::ir::Module;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Where to look for files that no path leads to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Places {
    /// The folders given on the command line, absolute.
    pub(crate) searched: Vec<PathBuf>,
    /// Folders with modules of registries.
    pub(crate) module_roots: Vec<PathBuf>,
    /// Where `bicep restore` keeps modules, unless `bicepconfig.json` says otherwise: `~/.bicep`.
    pub(crate) cache: Option<PathBuf>,
}

/// All files of a run.
#[derive(Debug, Default)]
pub struct Files {
    sources: Sources,
    places: Places,
    opened: Mutex<HashMap<PathBuf, Result<FileId, Unloaded>>>,
    paths: Mutex<HashMap<FileId, Arc<Path>>>,
    lowered: Lowered,
    modules: Mutex<HashMap<PathBuf, Result<Arc<Module>, Unloaded>>>,
    aliases: Mutex<HashMap<PathBuf, Arc<Aliases>>>,
    projects: Mutex<HashMap<PathBuf, Arc<Path>>>,
}

/// A lock is good whatever happened to the thread that held it: every map is only ever added to.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Files {
    pub(crate) fn new(places: Places) -> Self {
        Self { places, ..Self::default() }
    }

    /// The texts read so far.
    pub(crate) fn sources(&self) -> &Sources {
        &self.sources
    }

    /// The path that relative references of a file start from.
    #[must_use]
    pub fn path(&self, file: FileId) -> Arc<Path> {
        held(&self.paths).get(&file).cloned().unwrap_or_else(|| Path::new("").into())
    }

    /// The file at a path, read if it was not yet.
    pub(crate) fn open(&self, path: &Path) -> Result<FileId, Unloaded> {
        let key = paths::key(path);
        if let Some(known) = held(&self.opened).get(&key) {
            return known.clone();
        }
        let read = text::read_text(path).map_err(|error| {
            let unloaded = Unloaded::new(format!("`{}` {error}", paths::shown(path)));
            match error.help() {
                Some(help) => unloaded.help(help),
                None => unloaded,
            }
        });
        self.keep(path, key, read)
    }

    /// A file whose text was read already.
    pub(crate) fn adopt(&self, path: &Path, text: String) -> Result<FileId, Unloaded> {
        self.keep(path, paths::key(path), Ok(text))
    }

    /// Two threads may have read the same file: the first is kept.
    fn keep(&self, path: &Path, key: PathBuf, read: Result<String, Unloaded>) -> Result<FileId, Unloaded> {
        let mut opened = held(&self.opened);
        if let Some(known) = opened.get(&key) {
            return known.clone();
        }
        let result = read.map(|text| {
            let file = self.sources.add(paths::shown(path), text);
            held(&self.paths).insert(file, path.into());
            file
        });
        opened.insert(key, result.clone());
        result
    }

    /// The files that belong to the estate itself, in the order of their paths; those of module folders do not.
    pub(crate) fn own(&self) -> Vec<FileId> {
        let foreign: Vec<&PathBuf> = self.places.module_roots.iter().chain(&self.places.cache).collect();
        let foreign: Vec<PathBuf> = foreign.into_iter().map(|folder| paths::absolute(folder)).collect();
        let paths = held(&self.paths);
        let own = paths.iter().filter(|(_, path)| {
            let path = paths::absolute(path);
            !foreign.iter().any(|folder| path.starts_with(folder))
        });
        let mut own: Vec<(&Arc<Path>, FileId)> = own.map(|(file, path)| (path, *file)).collect();
        own.sort();
        own.into_iter().map(|(_, file)| file).collect()
    }

    /// The folder that `load…()` functions and links may not leave: the nearest one upwards with `.git`, or else with
    /// `ravelin.toml`, or else the current folder or the searched one, whichever holds the file, or else its own.
    fn project(&self, path: &Path) -> Arc<Path> {
        let absolute = paths::absolute(path);
        let folder = absolute.parent().unwrap_or(&absolute).to_owned();
        if let Some(known) = held(&self.projects).get(&folder) {
            return Arc::clone(known);
        }
        let marked = |mark: &str| folder.ancestors().find(|folder| folder.join(mark).exists());
        let current = paths::absolute(Path::new("."));
        let holding = std::iter::once(&current).chain(&self.places.searched);
        let found: Arc<Path> = marked(".git")
            .or_else(|| marked(crate::config::NAME))
            .or_else(|| holding.map(PathBuf::as_path).find(|root| folder.starts_with(root)))
            .unwrap_or(&folder)
            .into();
        held(&self.projects).insert(folder, Arc::clone(&found));
        found
    }

    /// The `bicepconfig.json` that holds for a file.
    fn aliases(&self, path: &Path) -> Arc<Aliases> {
        let absolute = paths::absolute(path);
        let folder = absolute.parent().unwrap_or(&absolute).to_owned();
        if let Some(known) = held(&self.aliases).get(&folder) {
            return Arc::clone(known);
        }
        let found = Arc::new(Aliases::nearest(&folder));
        held(&self.aliases).insert(folder, Arc::clone(&found));
        found
    }

    fn module(&self, from: &Path, reference: &str) -> Result<FileId, Unloaded> {
        if reference.starts_with('/') || reference.contains("://") || Path::new(reference).is_absolute() {
            return Err(Unloaded::new(format!("`{reference}` is not a relative path"))
                .help("write the path as seen from the file that names it"));
        }
        let path = paths::beside(from, reference);
        if !matches!(paths::ending(&path).as_str(), "bicep" | "json" | "jsonc" | "arm") {
            return Err(Unloaded::new(format!("`{reference}` is neither a Bicep file nor an ARM template")));
        }
        self.open(&path)
    }
}

impl Loader for Files {
    fn sources(&self) -> &Sources {
        &self.sources
    }

    fn resolve(&self, from: FileId, reference: &str) -> Result<FileId, Unloaded> {
        let from = self.path(from);
        match registry::Reference::parse(reference, || self.aliases(&from)) {
            Some(registered) => registered?.find(self, &self.places, &from),
            None => self.module(&from, reference),
        }
    }

    fn linked(&self, from: FileId, uri: &Value) -> Result<FileId, Unloaded> {
        links::find(self, from, uri)
    }

    fn template(&self, file: FileId) -> Result<Arc<Template>, Unloaded> {
        self.lowered.get(file, || front::lower(self, file, &self.path(file)))
    }

    fn bytes(&self, from: FileId, path: &str) -> Result<Vec<u8>, Unloaded> {
        confined::bytes(self, &self.path(from), path)
    }

    fn directory(&self, from: FileId, path: &str, pattern: &str) -> Result<Vec<DirectoryFile>, Unloaded> {
        confined::directory(self, &self.path(from), path, pattern)
    }

    fn uri(&self, file: FileId) -> String {
        links::uri(&paths::absolute(&self.path(file)))
    }
}
